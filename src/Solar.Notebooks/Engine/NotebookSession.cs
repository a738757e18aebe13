namespace Solar.Notebooks.Engine;

/// <summary>What decides how cells run.</summary>
public sealed record SessionOptions
{
    /// <summary>Where relative paths of <c>#r</c>, <c>#load</c> and <c>#!import</c> begin; also the process's current folder while cells run.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();
}

/// <summary>The state that the cells of one notebook share. One cell runs at a time.</summary>
public sealed class NotebookSession(SessionOptions options) : IDisposable
{
    /// <summary>The languages, C# first.</summary>
    public IReadOnlyList<ILanguage> Languages { get; } = [];

    /// <summary>The options.</summary>
    public SessionOptions Options { get; } = options;

    /// <summary>Runs a cell on a thread of its own and waits for its end. Never throws for what the cell does.</summary>
    public CellOutcome Run(CellRequest request, ICellFrontEnd frontEnd) => throw new NotImplementedException();

    /// <summary>Stops the running cell within a second, if one is running; what earlier cells declared stays.</summary>
    public void Interrupt() => throw new NotImplementedException();

    /// <summary>Declares a C# variable, as a parameter of the notebook.</summary>
    public void Declare(string name, object? value, Type type) => throw new NotImplementedException();

    /// <summary>What could stand at a place of a cell's text.</summary>
    /// <param name="code">The cell, magics and all.</param>
    /// <param name="position">The cursor, in UTF-16 units.</param>
    /// <param name="language">The cell's own language.</param>
    public CompletionList Complete(string code, int position, string? language = null) => throw new NotImplementedException();

    /// <summary>What stands at a place of a cell's text.</summary>
    public Inspection? Inspect(string code, int position, string? language = null) => throw new NotImplementedException();

    /// <summary>Whether a front end should run the text or ask for more.</summary>
    public Completeness IsComplete(string code, string? language = null) => throw new NotImplementedException();

    /// <summary>Loads and compiles what the first cell will need; on a thread of its own after the front end was answered.</summary>
    public void WarmUp() => throw new NotImplementedException();

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
