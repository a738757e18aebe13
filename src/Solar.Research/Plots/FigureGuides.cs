namespace Solar.Research.Plots;

/// <summary>What the marks of a figure of one panel are read against. On an axis of names, values are places counted from 0.</summary>
public static class FigureGuides
{
    /// <summary>Adds a level across the panel.</summary>
    public static Figure HorizontalLine(this Figure figure, double y, string label = "") => figure.Add(new ReferenceLine(y, label));

    /// <summary>Adds an upright line.</summary>
    public static Figure VerticalLine(this Figure figure, double x, string label = "") => figure.Add(new ReferenceLine(x, label, Vertical: true));

    /// <summary>Shades a stretch of the horizontal axis.</summary>
    public static Figure ShadeX(this Figure figure, double from, double to, string label = "") => figure.Add(new ShadedRegion(from, to, label, Vertical: true));

    /// <summary>Shades a stretch of the vertical axis.</summary>
    public static Figure ShadeY(this Figure figure, double from, double to, string label = "") => figure.Add(new ShadedRegion(from, to, label));

    /// <summary>Writes words with an arrow to a place, where they cover least.</summary>
    public static Figure Note(this Figure figure, string text, double x, double y) => figure.Add(new Note(text, x, y));

    private static Figure Add(this Figure figure, Guide guide) => figure.With(panel => panel with { Guides = [.. panel.Guides, guide] });
}
