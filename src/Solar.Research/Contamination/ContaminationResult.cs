namespace Solar.Research.Contamination;

/// <summary>A text that was not tested, and why.</summary>
/// <param name="Id">Which text.</param>
/// <param name="Reason">What stood in the way.</param>
public sealed record SkippedText(string Id, string Reason);

/// <summary>How contaminated a model is with a benchmark, as the paper's Table 9 says it.</summary>
/// <param name="Benchmark">Its name.</param>
/// <param name="Flagged">The share of texts whose score is below the recipe's threshold: the number of Table 9, with its interval.</param>
/// <param name="MeanScore">The mean score; 0.5 where the texts are as likely as what the reference writes.</param>
/// <param name="Texts">Texts of the benchmark, of which the examples were drawn.</param>
/// <param name="Examples">Each text that was tested.</param>
/// <param name="Skipped">Texts that were drawn and could not be tested.</param>
public sealed record ContaminationResult(
    string Benchmark, WilsonInterval Flagged, double MeanScore, int Texts, IReadOnlyList<ContaminationExample> Examples, IReadOnlyList<SkippedText> Skipped)
{
    /// <summary>Above it the tool's readme calls a benchmark "highly likely" to have been trained on; the paper takes 0.9.</summary>
    public const double Likely = 0.85;

    /// <summary>The share above which the paper speaks of contamination (appendix C).</summary>
    public const double PaperThreshold = 0.9;

    /// <summary>The result of these examples.</summary>
    /// <exception cref="ArgumentException">There is no example.</exception>
    public static ContaminationResult Of(string benchmark, IReadOnlyList<ContaminationExample> examples, ContaminationRecipe recipe, int texts, IReadOnlyList<SkippedText>? skipped = null)
    {
        if (examples.Count == 0)
            throw new ArgumentException($"No text of {benchmark} could be tested{(skipped is [var first, ..] ? $": {first.Id} {first.Reason}" : "")}.", nameof(examples));
        return new(
            benchmark,
            WilsonInterval.Of(examples.Count(example => example.Score < recipe.Threshold), examples.Count),
            examples.Average(example => example.Score),
            texts,
            examples,
            skipped ?? []);
    }
}
