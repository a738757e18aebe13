using System.Globalization;
using Solar.Research.Experiments.Claims;
using static Solar.Research.Experiments.Instruct.ModelName;
using static Solar.Research.Experiments.Instruct.ScoredTask;

namespace Solar.Research.Experiments.Instruct;

/// <summary>A claim about scores, and the number of one seed that decides it: positive speaks for it.</summary>
/// <param name="Id">Its row in <c>data/paper/claims.csv</c>, where the measure stands in words; it was fixed before anything was measured.</param>
/// <param name="Effect">The number, in points.</param>
/// <param name="Compared">What is compared with <paramref name="Threshold"/>, where the claim is that something is small.</param>
/// <param name="Threshold">Points that count as small; ours, the paper names none.</param>
internal sealed record ScoreClaim(string Id, Func<SeedScores, double> Effect, Func<SeedScores, double>? Compared = null, double? Threshold = null)
{
    private static readonly string[] Lowered = [Arc, HellaSwag, TruthfulQa];
    private static readonly string[] Others = [Arc, HellaSwag, Mmlu, TruthfulQa, WinoGrande];
    private static readonly string[] Merges = [MergeV1, MergeV2, MergeV3, MergeV4];

    /// <summary>§4.2, Table 2.</summary>
    public static IReadOnlyList<ScoreClaim> OfMainResults { get; } =
    [
        new("upscaled-h6", s => s.H6(UpScaled) - s.H6(Base)),
        new("aligned-h6", s => s.H6(MergeV1) - s.H6(UpScaled)),
    ];

    /// <summary>§4.3.1, Table 3.</summary>
    public static IReadOnlyList<ScoreClaim> OfInstructionTuning { get; } =
    [
        Small("orca-h6-equal", 2, s => Math.Abs(s.H6(SftV2) - s.H6(SftV1))),
        new("orca-gsm8k", s => s[SftV2, Gsm8k] - s[SftV1, Gsm8k]),
        new("orca-others", s => s.Mean(SftV1, Lowered) - s.Mean(SftV2, Lowered)),
        new("math-v3", s => s[SftV3, Gsm8k] - s[SftV2, Gsm8k]),
        new("math-v4", s => s[SftV4, Gsm8k] - s[SftV1, Gsm8k]),
        new("v4-over-v3", s => s.H6(SftV4) - s.H6(SftV3)),
        new("merge-sft-h6", s => s.H6(SftV3V4) - Math.Max(s.H6(SftV3), s.H6(SftV4))),
        new("merge-sft-gsm8k", s => s[SftV3V4, Gsm8k] - Math.Max(s[SftV3, Gsm8k], s[SftV4, Gsm8k])),
    ];

    /// <summary>§4.3.2, Table 4.</summary>
    public static IReadOnlyList<ScoreClaim> OfAlignmentData { get; } =
    [
        new("dpo-h6", s => s.H6(DpoV1) - s.H6(SftV3)),
        new("dpo-truthfulqa", s => s[DpoV1, TruthfulQa] - s[SftV3, TruthfulQa]),
        new("dpo-gsm8k", s => s[SftV3, Gsm8k] - s[DpoV1, Gsm8k]),
        new("alignment-gsm8k", s => s[DpoV2, Gsm8k] - s[DpoV1, Gsm8k]),
        new("alignment-h6", s => s.H6(DpoV2) - s.H6(DpoV1)),
        new("merge-dpo-h6", s => s.H6(DpoV2) - s.H6(DpoV1V2)),
        new("merge-dpo-gsm8k", s => s[DpoV2, Gsm8k] - s[DpoV1V2, Gsm8k]),
    ];

    /// <summary>§4.3.2, Table 5.</summary>
    public static IReadOnlyList<ScoreClaim> OfSftBase { get; } =
    [
        new("sft-base", s => s.H6(SftV3V4) - s.H6(SftV3) - (s.H6(DpoV3) - s.H6(DpoV2))),
    ];

    /// <summary>§4.3.2, Tables 6 and 7.</summary>
    public static IReadOnlyList<ScoreClaim> OfMerging { get; } =
    [
        new("candidates", s => s[Candidate1, Gsm8k] - s[Candidate2, Gsm8k] - (s.Mean(Candidate1, Others) - s.Mean(Candidate2, Others))),
        new("merge-final", s => s.H6(MergeV1) - Math.Max(s.H6(Candidate1), s.H6(Candidate2))),
        Small("merge-method", 1, s => Merges.Max(s.H6) - Merges.Min(s.H6)),
    ];

    /// <summary>The row of the ledger.</summary>
    public Claim Measure(ScoreTable table, IReadOnlyDictionary<string, PaperClaim> paper, string scale, string experiment, string source)
    {
        var measure = Effect;
        var effect = Claims.Effect.OfPairs([.. table.Seeds.Select(seed => measure(table.Of(seed)))], "points");
        var measured = Compared is { } compared && Threshold is { } threshold
            ? string.Create(CultureInfo.InvariantCulture, $"{table.Seeds.Average(seed => compared(table.Of(seed))):0.0#} points; {threshold:0.#} is the threshold: {effect}")
            : effect.ToString();
        return Claim.Of(paper[Id], effect, measured, scale, experiment, source);
    }

    private static ScoreClaim Small(string id, double threshold, Func<SeedScores, double> compared) =>
        new(id, scores => threshold - compared(scores), compared, threshold);
}
