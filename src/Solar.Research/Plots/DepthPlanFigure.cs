using Solar.Research.DepthUpscaling;

namespace Solar.Research.Plots;

/// <summary>Plans as staircases: which layer of the base stands at each depth of the grown model, and how far it steps back at a seam.</summary>
/// <remarks>Paper §2, Fig. 1, turned on its side.</remarks>
public static class DepthPlanFigure
{
    /// <summary>Plans for one base, beside each other.</summary>
    /// <param name="plans">A name for each; the first is the one that the title speaks of.</param>
    public static Figure Of(params (string Name, DepthPlan Plan)[] plans)
    {
        ArgumentNullException.ThrowIfNull(plans);
        var steps = plans.Select(one => $"{one.Name} {StepBack(one.Plan)}");
        return plans.Aggregate(
            Figure.Of(
                $"The longest step back at a seam: {string.Join(", ", steps)} layers",
                x: "layer of the grown model, counted from 0",
                y: "the layer of the base that it copies",
                subtitle: $"a base of {plans[0].Plan.BaseLayers} layers"),
            (figure, one) => Draw(figure, one.Name, one.Plan));
    }

    private static int StepBack(DepthPlan plan) => plan.Seams.Select(seam => seam.Before - seam.After).DefaultIfEmpty(0).Max();

    // One line for each plan, interrupted at its seams by a value that is no number.
    private static Figure Draw(Figure figure, string name, DepthPlan plan)
    {
        var (x, y) = (new List<double>(), new List<double>());
        foreach (var stretch in plan.Stretches)
        {
            if (x.Count > 0)
            {
                x.Add(stretch.Position - 0.5);
                y.Add(double.NaN);
            }

            x.AddRange([stretch.Position, stretch.Position + stretch.Count - 1]);
            y.AddRange([stretch.Source, stretch.Source + stretch.Count - 1]);
        }

        var drawn = figure.Line($"{name}, {plan.ScaledLayers} layers", x, y);
        return plan.Seams.Count() > 1 ? drawn : plan.Seams.Aggregate(drawn, (with, seam) => with.Note($"{name}: {seam.Before} then {seam.After}", seam.Position, seam.After));
    }
}
