namespace Solar.Notebooks.Jupyter.History;

/// <summary>One cell that was run.</summary>
/// <param name="Session">Which run of a kernel, counted from 1 per user.</param>
/// <param name="Line">The cell's number in it, from 1.</param>
/// <param name="Input">Its text.</param>
internal sealed record HistoryEntry(int Session, int Line, string Input)
{
    /// <summary>The plain text of its value, known in the session itself only.</summary>
    public string? Output { get; init; }
}
