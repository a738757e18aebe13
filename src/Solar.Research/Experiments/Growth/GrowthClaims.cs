using System.Globalization;
using Solar.Research.DepthUpscaling;
using Solar.Research.Experiments.Claims;
using Solar.Research.Model;

namespace Solar.Research.Experiments.Growth;

/// <summary>The claims of sections 2 and 3 about growth, each with the effect that decides it.</summary>
/// <remarks>Which effect decides which claim stands in <c>data/paper/claims.csv</c>; it was fixed before any verdict was read.</remarks>
internal sealed class GrowthClaims(GrowthRecipe recipe, GrowthRuns runs, DecoderConfig paperBase, IReadOnlyDictionary<string, PaperClaim> paper, string source)
{
    private const double FastShare = 0.1; // of the base's training tokens; our threshold, the paper has none

    /// <summary>10.7 billion to the paper's digits: less than 0.05 billion away.</summary>
    public static Claim Size(DecoderConfig paperBase, IReadOnlyDictionary<string, PaperClaim> paper, string scale, string source)
    {
        var before = ParameterCount.Of(paperBase);
        var after = ParameterCount.Of(paperBase with { NumHiddenLayers = DepthPlan.Solar.ScaledLayers });
        var measured = string.Create(
            CultureInfo.InvariantCulture, $"{paperBase.NumHiddenLayers} layers {before:N0} weights, {DepthPlan.Solar.ScaledLayers} layers {after:N0}");
        return Claim.Of(paper["solar-size"], Effect.Exact(0.05e9 - Math.Abs(after - 10.7e9), "weights to spare"), measured, scale, GrowthExperiment.Name, source);
    }

    public IReadOnlyList<Claim> All()
    {
        var names = recipe.Variants.Select(variant => variant.Name).ToHashSet();
        var claims = new List<Claim> { Size(paperBase, paper, recipe.Scale, source) };
        if (names.Contains(GrowthVariants.Dus))
        {
            claims.AddRange([Jump(), Recovery()]);
            if (names.Contains(GrowthVariants.Naive))
                claims.AddRange([SmallerSeam(), AheadOfNaiveAtEqualTokens(), AheadOfNaiveAtEqualFlops()]);
            if (names.Contains(GrowthVariants.Scratch))
                claims.Add(AtEqualTokens("beats-scratch", GrowthVariants.Scratch));
            if (names.Contains(GrowthVariants.ScratchLong))
                claims.Add(AheadOfScratchAtEqualTotalFlops());
            if (names.Contains(GrowthVariants.Parent))
                claims.Add(AtEqualTokens("beats-parent", GrowthVariants.Parent));
        }

        return claims;
    }

    private Claim Jump() =>
        Paired("jump", seed => Dus(seed).Start.Loss - BaseLoss(seed));

    private Claim SmallerSeam() =>
        Paired("smaller-seam", seed => runs[GrowthVariants.Naive, seed].Start.Loss - Dus(seed).Start.Loss);

    // A run that never recovers counts as one that does so at its end, which is beyond the threshold (the recipe sees to that).
    private Claim Recovery()
    {
        var tokens = recipe.Seeds.Select(seed => Dus(seed).TokensUntil(BaseLoss(seed))).ToList();
        var shares = tokens.Select(count => (count ?? recipe.ContinuationTokens) / recipe.BaseTokens).ToList();
        var effect = Effect.OfPairs([.. shares.Select(share => FastShare - share)], "of the base's tokens");
        var recovered = tokens.Count(count => count is not null);
        var when = recovered == 0
            ? string.Create(CultureInfo.InvariantCulture, $"not back within {shares.Average():P1} of the base's tokens in any of {tokens.Count} seeds")
            : string.Create(CultureInfo.InvariantCulture, $"back in {recovered} of {tokens.Count} seeds, after {shares.Average():P1} of the base's tokens");
        return Row("fast-recovery", effect, string.Create(CultureInfo.InvariantCulture, $"{when}; {FastShare:P0} is the threshold: {effect}"));
    }

    private Claim AheadOfNaiveAtEqualTokens() => AtEqualTokens("beats-naive-tokens", GrowthVariants.Naive);

    private Claim AheadOfNaiveAtEqualFlops() =>
        Paired("beats-naive-flops", seed => runs[GrowthVariants.Naive, seed].LossAt(point => point.Flops, Dus(seed).End.Flops) - Dus(seed).End.Loss);

    private Claim AheadOfScratchAtEqualTotalFlops() =>
        Paired("beats-scratch-flops", seed =>
        {
            var spent = runs[LossCurve.Base, seed].End.Flops + Dus(seed).End.Flops;
            return runs[GrowthVariants.ScratchLong, seed].LossAt(point => point.Flops, spent) - Dus(seed).End.Loss;
        });

    private Claim AtEqualTokens(string claim, string other) =>
        Paired(claim, seed => runs[other, seed].LossAt(point => point.Tokens, recipe.ContinuationTokens) - Dus(seed).End.Loss);

    private LossCurve Dus(long seed) => runs[GrowthVariants.Dus, seed];

    private double BaseLoss(long seed) => runs[LossCurve.Base, seed].End.Loss;

    private Claim Paired(string claim, Func<long, double> difference)
    {
        var effect = Effect.OfPairs([.. recipe.Seeds.Select(difference)], "nats");
        return Row(claim, effect, effect.ToString());
    }

    private Claim Row(string claim, Effect effect, string measured) => Claim.Of(paper[claim], effect, measured, recipe.Scale, GrowthExperiment.Name, source);
}
