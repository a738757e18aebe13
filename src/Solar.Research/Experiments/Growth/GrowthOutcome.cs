using Solar.Research.Display;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Experiments.Growth;

/// <summary>What the growth experiment gave, for a notebook to look at.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Runs">Every measurement.</param>
/// <param name="Stages">The stages it asked for.</param>
[TypeFormatterSource(typeof(GrowthOutcomeTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record GrowthOutcome(GrowthSummary Summary, GrowthRuns Runs, IReadOnlyList<StageOutcome> Stages)
{
    /// <summary>The claims with their verdicts.</summary>
    public ClaimsTable Claims => new(Summary.Claims);

    /// <summary>A row for each variant and seed, to be queried.</summary>
    public IReadOnlyList<GrowthRow> Rows =>
    [
        .. from variant in Summary.Variants
           from i in Enumerable.Range(0, Summary.Seeds.Count)
           select new GrowthRow(
               variant.Name, variant.Layers, Summary.Seeds[i], Summary.BaseLoss[i], variant.LossRightAfterGrowth[i], variant.FinalLoss[i],
               variant.TokensToRecover[i], Runs[variant.Name, Summary.Seeds[i]].End.Flops),
    ];
}

/// <summary>What became of one variant with one seed. Losses are validation losses in nats.</summary>
/// <param name="Variant">Its name.</param>
/// <param name="Layers">Its depth.</param>
/// <param name="Seed">The seed.</param>
/// <param name="BaseLoss">The base's, at the end of its own training.</param>
/// <param name="LossAfterGrowth">Its own before its first step.</param>
/// <param name="FinalLoss">After the continuation's tokens.</param>
/// <param name="TokensToRecover">Until its loss was back at the base's; null when it never was.</param>
/// <param name="Flops">Floating-point operations of the continued training.</param>
public sealed record GrowthRow(
    string Variant, int Layers, long Seed, double BaseLoss, double LossAfterGrowth, double FinalLoss, double? TokensToRecover, double Flops);
