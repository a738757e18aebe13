using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Svg;

/// <summary>Draws a <see cref="Figure"/> as SVG: large enough for a projector, readable without colour.</summary>
internal static class FigureSvg
{
    public static string Draw(Figure figure)
    {
        var layout = FigureLayout.Of(figure);
        using var canvas = new SvgCanvas(layout.Width, layout.Height, figure.Title, figure.ToString());
        DrawHatches(canvas, layout);

        var y = FigureLayout.Margin + 18;
        foreach (var line in layout.Title)
            canvas.Text(line, FigureLayout.Indent, Next(ref y, FigureLayout.TitleLine), FigureLayout.TitleSize, bold: true);
        y -= 4;
        foreach (var line in layout.Subtitle)
            canvas.Text(line, FigureLayout.Indent, Next(ref y, FigureLayout.TextLine), FigureLayout.TextSize, colour: SvgCanvas.Quiet);
        foreach (var entry in layout.Legend)
            DrawEntry(canvas, entry);
        foreach (var panel in layout.Panels)
            PanelSvg.Draw(canvas, panel, titled: layout.Panels.Count > 1);
        return canvas.Finish();
    }

    private static double Next(ref double y, double step)
    {
        var here = y;
        y += step;
        return here;
    }

    private static void DrawEntry(SvgCanvas canvas, LegendEntry entry)
    {
        var (x, y, style) = (entry.X, entry.Y, entry.Style);
        switch (entry.Mark)
        {
            case LineMark:
                canvas.Line(x, y, x + FigureLayout.LegendSample, y, style.Colour, 2.6, style.Dash);
                canvas.Mark(x + (FigureLayout.LegendSample / 2), y, style, 5);
                break;
            case ScatterMark:
                canvas.Mark(x + (FigureLayout.LegendSample / 2), y, style, 5);
                break;
            default:
                canvas.Rectangle(x + 12, y - 8, FigureLayout.LegendSample - 12, 16, FillOf(style));
                break;
        }

        canvas.Text(entry.Name, x + FigureLayout.LegendSample + 10, y + 5, FigureLayout.TextSize);
    }

    /// <summary>What an area of a series is filled with.</summary>
    public static string FillOf(SeriesStyle style) => style.Hatch.Length == 0 ? style.Colour : $"url(#{HatchOf(style)})";

    private static string HatchOf(SeriesStyle style) => $"hatch-{style.Colour[1..]}";

    // The names of hatches say what is in them: two figures in one page may both define one.
    private static void DrawHatches(SvgCanvas canvas, FigureLayout layout)
    {
        var hatched = layout.Panels.SelectMany(panel => panel.Panel.Marks.Where(mark => mark is BarsMark or HistogramMark).Select(panel.StyleOf)).Where(style => style.Hatch.Length > 0).Distinct().ToList();
        if (hatched.Count == 0)
            return;
        canvas.Open("defs");
        foreach (var style in hatched)
        {
            canvas.Open("pattern", ("id", HatchOf(style)), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse"));
            canvas.Rectangle(0, 0, 8, 8, style.Colour);
            canvas.Empty("path", ("d", PathOf(style.Hatch)), ("stroke", SvgCanvas.White), ("stroke-width", "1.4"), ("fill", "none"));
            canvas.Close();
        }

        canvas.Close();
    }

    private static string PathOf(string hatch) => hatch switch
    {
        "/" => "M-2,2 L2,-2 M0,8 L8,0 M6,10 L10,6",
        "\\" => "M-2,6 L2,10 M0,0 L8,8 M6,-2 L10,2",
        "x" => "M0,0 L8,8 M0,8 L8,0",
        "-" => "M0,4 H8",
        "|" => "M4,0 V8",
        _ => "M3.2,4 H4.8",
    };
}
