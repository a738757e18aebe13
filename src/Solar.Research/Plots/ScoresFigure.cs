using System.Globalization;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Instruct;

namespace Solar.Research.Plots;

/// <summary>The figure of an experiment about one of the paper's tables: each model's scores, and what they say about each claim.</summary>
public static class ScoresFigure
{
    /// <summary>The figure of a summary and the scores it was made from.</summary>
    public static Figure Of(TableSummary summary, IEnumerable<ModelScore> scores)
    {
        ArgumentNullException.ThrowIfNull(summary);
        ArgumentNullException.ThrowIfNull(scores);
        return Figure.Grid(
            summary.Finding,
            [Scores(summary, new(scores)), Claims(summary)],
            subtitle: string.Create(CultureInfo.InvariantCulture, $"{summary.Title}; {summary.Scale} scale, {summary.Seeds.Count} seed{(summary.Seeds.Count == 1 ? "" : "s")}, intervals at 95 %"));
    }

    /// <summary>Every model's scores, with 95 % intervals over seeds.</summary>
    public static Figure Scores(TableSummary summary, ScoreTable scores)
    {
        var figure = Figure.Of("Scores", x: "", y: "percent");
        string[] categories = ["H6", .. ScoredTask.H6.Select(ScoredTask.TitleOf)];
        foreach (var model in summary.Models)
        {
            var effects = ScoredTask.H6
                .Select(task => scores.Seeds.Select(seed => scores[model.Name, seed, task].Score).ToList())
                .Prepend([.. scores.Seeds.Select(seed => scores.Of(seed).H6(model.Name))])
                .Select(values => Effect.OfPairs(values, "percent"))
                .ToList();
            figure = figure.Bars(
                model.Title, categories, effects.Select(effect => effect.Value),
                interval: effects.TrueForAll(effect => effect.Low is not null) ? (effects.Select(effect => effect.Low!.Value), effects.Select(effect => effect.High!.Value)) : null);
        }

        return figure;
    }

    /// <summary>The effect that decides each claim: to the right of nothing it speaks for the claim.</summary>
    public static Figure Claims(TableSummary summary)
    {
        var effects = summary.Claims.Select(claim => claim.Effect).ToList();
        return Figure.Of("What decides each claim", x: "points in favour", y: "").Dots(
            "mean over seeds", summary.Claims.Select(claim => claim.Id), effects.Select(effect => effect.Value),
            interval: effects.TrueForAll(effect => effect.Low is not null) ? (effects.Select(effect => effect.Low!.Value), effects.Select(effect => effect.High!.Value)) : null)
            .VerticalLine(0, "no effect");
    }
}
