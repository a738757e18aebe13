namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>The sockets that carry messages.</summary>
internal enum Channel
{
    /// <summary>Requests, one after the other.</summary>
    Shell,

    /// <summary>Requests that do not wait for a running cell.</summary>
    Control,

    /// <summary>Questions to the person in front.</summary>
    Stdin,
}
