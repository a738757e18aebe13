using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.Data.Sets;

/// <summary>How a notebook shows what became of the rows of a set.</summary>
internal sealed class SetReportTable : TableFormatterSource<SetReport>
{
    protected override Table TableOf(SetReport value) => new($"{value.Set}, read as {value.Schema}", [">rows", "what became of them", "first"], [.. Rows(value)]);

    protected override string TextOf(SetReport value) => value.ToString();

    private static IEnumerable<IReadOnlyList<string>> Rows(SetReport value)
    {
        yield return [Number(value.Rows), "in the set", value.Files.Count == 1 ? Path.GetFileName(value.Files[0]) : $"{value.Files.Count} files"];
        foreach (var dropped in value.Dropped)
            yield return [Number(dropped.Count), "dropped: " + dropped.Reason, dropped.First];
        if (value.Maximum is not null)
            yield return [Number(value.NotDrawn), string.Create(CultureInfo.InvariantCulture, $"not drawn (at most {value.Maximum:N0}, seed {value.Seed})"), ""];
        yield return [Number(value.Kept), "kept", value.TaskFilter is null ? "" : "Table 8 filtered " + value.TaskFilter];
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
