namespace Solar.Notebooks.Engine;

/// <summary>One cell to run.</summary>
/// <param name="Code">Its text, magics and all.</param>
/// <param name="Language">The cell's own language, from its metadata (<c>polyglot_notebook.kernelName</c>, <c>dotnet_interactive.language</c>, VS Code's language id); none: C#.</param>
/// <param name="Name">What error messages call the cell, such as <c>cell 3</c>.</param>
public sealed record CellRequest(string Code, string? Language = null, string? Name = null);

/// <summary>How a cell ended.</summary>
public enum CellStatus
{
    /// <summary>To its end.</summary>
    Ok,

    /// <summary>With an error, which was emitted.</summary>
    Failed,

    /// <summary>By an interrupt, which was emitted as an error too.</summary>
    Interrupted,
}

/// <summary>How a cell ended, and why.</summary>
/// <param name="Status">How.</param>
/// <param name="Error">The error that was emitted, if it did not end well.</param>
/// <param name="Elapsed">How long it ran.</param>
public sealed record CellOutcome(CellStatus Status, CellError? Error, TimeSpan Elapsed);
