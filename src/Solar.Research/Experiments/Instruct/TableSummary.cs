using Solar.Research.Data.Paper;
using Solar.Research.Display;
using Solar.Research.Experiments.Claims;

namespace Solar.Research.Experiments.Instruct;

/// <summary>What an experiment about one of the paper's tables found: the numbers that figures, tables and notebooks quote.</summary>
[TypeFormatterSource(typeof(TableSummaryTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record TableSummary
{
    /// <summary>The scale it was run at.</summary>
    public required string Scale { get; init; }

    /// <summary>What the table is about.</summary>
    public required string Title { get; init; }

    /// <summary>The finding in a sentence, in numbers of this run.</summary>
    public required string Finding { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>One for each model.</summary>
    public required IReadOnlyList<ModelSummary> Models { get; init; }

    /// <summary>The claims with their verdicts.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }
}

/// <summary>What one model reached.</summary>
/// <param name="Name">Its name in folders and files.</param>
/// <param name="Title">Its name in figures and tables.</param>
/// <param name="H6">The mean of the six tests, percent, a value for each seed.</param>
/// <param name="Scores">By test, percent: the mean over seeds.</param>
/// <param name="PaperH6">What the paper printed, where it has the model.</param>
/// <param name="Paper">What the paper printed, by test.</param>
public sealed record ModelSummary(
    string Name, string Title, IReadOnlyList<double> H6, IReadOnlyDictionary<string, double> Scores, double? PaperH6, IReadOnlyDictionary<string, double>? Paper)
{
    internal static ModelSummary Of(string model, int table, ScoreTable scores, IReadOnlyList<PaperScores> paper)
    {
        var printed = paper.FirstOrDefault(row => row.Table == table && row.Model == ModelName.InThePaper(model));
        return new(
            model,
            ModelName.TitleOf(model),
            [.. scores.Seeds.Select(seed => Math.Round(scores.Of(seed).H6(model), 4))],
            ScoredTask.All.ToDictionary(task => task, task => Math.Round(scores.Seeds.Average(seed => scores[model, seed, task].Score), 4)),
            printed?.H6,
            printed is null ? null : ScoredTask.H6.Zip(printed.Tasks).ToDictionary());
    }
}
