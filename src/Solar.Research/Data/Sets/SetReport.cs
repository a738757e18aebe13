using System.Globalization;
using System.Text;
using Solar.Research.Display;

namespace Solar.Research.Data.Sets;

/// <summary>Rows that are not used, for one reason.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first of them: file and line, or row in Parquet.</param>
public sealed record DroppedRows(string Reason, long Count, string First);

/// <summary>What was taken from a set, and what was not and why. Every row is in exactly one of kept, dropped and not drawn.</summary>
[TypeFormatterSource(typeof(SetReportTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record SetReport
{
    /// <summary>The name of the set.</summary>
    public required string Set { get; init; }

    /// <summary>The schema by which it was read.</summary>
    public required string Schema { get; init; }

    /// <summary>Its files.</summary>
    public required IReadOnlyList<string> Files { get; init; }

    /// <summary>All rows.</summary>
    public required long Rows { get; init; }

    /// <summary>How many examples were asked for; null for all.</summary>
    public required int? Maximum { get; init; }

    /// <summary>The seed of the subsample; null where there is none.</summary>
    public required long? Seed { get; init; }

    /// <summary>Rows that became examples.</summary>
    public required long Kept { get; init; }

    /// <summary>Rows that cannot or must not be used; those that only their conversion can tell, up to the last row that was drawn.</summary>
    public required IReadOnlyList<DroppedRows> Dropped { get; init; }

    /// <summary>Rows that a subsample leaves.</summary>
    public required long NotDrawn { get; init; }

    /// <summary>How the tasks of the paper's Table 8 were left out; null where the set has none or nobody asked.</summary>
    public required string? TaskFilter { get; init; }

    /// <summary>The rows that were left out because a benchmark's text stands in them, with that text's place.</summary>
    public required IReadOnlyList<OverlappingRow> Overlapping { get; init; }

    /// <summary>A line for the set and one for each reason.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Set} ({Schema}): {Kept:N0} of {Rows:N0} rows");
        if (Maximum is { } maximum)
            text.Append(CultureInfo.InvariantCulture, $", at most {maximum:N0} drawn with seed {Seed}, {NotDrawn:N0} not drawn");
        text.Append('\n');
        if (TaskFilter is not null)
            text.Append(CultureInfo.InvariantCulture, $"  tasks of Table 8 filtered {TaskFilter}\n");
        foreach (var dropped in Dropped)
            text.Append(CultureInfo.InvariantCulture, $"  dropped {dropped.Count:N0}: {dropped.Reason} (first: {dropped.First})\n");
        return text.ToString();
    }
}

/// <summary>Examples and the report of how they were chosen.</summary>
/// <param name="Examples">In the order of the file.</param>
/// <param name="Report">What became of every row.</param>
public sealed record DrawnRows<T>(IReadOnlyList<T> Examples, SetReport Report);
