namespace Solar.Research.Plots;

/// <summary>A point of a line.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
public readonly record struct ChartPoint(double X, double Y);

/// <summary>One line, and the thin lines it is the mean of.</summary>
/// <param name="Name">What the legend calls it; a series of the same name in another panel has the same style.</param>
/// <param name="Style">How it looks.</param>
/// <param name="Line">Its points, left to right.</param>
/// <param name="Members">The runs behind it, drawn thin; none draws only the line.</param>
public sealed record Series(string Name, LineStyle Style, IReadOnlyList<ChartPoint> Line, IReadOnlyList<IReadOnlyList<ChartPoint>> Members);

/// <summary>A level that the lines are read against.</summary>
/// <param name="Y">Where it lies.</param>
/// <param name="Label">What it is.</param>
public sealed record ReferenceLine(double Y, string Label);

/// <summary>One pair of axes.</summary>
public sealed record Panel
{
    /// <summary>What this panel shows that the others do not.</summary>
    public required string Title { get; init; }

    /// <summary>The horizontal axis, with its unit.</summary>
    public required string XLabel { get; init; }

    /// <summary>The vertical axis, with its unit.</summary>
    public required string YLabel { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<Series> Series { get; init; }

    /// <summary>A level to read the lines against.</summary>
    public ReferenceLine? Reference { get; init; }

    /// <summary>The largest height shown; lines above it are cut off. None: all of every line.</summary>
    public double? YMaximum { get; init; }
}

/// <summary>A figure: panels side by side under one title and one legend.</summary>
/// <param name="Title">The finding, in a sentence.</param>
/// <param name="Subtitle">What was done, in a line.</param>
/// <param name="Panels">The panels, row by row.</param>
/// <param name="Columns">Panels in a row.</param>
public sealed record Chart(string Title, string Subtitle, IReadOnlyList<Panel> Panels, int Columns);
