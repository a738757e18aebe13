namespace Solar.Research.Plots;

/// <summary>How the axes of a figure of one panel measure.</summary>
public static class FigureAxes
{
    /// <summary>Makes equal distances to the right equal factors.</summary>
    public static Figure LogX(this Figure figure) => figure.With(panel => panel with { X = panel.X with { Log = true } });

    /// <summary>Makes equal distances upwards equal factors.</summary>
    public static Figure LogY(this Figure figure) => figure.With(panel => panel with { Y = panel.Y with { Log = true } });

    /// <summary>Shows this stretch of the horizontal axis; an end that is not given is where the marks end.</summary>
    public static Figure XRange(this Figure figure, double? low = null, double? high = null) =>
        figure.With(panel => panel with { X = panel.X with { Low = low, High = high } });

    /// <summary>Shows this stretch of the vertical axis; an end that is not given is where the marks end.</summary>
    public static Figure YRange(this Figure figure, double? low = null, double? high = null) =>
        figure.With(panel => panel with { Y = panel.Y with { Low = low, High = high } });
}
