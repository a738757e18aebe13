using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Growth;

namespace Solar.Research.Tests.Experiments.Growth;

public class GrowthClaimsTests
{
    private static readonly GrowthRecipe Recipe = GrowthScales.Of("classroom");

    [Fact]
    public void The_full_size_model_is_counted_from_its_configuration()
    {
        var claim = Summarize().Claims.Single(claim => claim.Id == "solar-size");

        Assert.Equal("32 layers 7,241,732,096 weights, 48 layers 10,731,524,096", claim.Measured);
        Assert.Equal(Verdict.Supported, claim.Verdict);
    }

    // Base ends at 4; the grown model starts 0.5 above it, half of that is gone at half time.
    // At equal tokens: naive ends at 3.7, scratch at 6, the parent at 3.6.
    [Fact]
    public void Every_claim_is_decided_by_the_effect_it_names()
    {
        var claims = Summarize().Claims.ToDictionary(claim => claim.Id);

        Assert.Equal(0.5, claims["jump"].Effect.Value, 1e-9);
        Assert.Equal(0.3, claims["smaller-seam"].Effect.Value, 1e-9);
        Assert.Equal(0.2, claims["beats-naive-tokens"].Effect.Value, 1e-9);
        Assert.Equal(2.5, claims["beats-scratch"].Effect.Value, 1e-9);
        Assert.Equal(0.1, claims["beats-parent"].Effect.Value, 1e-9);

        // Naive costs 4/3 as much a token: at the operations of the grown model it has had 3/4 of the tokens,
        // half-way between 4.4 and 3.7.
        Assert.Equal(4.05 - 3.5, claims["beats-naive-flops"].Effect.Value, 1e-9);

        // From 4.25 at half time to 3.5 at the end the line meets 4 a third of the way: after 2/3 of the continuation, in shares of the base's tokens.
        Assert.Equal(0.1 - (2.0 / 3 * Recipe.ContinuationTokens / Recipe.BaseTokens), claims["fast-recovery"].Effect.Value, 1e-9);
    }

    [Fact]
    public void A_model_that_does_not_recover_contradicts_that_it_does_so_fast()
    {
        var claim = Summarize(dusEnd: 4.2).Claims.Single(claim => claim.Id == "fast-recovery");

        Assert.Equal(Verdict.Contradicted, claim.Verdict);
        Assert.Contains("not back within 11.2 % of the base's tokens in any of 3 seeds", claim.Measured);
    }

    [Fact]
    public void The_summary_and_the_metrics_survive_being_written()
    {
        var folder = Directory.CreateTempSubdirectory("solar-growth-").FullName;
        try
        {
            var summary = Summarize();
            Solar.Research.Tuning.RecipeJson.Save(summary, Path.Combine(folder, "summary.json"));
            GrowthMetrics.Write(Path.Combine(folder, "metrics.csv"), Curves());

            var read = Solar.Research.Tuning.RecipeJson.Load<GrowthSummary>(Path.Combine(folder, "summary.json"));
            Assert.Equal(summary.Claims, read.Claims);
            Assert.Equal(summary.Variants.SelectMany(variant => variant.FinalLoss), read.Variants.SelectMany(variant => variant.FinalLoss));
            Assert.Equal(Curves().SelectMany(curve => curve.Points), GrowthMetrics.Read(Path.Combine(folder, "metrics.csv")).SelectMany(curve => curve.Points));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("smoke")]
    [InlineData("classroom")]
    [InlineData("lab")]
    public void Every_scale_is_a_valid_recipe(string scale) => Assert.Equal(scale, GrowthScales.Of(scale).Validate().Scale);

    internal static GrowthSummary Summarize(double dusEnd = 3.5) =>
        GrowthExperiment.Summarize(Recipe, new(Curves(dusEnd)), new(Fixtures.Root, "unused"), "results/growth");

    internal static List<LossCurve> Curves(double dusEnd = 3.5)
    {
        var curves = new List<LossCurve>();
        foreach (var seed in Recipe.Seeds)
        {
            var shift = 0.001 * seed; // seeds differ, pairs do not
            curves.Add(new(LossCurve.Base, seed, [new(0, 0, 0, 0, 8 + shift), new(1, (long)Recipe.BaseTokens, 100, 1e9, 4 + shift)]));
            Add(GrowthVariants.Dus, 4.5, 4.25, dusEnd, cost: 3);
            Add(GrowthVariants.Naive, 4.8, 4.4, 3.7, cost: 4);
            Add(GrowthVariants.Interleaved, 4.6, 4.3, 3.6, cost: 3);
            Add(GrowthVariants.Identity, 4, 3.9, 3.55, cost: 3);
            Add(GrowthVariants.Scratch, 8, 7, 6, cost: 3);
            Add(GrowthVariants.Parent, 4, 3.8, 3.6, cost: 2);

            void Add(string variant, double start, double middle, double end, double cost)
            {
                var tokens = (long)Recipe.ContinuationTokens;
                curves.Add(new(variant, seed,
                [
                    new(0, 0, 0, 0, start + shift),
                    new(1, tokens / 2, cost * 10, cost * tokens / 2, middle + shift),
                    new(2, tokens, cost * 20, cost * tokens, end + shift),
                ]));
            }
        }

        return curves;
    }
}
