using System.Globalization;
using Solar.Research.Data.Sets;
using Solar.Research.Display;

namespace Solar.Research.Experiments.Instruct;

/// <summary>What the models of the paper's tables are tuned on, set by set.</summary>
[TypeFormatterSource(typeof(TrainingDataSummaryTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record TrainingDataSummary
{
    /// <summary>The scale.</summary>
    public required string Scale { get; init; }

    /// <summary>The finding in a sentence.</summary>
    public required string Finding { get; init; }

    /// <summary>The sets of SFT v3, then those of DPO v2: every set that a model is tuned on.</summary>
    public required IReadOnlyList<SetUse> Sets { get; init; }
}

/// <summary>What became of the rows of a set. Each is used, not drawn, or dropped for a reason.</summary>
/// <param name="Set">Its name in a data folder.</param>
/// <param name="Rows">All rows.</param>
/// <param name="Used">Those that are learned from.</param>
/// <param name="NotDrawn">Those that the subsample leaves.</param>
/// <param name="Dropped">The others, by reason.</param>
public sealed record SetUse(string Set, long Rows, long Used, long NotDrawn, IReadOnlyList<DroppedRows> Dropped)
{
    /// <summary>The same of a report.</summary>
    public static SetUse Of(SetReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(report.Set, report.Rows, report.Kept, report.NotDrawn, report.Dropped);
    }
}

internal sealed class TrainingDataSummaryTable : TableFormatterSource<TrainingDataSummary>
{
    protected override Table TableOf(TrainingDataSummary value) => new(
        $"{value.Finding} ({value.Scale} scale)",
        ["set", "the paper has", "and uses at most", "here", "used", "not drawn", "dropped"],
        [.. value.Sets.Select(use => (IReadOnlyList<string>)
        [
            TrainingSet.Named(use.Set).Title, Count(TrainingSet.Named(use.Set).Total), Count(TrainingSet.Named(use.Set).MaximumUsed),
            Count(use.Rows), Count(use.Used), Count(use.NotDrawn), Count(use.Dropped.Sum(rows => rows.Count)),
        ])]);

    private static string Count(long? rows) => rows?.ToString("N0", CultureInfo.InvariantCulture) ?? "-";
}
