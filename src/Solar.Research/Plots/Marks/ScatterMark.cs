namespace Solar.Research.Plots.Marks;

/// <summary>Points that are not joined.</summary>
/// <param name="Name">What the legend calls them.</param>
/// <param name="Points">Where they lie.</param>
/// <param name="XInterval">Their error bars to the sides; none draws none.</param>
/// <param name="YInterval">Their error bars up and down.</param>
/// <param name="Labels">Words beside each point; none writes none.</param>
public sealed record ScatterMark(string Name, Curve Points, Interval? XInterval, Interval? YInterval, IReadOnlyList<string> Labels) : Mark(Name)
{
    internal override IEnumerable<double> Across => Points.X.Concat(XInterval is { } ends ? ends.Low.Concat(ends.High) : []);

    internal override IEnumerable<double> Upwards => Points.Y.Concat(YInterval is { } ends ? ends.Low.Concat(ends.High) : []);
}
