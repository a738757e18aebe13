using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.Experiments.Growth;

/// <summary>How a notebook shows what became of every model.</summary>
internal sealed class GrowthOutcomeTable : TableFormatterSource<GrowthOutcome>
{
    protected override Table TableOf(GrowthOutcome value) => new(
        string.Create(
            CultureInfo.InvariantCulture,
            $"{value.Summary.Finding}. Losses less the base's, in nats, mean of {value.Summary.Seeds.Count} seeds; {value.Summary.Scale} scale, {value.Summary.BaseTokens:N0} tokens for the base, {value.Summary.ContinuationTokens:N0} after growth"),
        ["model", ">weights", ">right after growth", ">in the end", ">tokens to recover"],
        [.. value.Summary.Variants.Select(variant => Row(value.Summary, variant))]);

    private static List<string> Row(GrowthSummary summary, VariantSummary variant)
    {
        var recovered = variant.TokensToRecover.OfType<double>().ToList();
        return
        [
            variant.Title,
            variant.Parameters.ToString("N0", CultureInfo.InvariantCulture),
            Signed(variant.Jump.Average()),
            Signed(variant.FinalLoss.Average() - summary.BaseLoss.Average()),
            recovered.Count == 0 ? "not in this run"
                : string.Create(CultureInfo.InvariantCulture, $"{recovered.Average():N0}{(recovered.Count < variant.TokensToRecover.Count ? $" ({recovered.Count} of {variant.TokensToRecover.Count} seeds)" : "")}"),
        ];
    }

    private static string Signed(double nats) => nats.ToString("+0.0000;-0.0000;0.0000", CultureInfo.InvariantCulture);
}
