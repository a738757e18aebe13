using System.Globalization;
using Solar.Research.Display;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Experiments.Claims;

namespace Solar.Research.Experiments.Contaminated;

/// <summary>What the contamination experiment found.</summary>
[TypeFormatterSource(typeof(ContaminatedSummaryTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ContaminatedSummary
{
    /// <summary>The scale it was run at.</summary>
    public required string Scale { get; init; }

    /// <summary>The finding in a sentence.</summary>
    public required string Finding { get; init; }

    /// <summary>The seeds.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>One for each test.</summary>
    public required IReadOnlyList<BenchmarkContamination> Benchmarks { get; init; }

    /// <summary>The claims with their verdicts.</summary>
    public required IReadOnlyList<Claim> Claims { get; init; }
}

/// <summary>How contaminated the models look with one test; lists are by seed.</summary>
/// <param name="Name">The test.</param>
/// <param name="Final">Of the final model.</param>
/// <param name="TrainedOnTests">Of the same, trained on the tests.</param>
/// <param name="Paper">What the paper's Table 9 has for SOLAR 10.7B-Instruct.</param>
public sealed record BenchmarkContamination(string Name, IReadOnlyList<double> Final, IReadOnlyList<double> TrainedOnTests, double? Paper);

internal sealed class ContaminatedSummaryTable : TableFormatterSource<ContaminatedSummary>
{
    protected override Table TableOf(ContaminatedSummary value) => new(
        $"{value.Finding} ({value.Scale} scale, {value.Seeds.Count} seed{(value.Seeds.Count == 1 ? "" : "s")})",
        ["test", "final model", "trained on the tests", "the paper's final model"],
        [.. value.Benchmarks.Select(test => (IReadOnlyList<string>)[BenchmarkTask.Named(test.Name).Title, Mean(test.Final), Mean(test.TrainedOnTests), test.Paper is { } paper ? Share(paper) : "-"])]);

    private static string Mean(IReadOnlyList<double> values) => Share(values.Average());

    private static string Share(double share) => share.ToString("0.00", CultureInfo.InvariantCulture);
}
