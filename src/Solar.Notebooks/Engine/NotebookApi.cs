using System.Threading;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Engine;

/// <summary>What cells can call without a prefix; the names are those of .NET Interactive.</summary>
public static class NotebookApi
{
#pragma warning disable IDE1006 // lower case, as .NET Interactive has it
    /// <summary>Shows a value in all its forms, or in one.</summary>
    public static DisplayedValue display(object? value, params string[] mimeTypes) => throw new NotImplementedException();
#pragma warning restore IDE1006

    /// <summary>Shows a value in all its forms, or in one.</summary>
    public static DisplayedValue Display(this object? value, params string[] mimeTypes) => throw new NotImplementedException();

    /// <summary>Removes the outputs so far.</summary>
    public static void ClearOutput(bool wait = false) => throw new NotImplementedException();

    /// <summary>Asks the person for a line.</summary>
    public static string Input(string prompt = "") => throw new NotImplementedException();

    /// <summary>Asks the person for a secret.</summary>
    public static string Password(string prompt = "") => throw new NotImplementedException();

    /// <summary>Is cancelled when the running cell is interrupted.</summary>
    public static CancellationToken Cancellation => throw new NotImplementedException();

    /// <summary>HTML to show as it is.</summary>
    public static MimeBundle HTML(string content) => MimeBundle.Of("text/html", content);
}

/// <summary>Something on the page that can be changed.</summary>
public sealed class DisplayedValue(string displayId)
{
    /// <summary>Its handle.</summary>
    public string DisplayId { get; } = displayId;

    /// <summary>Shows another value in its place.</summary>
    public void Update(object? value) => throw new NotImplementedException();
}
