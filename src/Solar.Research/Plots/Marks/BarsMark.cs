namespace Solar.Research.Plots.Marks;

/// <summary>A bar for each category; the bars of several names stand side by side.</summary>
/// <param name="Name">What the legend calls them.</param>
/// <param name="Categories">For each bar, the index of its category.</param>
/// <param name="Values">How high each is.</param>
/// <param name="Interval">Their error bars; none draws none.</param>
public sealed record BarsMark(string Name, IReadOnlyList<int> Categories, IReadOnlyList<double> Values, Interval? Interval) : Mark(Name)
{
    internal override IEnumerable<double> Across => [];

    internal override IEnumerable<double> Upwards => Values.Append(0).Concat(Interval is { } ends ? ends.Low.Concat(ends.High) : []);
}
