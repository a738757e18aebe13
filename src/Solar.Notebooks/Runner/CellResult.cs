using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Runner;

/// <summary>How a code cell fared.</summary>
public enum CellFate
{
    /// <summary>It ran as it should.</summary>
    Passed,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It is tagged <c>skip-execution</c>.</summary>
    Skipped,

    /// <summary>A cell before it failed.</summary>
    NotRun,
}

/// <summary>How a code cell fared, and why.</summary>
/// <param name="Number">Its place among the notebook's code cells, from 1.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Source">Its text.</param>
/// <param name="Fate">How it fared.</param>
/// <param name="Elapsed">How long it ran.</param>
/// <param name="Error">What went wrong, if something did; a cell that may fail has one and passed.</param>
public sealed record CellResult(int Number, int Count, string Source, CellFate Fate, TimeSpan Elapsed, ErrorOutput? Error);
