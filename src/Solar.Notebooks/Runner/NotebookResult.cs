namespace Solar.Notebooks.Runner;

/// <summary>How a notebook fared.</summary>
/// <param name="Path">Its file.</param>
/// <param name="Cells">Its code cells, empty ones left out.</param>
/// <param name="Elapsed">How long it all took.</param>
public sealed record NotebookResult(string Path, IReadOnlyList<CellResult> Cells, TimeSpan Elapsed)
{
    /// <summary>Why the notebook could not be run at all.</summary>
    public string? Failure { get; init; }

    /// <summary>Whether nothing failed.</summary>
    public bool Passed => Failure is null && Cells.All(c => c.Fate is not CellFate.Failed);

    /// <summary>How many cells fared so.</summary>
    public int Count(CellFate fate) => Cells.Count(c => c.Fate == fate);
}
