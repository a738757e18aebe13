using Solar.Research.Experiments.Contaminated;
using Solar.Research.Experiments.Growth;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Tuning;

namespace Solar.Research.Plots;

/// <summary>Every figure there is, drawn from a results folder alone: a figure can be changed without running anything again.</summary>
public static class Figures
{
    /// <summary>Draws <c>figure.svg</c> of the experiment whose results are in a folder.</summary>
    /// <param name="results">Such as <c>results/growth</c>; its name is the experiment's.</param>
    /// <exception cref="ArgumentException">No experiment of that name has a figure.</exception>
    public static void Draw(string results)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(results));
        Of(name, results).SaveSvg(Path.Combine(results, "figure.svg"));
    }

    private static Figure Of(string experiment, string results) => experiment switch
    {
        GrowthExperiment.Name => GrowthFigure.Of(
            RecipeJson.Load<GrowthSummary>(Path.Combine(results, "summary.json")),
            GrowthMetrics.Read(Path.Combine(results, "metrics.csv"))),
        TrainingDataExperiment.Name => DataFigure.Of(RecipeJson.Load<TrainingDataSummary>(Path.Combine(results, "summary.json"))),
        ContaminationExperiment.Name => ContaminationFigure.Of(RecipeJson.Load<ContaminatedSummary>(Path.Combine(results, "summary.json"))),
        _ when TableExperiment.All.Any(table => table.Name == experiment) => ScoresFigure.Of(
            RecipeJson.Load<TableSummary>(Path.Combine(results, "summary.json")),
            ScoreFile.Read(Path.Combine(results, "metrics.csv"))),
        _ => throw new ArgumentException($"There is no figure for an experiment called '{experiment}' ('{results}')."),
    };
}
