using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>Where everything of a panel lies.</summary>
/// <param name="Panel">What is drawn.</param>
/// <param name="Frame">The rectangle between the axes.</param>
/// <param name="Across">Values to places, to the right.</param>
/// <param name="Up">Values to places, upwards.</param>
/// <param name="NamesX">Whether the horizontal axis says what it measures; not when the panel below says it.</param>
/// <param name="NamesY">Whether the vertical axis does; not when the panel to the left says it.</param>
internal sealed record PanelLayout(Panel Panel, Frame Frame, Scale Across, Scale Up, bool NamesX, bool NamesY)
{
    /// <summary>The style of every name in the figure.</summary>
    public required IReadOnlyDictionary<string, SeriesStyle> Styles { get; init; }

    /// <summary>The labels of the horizontal axis.</summary>
    public AxisLabels XLabels => field ??= AxisLabels.Of(Across);

    /// <summary>What is written between the marks.</summary>
    public IReadOnlyList<PlacedLabel> Labels => field ??= new Labelling(this).All();

    /// <summary>How many names have bars side by side, and for each its place among them.</summary>
    public IReadOnlyList<string> BarNames => field ??= [.. Panel.Marks.OfType<BarsMark>().Select(bars => bars.Name).Distinct()];

    public SeriesStyle StyleOf(Mark mark) => mark is BoxMark ? Palette.At(0) : Styles[mark.Name];

    public (double X, double Y) Place(double x, double y) => (Across.Place(x), Up.Place(y));

    /// <summary>The ends of a bar of a name, in slots of its category.</summary>
    public (double From, double Width) BarOf(string name)
    {
        var width = 0.76 / BarNames.Count;
        return (-0.38 + (BarNames.ToList().IndexOf(name) * width), width * (BarNames.Count == 1 ? 1 : 0.94));
    }

    /// <summary>The place of zero, or of the end of the axis nearest to it.</summary>
    public double Ground => Up.Place(Panel.Y.Log ? Up.Low : Math.Clamp(0, Up.Low, Up.High));
}
