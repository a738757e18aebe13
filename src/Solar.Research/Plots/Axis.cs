namespace Solar.Research.Plots;

/// <summary>What one axis of a panel measures, and how.</summary>
/// <param name="Label">What it measures, with the unit.</param>
public sealed record Axis(string Label)
{
    /// <summary>Whether equal distances are equal factors.</summary>
    public bool Log { get; init; }

    /// <summary>The smallest value shown; none: all of every mark.</summary>
    public double? Low { get; init; }

    /// <summary>The largest value shown; none: all of every mark.</summary>
    public double? High { get; init; }

    /// <summary>Names in place of numbers, in order: the first lies at 0, the next at 1. A vertical axis of names runs downwards.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];
}
