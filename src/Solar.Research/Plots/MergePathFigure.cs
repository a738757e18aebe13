using System.Globalization;
using Solar.Research.Experiments.Instruct;

namespace Solar.Research.Plots;

/// <summary>The figure of tables 6 and 7: H6 on the way from one candidate to the other.</summary>
public static class MergePathFigure
{
    private static readonly (string Model, double Weight)[] Averages =
        [(ModelName.Candidate2, 0), (ModelName.MergeV2, 0.4), (ModelName.MergeV1, 0.5), (ModelName.MergeV3, 0.6), (ModelName.Candidate1, 1)];

    /// <summary>The figure of the merging experiment.</summary>
    /// <exception cref="ArgumentException">The summary lacks a candidate or a merge.</exception>
    public static Figure Of(TableSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        var path = Averages.Select(point => H6(point.Model)).ToList(); // [weight][seed]
        var spherical = H6(ModelName.MergeV4).Average();
        return Figure.Of(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Half way between {path[0].Average():0.0} and {path[^1].Average():0.0} of H6, the average has {H6(ModelName.MergeV1).Average():0.0}, SLERP {spherical:0.0}"),
                x: "weight of Cand. 1",
                y: "H6, percent")
            .Runs("average", Averages.Select(point => point.Weight), summary.Seeds.Select((_, i) => path.Select(h6 => h6[i])))
            .Scatter("SLERP, mean of seeds", [0.5], [spherical]);

        IReadOnlyList<double> H6(string model) => summary.Models.FirstOrDefault(found => found.Name == model)?.H6
            ?? throw new ArgumentException($"The summary of '{summary.Title}' has no {ModelName.TitleOf(model)}.", nameof(summary));
    }
}
