using System.Globalization;
using Solar.Research.Experiments.Growth;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots;

/// <summary>The growth experiment's figure: validation loss against tokens, operations and time, drawn from its summary and metrics alone.</summary>
public static class GrowthFigure
{
    private const string Above = "loss above the base's, nats";

    // The order of the legend: what the paper is about first.
    private static readonly string[] Order =
        [GrowthVariants.Dus, GrowthVariants.Naive, GrowthVariants.Interleaved, GrowthVariants.Identity, GrowthVariants.Parent, GrowthVariants.Scratch];

    /// <summary>The two panels that the paper's claims are about: after equal tokens and after equal compute.</summary>
    public static Figure AtEqualTokensAndCompute(GrowthOutcome growth) => Draw(growth.Summary, growth.Runs, whole: false);

    /// <summary>The figure of a summary and the curves it was made from.</summary>
    public static Figure Of(GrowthSummary summary, IReadOnlyList<LossCurve> curves) => Draw(summary, new(curves), whole: true);

    private static Figure Draw(GrowthSummary summary, GrowthRuns runs, bool whole)
    {
        var variants = summary.Variants
            .Where(variant => Order.Contains(variant.Name))
            .OrderBy(variant => Array.IndexOf(Order, variant.Name))
            .ToList();

        // Far enough up that every grown model starts inside; the one from scratch comes in from above, if it does.
        var grown = variants.Where(variant => variant.Name != GrowthVariants.Scratch).ToList();
        var highest = Math.Max(grown.Max(variant => variant.Jump.Max()), 0);
        var lowest = grown.Min(variant => variant.FinalLoss.Zip(summary.BaseLoss, (loss, before) => loss - before).Min());
        var ceiling = highest + (0.25 * Math.Max(highest - lowest, 1e-6));

        return Figure.Grid(
            summary.Finding,
            !whole ? [AgainstBase("After equal tokens", "tokens", point => point.Tokens), AgainstBase("After equal compute", "floating-point operations", point => point.Flops)] :
            [
                Panel("From the start of continued training", "tokens", "validation loss, nats", point => point.Tokens, (curve, point) => point.Loss),
                AgainstBase("The same, against the base", "tokens", point => point.Tokens),
                AgainstBase("At equal compute", "floating-point operations", point => point.Flops),
                AgainstBase("At equal time", "seconds of training", point => point.Seconds),
            ],
            subtitle: string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Scale} scale: base {summary.BaseParameters / 1e6:0.0}M weights, {summary.BaseTokens / 1e6:0.00}M tokens of English prose; mean (thick) and {summary.Seeds.Count} seed{(summary.Seeds.Count == 1 ? "" : "s")} (thin)"));

        Figure AgainstBase(string title, string x, Func<LossPoint, double> across) =>
            Panel(title, x, Above, across, (curve, point) => point.Loss - runs[LossCurve.Base, curve.Seed].End.Loss)
                .HorizontalLine(0, "the base")
                .YRange(high: ceiling);

        Figure Panel(string title, string x, string y, Func<LossPoint, double> across, Func<LossCurve, LossPoint, double> up) =>
            variants.Aggregate(Figure.Of(title, x, y), (figure, variant) =>
            {
                var members = summary.Seeds.Select(seed => runs[variant.Name, seed])
                    .Select(curve => new Curve([.. curve.Points.Select(across)], [.. curve.Points.Select(point => up(curve, point))]))
                    .ToList();
                var mean = Mean(members);
                return figure.Line(variant.Title, mean.X, mean.Y, members: members.Count > 1 ? members : []);
            });
    }

    // Runs of one variant are measured at the same steps, so their means are too.
    private static Curve Mean(List<Curve> members) => new(
        [.. members[0].X.Select((_, i) => members.Average(member => member.X[i]))],
        [.. members[0].Y.Select((_, i) => members.Average(member => member.Y[i]))]);
}
