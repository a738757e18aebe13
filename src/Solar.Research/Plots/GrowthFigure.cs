using System.Globalization;
using Solar.Research.Experiments.Growth;

namespace Solar.Research.Plots;

/// <summary>The growth experiment's figure: validation loss against tokens, operations and time, drawn from its summary and metrics alone.</summary>
public static class GrowthFigure
{
    private const string Above = "loss above the base's, nats";

    /// <summary>The chart of a summary and the curves it was made from.</summary>
    public static Chart Of(GrowthSummary summary, IReadOnlyList<LossCurve> curves)
    {
        // The order of the legend: what the paper is about first.
        string[] order = [GrowthVariants.Dus, GrowthVariants.Naive, GrowthVariants.Interleaved, GrowthVariants.Identity, GrowthVariants.Parent, GrowthVariants.Scratch];
        var variants = summary.Variants
            .Where(variant => order.Contains(variant.Name))
            .OrderBy(variant => Array.IndexOf(order, variant.Name))
            .ToList();
        var runs = new GrowthRuns(curves);
        var level = new ReferenceLine(0, "the base, before growth");

        // Far enough up that every grown model starts inside; the one from scratch comes in from above, if it does.
        var grown = variants.Where(variant => variant.Name != GrowthVariants.Scratch).ToList();
        var highest = Math.Max(grown.Max(variant => variant.Jump.Max()), 0);
        var lowest = grown.Min(variant => variant.FinalLoss.Zip(summary.BaseLoss, (loss, before) => loss - before).Min());
        var ceiling = highest + (0.25 * Math.Max(highest - lowest, 1e-6));

        return new(
            summary.Finding,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Scale} scale: base {summary.BaseParameters / 1e6:0.0}M weights, {summary.BaseTokens / 1e6:0.00}M tokens of English prose; mean (thick) and {summary.Seeds.Count} seed{(summary.Seeds.Count == 1 ? "" : "s")} (thin)"),
            [
                Panel("From the start of continued training", "tokens", "validation loss, nats", point => point.Tokens, (curve, point) => point.Loss, null, null),
                Panel("The same, against the base", "tokens", Above, point => point.Tokens, AgainstBase, level, ceiling),
                Panel("At equal compute", "floating-point operations", Above, point => point.Flops, AgainstBase, level, ceiling),
                Panel("At equal time", "seconds of training", Above, point => point.Seconds, AgainstBase, level, ceiling),
            ],
            Columns: 2);

        double AgainstBase(LossCurve curve, LossPoint point) => point.Loss - runs[LossCurve.Base, curve.Seed].End.Loss;

        Panel Panel(string title, string x, string y, Func<LossPoint, double> across, Func<LossCurve, LossPoint, double> up, ReferenceLine? reference, double? maximum) => new()
        {
            Title = title,
            XLabel = x,
            YLabel = y,
            Reference = reference,
            YMaximum = maximum,
            Series =
            [
                .. variants.Select((variant, i) =>
                {
                    var members = summary.Seeds.Select(seed => runs[variant.Name, seed]).Select(curve => Points(curve, across, up)).ToList();
                    return new Series(variant.Title, Palette.At(i), Mean(members), members.Count > 1 ? members : []);
                }),
            ],
        };
    }

    private static List<ChartPoint> Points(LossCurve curve, Func<LossPoint, double> across, Func<LossCurve, LossPoint, double> up) =>
        [.. curve.Points.Select(point => new ChartPoint(across(point), up(curve, point)))];

    // Runs of one variant are measured at the same steps, so their means are too.
    private static List<ChartPoint> Mean(List<List<ChartPoint>> members) =>
        [.. members[0].Select((_, i) => new ChartPoint(members.Average(member => member[i].X), members.Average(member => member[i].Y)))];
}
