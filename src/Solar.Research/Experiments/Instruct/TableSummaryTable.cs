using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.Experiments.Instruct;

/// <summary>How a notebook shows the scores of one of the paper's tables: ours, and the paper's in brackets.</summary>
internal sealed class TableSummaryTable : TableFormatterSource<TableSummary>
{
    protected override Table TableOf(TableSummary value) => new(
        $"{value.Title}: percent, mean of {value.Seeds.Count} seed{(value.Seeds.Count == 1 ? "" : "s")} at {value.Scale} scale; in brackets the paper's, of models of 7 to 11 billion weights",
        ["model", "H6", .. ScoredTask.H6.Select(ScoredTask.TitleOf)],
        [.. value.Models.Select(model => (IReadOnlyList<string>)
        [
            model.Title,
            Cell(model.H6.Average(), model.PaperH6),
            .. ScoredTask.H6.Select(task => Cell(model.Scores[task], model.Paper?[task])),
        ])]);

    private static string Cell(double ours, double? paper) => paper is { } printed
        ? string.Create(CultureInfo.InvariantCulture, $"{ours:0.0} ({printed:0.00})")
        : ours.ToString("0.0", CultureInfo.InvariantCulture);
}
