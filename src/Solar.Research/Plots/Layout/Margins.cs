using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>How much room a panel needs around the rectangle between its axes.</summary>
internal readonly record struct Margins(double Left, double Top, double Right, double Bottom)
{
    /// <summary>The longest name that a vertical axis makes room for.</summary>
    public const double WidestName = 300;

    /// <summary>From the frame to a colour scale, and the scale's own width.</summary>
    public const double ColourGap = 16, ColourWidth = 16;

    public static Margins Of(PanelLayout panel, bool titled)
    {
        var names = panel.Up.Ticks.Select(tick => TextWidth.Of(tick.Label, FigureLayout.TickSize)).DefaultIfEmpty(0).Max();
        var labels = panel.XLabels;

        // The first turned label reaches to the left of the frame.
        var overhang = labels.Turned && panel.NamesX
            ? labels.Labels.Max(label => (TextWidth.Of(label.Lines[0], FigureLayout.TickSize) * Math.Cos(AxisLabels.Angle * Math.PI / 180)) - (panel.Across.Place(label.Value) - panel.Frame.Left))
            : 0;
        return new(
            Math.Max(panel.NamesY ? 14 + Math.Min(names, WidestName) + (panel.Panel.Y.Label.Length > 0 ? FigureLayout.TextSize + 16 : 8) : 14, overhang + 8),
            titled ? 34 : 12,
            RightOf(panel),
            (panel.NamesX ? 10 + labels.Height + (panel.Panel.X.Label.Length > 0 ? FigureLayout.TextSize + 14 : 4) : 10) + 8);
    }

    /// <summary>The scale beside a heat map, upwards.</summary>
    public static LinearScale ColoursOf(HeatMapMark heat, PanelLayout panel) =>
        new(heat.Colours.Low, heat.Colours.High, panel.Frame.Bottom, panel.Frame.Top, panel.Frame.Height / 55);

    /// <summary>From a heat map's frame to the end of what the scale's colours measure.</summary>
    public static double WidthOf(HeatMapMark heat, PanelLayout panel) =>
        ColourGap + ColourWidth + 12 + ColoursOf(heat, panel).Ticks.Max(tick => TextWidth.Of(tick.Label, FigureLayout.TickSize)) + FigureLayout.TextSize;

    private static double RightOf(PanelLayout panel)
    {
        if (panel.Panel.Marks.OfType<HeatMapMark>().FirstOrDefault() is { } heat)
            return WidthOf(heat, panel) + 18;
        return LabelsStandOutside(panel.Panel) && LevelLabels(panel.Panel) is { Count: > 0 } labels
            ? labels.Max(label => TextWidth.Of(label, FigureLayout.TickSize)) + 22
            : 22;
    }

    /// <summary>Whether the names of levels stand to the right of the frame: bars and boxes leave no room in it.</summary>
    public static bool LabelsStandOutside(Panel panel) => panel.Marks.Any(mark => mark is BarsMark or BoxMark);

    private static List<string> LevelLabels(Panel panel) =>
        [.. panel.Guides.OfType<ReferenceLine>().Where(line => !line.Vertical && line.Label.Length > 0).Select(line => line.Label)];
}
