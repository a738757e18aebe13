using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots;

/// <summary>One pair of axes and what is drawn in it.</summary>
public sealed record Panel
{
    /// <summary>What this panel shows that the others do not.</summary>
    public required string Title { get; init; }

    /// <summary>The horizontal axis.</summary>
    public required Axis X { get; init; }

    /// <summary>The vertical axis.</summary>
    public required Axis Y { get; init; }

    /// <summary>Lines, points, bars and so on, in the order they are drawn.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    /// <summary>What they are read against.</summary>
    public IReadOnlyList<Guide> Guides { get; init; } = [];
}
