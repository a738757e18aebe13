namespace Solar.Research.Plots.Layout;

/// <summary>A value that an axis names.</summary>
/// <param name="Value">Where.</param>
/// <param name="Label">As text; empty marks the place only.</param>
internal readonly record struct Tick(double Value, string Label);

/// <summary>From values to places in pixels.</summary>
/// <param name="Low">The smallest value shown.</param>
/// <param name="High">The largest value shown.</param>
/// <param name="From">The place of the smallest.</param>
/// <param name="To">The place of the largest.</param>
internal abstract record Scale(double Low, double High, double From, double To)
{
    /// <summary>The values that the axis names, ascending.</summary>
    public abstract IReadOnlyList<Tick> Ticks { get; }

    /// <summary>Where a value lies; not a number stays so.</summary>
    public abstract double Place(double value);

    /// <summary>Whether a value lies on the axis.</summary>
    public bool Shows(double value) => value >= Low && value <= High;

    /// <summary>The scale of an axis over a stretch of values.</summary>
    public static Scale Of(Axis axis, double low, double high, double from, double to) => axis switch
    {
        { Categories.Count: > 0 } => new CategoryScale(axis.Categories, Math.Min(from, to), Math.Max(from, to), Downwards: from > to),
        { Log: true } => new LogScale(low, high, from, to),
        _ => new LinearScale(low, high, from, to, Math.Abs(to - from) / (from < to ? 75 : 55)), // labels are wider than high
    };
}
