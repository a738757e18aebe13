using Solar.Research.Contamination;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Contaminated;

namespace Solar.Research.Plots;

/// <summary>The contamination experiment's figure: how many texts of each test are flagged, for an honest model and one that was trained on them.</summary>
public static class ContaminationFigure
{
    /// <summary>The figure of a summary.</summary>
    public static Figure Of(ContaminatedSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var tests = summary.Benchmarks;
        return Bars(Bars(Figure.Of(summary.Finding, x: "", y: "share of texts flagged"), "final model", test => test.Final), "trained on the tests", test => test.TrainedOnTests)
            .HorizontalLine(ContaminationResult.PaperThreshold, "contaminated, by the paper");

        Figure Bars(Figure figure, string name, Func<BenchmarkContamination, IReadOnlyList<double>> values)
        {
            var effects = tests.Select(test => Effect.OfPairs(values(test), "")).ToList();
            return figure.Bars(
                name, tests.Select(test => BenchmarkTask.Named(test.Name).Title), effects.Select(effect => effect.Value),
                interval: effects.TrueForAll(effect => effect.Low is not null) ? (effects.Select(effect => effect.Low!.Value), effects.Select(effect => effect.High!.Value)) : null);
        }
    }
}
