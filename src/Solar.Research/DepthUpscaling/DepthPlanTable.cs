using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.DepthUpscaling;

/// <summary>How a notebook shows a plan: each run of layers that stay neighbours, and the seams between the runs.</summary>
internal sealed class DepthPlanTable : TableFormatterSource<DepthPlan>
{
    protected override Table TableOf(DepthPlan plan)
    {
        var rows = new List<IReadOnlyList<string>>();
        for (var first = 0; first < plan.ScaledLayers;)
        {
            var last = first;
            while (last + 1 < plan.ScaledLayers && Continues(plan.Layers[last], plan.Layers[last + 1]))
                last++;
            rows.Add(
            [
                Range(first, last),
                Range(plan.Layers[first].Source, plan.Layers[last].Source),
                plan.Layers[first].Identity ? "the identity" : "a copy",
                first > 0 && plan.Layers[first].Source != plan.Layers[first - 1].Source + 1 ? Invariant($"seam: base layer {plan.Layers[first - 1].Source} meets {plan.Layers[first].Source}") : "",
            ]);
            first = last + 1;
        }

        return new(
            Invariant($"{plan.BaseLayers} layers become {plan.ScaledLayers}, with {plan.Seams.Count()} seam{(plan.Seams.Count() == 1 ? "" : "s")}: {plan}"),
            ["layers", "of the base", "start as", "before the first of them"],
            rows);
    }

    private static bool Continues(PlannedLayer one, PlannedLayer next) => next.Source == one.Source + 1 && next.Identity == one.Identity;

    private static string Range(int first, int last) => first == last ? Invariant($"{first}") : Invariant($"{first} to {last}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
