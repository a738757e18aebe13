using Solar.Research.Data.Paper;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Instruct;

namespace Solar.Research.Tests.Experiments.Instruct;

/// <summary>Every claim is measured on the paper's own printed scores: what the paper says must come out in favour of itself, with the paper's differences.</summary>
public sealed class ScoreClaimTests
{
    private const long Seed = 1;
    private const double Printed = 0.0051; // H6 and scores are printed with two decimals

    private static readonly IReadOnlyDictionary<string, PaperClaim> Claims = PaperClaim.ReadAll(Path.Combine(Fixtures.Root, "data", "paper", "claims.csv"));

    public static TheoryData<string, double> Differences => new()
    {
        { "upscaled-h6", 66.04 - 60.97 },
        { "aligned-h6", 74.00 - 66.04 },
        { "orca-h6-equal", 2 - (69.21 - 69.15) },
        { "orca-gsm8k", 57.32 - 52.24 },
        { "orca-others", (67.66 + 86.03 + 60.12 - 65.36 - 85.39 - 58.47) / 3 },
        { "math-v3", 64.14 - 57.32 },
        { "math-v4", 64.75 - 52.24 },
        { "v4-over-v3", 70.88 - 70.03 },
        { "merge-sft-h6", 71.11 - 70.88 },
        { "merge-sft-gsm8k", 66.57 - 64.75 },
        { "dpo-h6", 73.06 - 70.03 },
        { "dpo-truthfulqa", 72.04 - 57.93 },
        { "dpo-gsm8k", 64.14 - 58.83 },
        { "alignment-gsm8k", 60.27 - 58.83 },
        { "alignment-h6", 73.42 - 73.06 },
        { "merge-dpo-h6", 73.42 - 73.21 },
        { "merge-dpo-gsm8k", 60.27 - 58.23 },
        { "sft-base", 71.11 - 70.03 - (73.58 - 73.42) },
        { "candidates", 66.57 - 59.14 - ((70.48 + 87.47 + 65.73 + 70.62 + 81.53 - 71.59 - 88.39 - 66.14 - 72.50 - 81.99) / 5) },
        { "merge-final", 74.00 - 73.73 },
        { "merge-method", 1 - (74.05 - 73.93) },
    };

    [Theory]
    [MemberData(nameof(Differences))]
    public void The_papers_own_scores_speak_for_the_papers_own_claim(string id, double difference)
    {
        var claim = Experiments().Single(claim => claim.Id == id).Measure(PaperTable(), Claims, "paper", "test", "test");

        Assert.True(claim.Effect.Value > 0);
        Assert.InRange(claim.Effect.Value, difference - (2 * Printed), difference + (2 * Printed));
        Assert.Equal(Verdict.Undecided, claim.Verdict); // one seed decides nothing
    }

    [Fact]
    public void Every_claim_about_scores_is_tested_here() =>
        Assert.Equal(Experiments().Select(claim => claim.Id).Order(), Differences.Select(row => row.Data.Item1).Order());

    [Fact]
    public void A_claim_over_seeds_is_a_mean_of_paired_differences()
    {
        // Differences of H6, when every test of a model differs by the same: 1, 2 and 3 points; mean 2, t·s/√n = 4.3027·1/√3 = 2.484.
        var scores = Enumerable.Range(1, 3).SelectMany(seed => Flat(ModelName.Base, seed, 50).Concat(Flat(ModelName.UpScaled, seed, 50 + seed)));
        var claim = ScoreClaim.OfMainResults[0].Measure(new(scores), Claims, "smoke", "test", "test");

        Assert.Equal(2, claim.Effect.Value, Tolerance.Float64.Accepts);
        Assert.Equal(2 - (4.3027 / Math.Sqrt(3)), claim.Effect.Low!.Value, Tolerance.Float64.Accepts);
        Assert.Equal(3, claim.Effect.Seeds);
        Assert.Equal("§4.2", claim.Section);
    }

    [Fact]
    public void What_is_to_be_small_is_told_beside_its_threshold()
    {
        var scores = Flat(ModelName.SftV1, 1, 50).Concat(Flat(ModelName.SftV2, 1, 53));
        var claim = ScoreClaim.OfInstructionTuning.Single(claim => claim.Id == "orca-h6-equal").Measure(new(scores), Claims, "smoke", "test", "test");

        Assert.StartsWith("3.0 points; 2 is the threshold: -1.0", claim.Measured, StringComparison.Ordinal);
    }

    private static IEnumerable<ScoreClaim> Experiments() =>
        [.. ScoreClaim.OfMainResults, .. ScoreClaim.OfInstructionTuning, .. ScoreClaim.OfAlignmentData, .. ScoreClaim.OfSftBase, .. ScoreClaim.OfMerging];

    private static IEnumerable<ModelScore> Flat(string model, long seed, double score) => ScoredTask.H6.Select(task => new ModelScore(model, seed, task, score, 1, 100));

    // The printed tables, with the one misprint of a score mended (Table 3, Winogrande of SFT v3 + v4: 2.08 for 82.08).
    private static ScoreTable PaperTable()
    {
        var paper = PaperScores.ReadAll(Path.Combine(Fixtures.Root, "data", "paper", "benchmarks.csv"));
        return new(
            from model in ModelName.All
            let row = paper.First(row => row.Model == ModelName.InThePaper(model))
            from score in ScoredTask.H6.Zip(row.Tasks)
            select new ModelScore(model, Seed, score.First, score.Second == 2.08 ? 82.08 : score.Second, 0, 0));
    }
}
