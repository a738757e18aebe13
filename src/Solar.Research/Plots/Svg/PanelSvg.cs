using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;
using static Solar.Research.Plots.Svg.SvgCanvas;

namespace Solar.Research.Plots.Svg;

/// <summary>Draws the axes of a panel and what the marks are read against.</summary>
internal static class PanelSvg
{
    public static void Draw(SvgCanvas canvas, PanelLayout panel, bool titled)
    {
        var frame = panel.Frame;
        if (titled)
            canvas.Text(panel.Panel.Title, frame.Left, frame.Top - 12, FigureLayout.TextSize, bold: true);
        var heat = panel.Panel.Marks.OfType<HeatMapMark>().FirstOrDefault();
        DrawRegions(canvas, panel);
        DrawAcross(canvas, panel);
        DrawUp(canvas, panel, grid: heat is null);

        // A nested document cuts off what lies outside it, and needs no name for that.
        canvas.Open(
            "svg", ("x", N(frame.Left)), ("y", N(frame.Top)), ("width", N(frame.Width)), ("height", N(frame.Height)),
            ("viewBox", $"{N(frame.Left)} {N(frame.Top)} {N(frame.Width)} {N(frame.Height)}"));
        foreach (var mark in panel.Panel.Marks)
        {
            canvas.Open("g", ("data-series", mark.Name));
            MarkSvg.Draw(canvas, mark, panel);
            canvas.Close();
        }

        DrawReferences(canvas, panel);
        canvas.Close();
        foreach (var mark in panel.Panel.Marks)
            MarkSvg.DrawMarkers(canvas, mark, panel);
        DrawLabels(canvas, panel);
        if (heat is not null)
            DrawColours(canvas, heat, panel);
        else
            canvas.Line(frame.Left, frame.Top, frame.Left, frame.Bottom, Ink, 1.2);
        canvas.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, Ink, 1.2);
    }

    private static void DrawAcross(SvgCanvas canvas, PanelLayout panel)
    {
        var (frame, labels) = (panel.Frame, panel.XLabels);
        foreach (var (value, lines) in labels.Labels)
        {
            var x = panel.Across.Place(value);
            canvas.Line(x, frame.Bottom, x, frame.Bottom + (lines is [""] ? 3 : 5), Ink, 1);
            if (!panel.NamesX)
                continue;
            for (var i = 0; i < lines.Count; i++)
            {
                if (labels.Turned)
                    canvas.Text(lines[i], x + 4, frame.Bottom + 17, FigureLayout.TickSize, "end", turned: -AxisLabels.Angle);
                else if (lines[i].Length > 0)
                    canvas.Text(lines[i], x, frame.Bottom + 20 + (i * FigureLayout.TickLine), FigureLayout.TickSize, "middle");
            }
        }

        if (panel.NamesX && panel.Panel.X.Label.Length > 0)
            canvas.Text(panel.Panel.X.Label, frame.Middle.X, frame.Bottom + 10 + labels.Height + FigureLayout.TextSize + 6, FigureLayout.TextSize, "middle");
    }

    private static void DrawUp(SvgCanvas canvas, PanelLayout panel, bool grid)
    {
        var frame = panel.Frame;
        var widest = 0.0;
        foreach (var (value, label) in panel.Up.Ticks)
        {
            var y = panel.Up.Place(value);
            if (grid && panel.Up is not CategoryScale && label.Length > 0)
                canvas.Line(frame.Left, y, frame.Right, y, Grid, 1);
            canvas.Line(frame.Left - (label.Length > 0 ? 5 : 3), y, frame.Left, y, Ink, 1);
            if (!panel.NamesY || label.Length == 0)
                continue;
            canvas.Text(label, frame.Left - 9, y + 5, FigureLayout.TickSize, "end");
            widest = Math.Max(widest, TextWidth.Of(label, FigureLayout.TickSize));
        }

        if (panel.NamesY && panel.Panel.Y.Label.Length > 0)
            canvas.Text(panel.Panel.Y.Label, frame.Left - 9 - Math.Min(widest, Margins.WidestName) - 12, frame.Middle.Y, FigureLayout.TextSize, "middle", turned: -90);
    }

    private static void DrawRegions(SvgCanvas canvas, PanelLayout panel)
    {
        var frame = panel.Frame;
        foreach (var region in panel.Panel.Guides.OfType<ShadedRegion>())
        {
            var scale = region.Vertical ? panel.Across : panel.Up;
            var (one, other) = (scale.Place(Math.Clamp(region.From, scale.Low, scale.High)), scale.Place(Math.Clamp(region.To, scale.Low, scale.High)));
            var (from, to) = (Math.Min(one, other), Math.Max(one, other));
            if (region.Vertical)
                canvas.Rectangle(from, frame.Top, to - from, frame.Height, Quiet, opacity: 0.13);
            else
                canvas.Rectangle(frame.Left, from, frame.Width, to - from, Quiet, opacity: 0.13);
        }
    }

    private static void DrawReferences(SvgCanvas canvas, PanelLayout panel)
    {
        var frame = panel.Frame;
        foreach (var line in panel.Panel.Guides.OfType<ReferenceLine>())
        {
            var at = (line.Vertical ? panel.Across : panel.Up).Place(line.At);
            if (line.Vertical)
                canvas.Line(at, frame.Top, at, frame.Bottom, Quiet, 1.5, "2 3");
            else
                canvas.Line(frame.Left, at, frame.Right, at, Quiet, 1.5, "2 3");
        }
    }

    private static void DrawLabels(SvgCanvas canvas, PanelLayout panel)
    {
        foreach (var label in panel.Labels)
        {
            if (label.Arrow)
                DrawArrow(canvas, label.Box, panel.Place(label.Of.X, label.Of.Y));
            for (var i = 0; i < label.Lines.Count; i++)
                canvas.Text(label.Lines[i], label.Box.Middle.X, label.Box.Top + 12 + (i * FigureLayout.TickLine), FigureLayout.TickSize, "middle", colour: label.Arrow ? Ink : Quiet, halo: true);
        }
    }

    // From the edge of the words to just before the place.
    private static void DrawArrow(SvgCanvas canvas, Frame box, (double X, double Y) to)
    {
        var (fromX, fromY) = (Math.Clamp(to.X, box.Left, box.Right), Math.Clamp(to.Y, box.Top, box.Bottom));
        var length = Math.Sqrt(Math.Pow(to.X - fromX, 2) + Math.Pow(to.Y - fromY, 2));
        if (length < 12)
            return;
        var (x, y) = ((to.X - fromX) / length, (to.Y - fromY) / length);
        var (endX, endY) = (to.X - (6 * x), to.Y - (6 * y));
        canvas.Line(fromX + (3 * x), fromY + (3 * y), endX - (4 * x), endY - (4 * y), Ink, 1.3);
        canvas.Polygon([(endX, endY), (endX - (8 * x) + (3.5 * y), endY - (8 * y) - (3.5 * x)), (endX - (8 * x) - (3.5 * y), endY - (8 * y) + (3.5 * x))], Ink, 1);
    }

    private static void DrawColours(SvgCanvas canvas, HeatMapMark heat, PanelLayout panel)
    {
        const int steps = 64;
        var (colours, scale, frame) = (heat.Colours, Margins.ColoursOf(heat, panel), panel.Frame);
        var x = frame.Right + Margins.ColourGap;
        for (var i = 0; i < steps; i++)
        {
            var value = colours.Low + ((i + 0.5) / steps * (colours.High - colours.Low));
            canvas.Rectangle(x, frame.Bottom - ((i + 1) * frame.Height / steps), Margins.ColourWidth, (frame.Height / steps) + (i == 0 ? 0 : 0.6), colours.Of(value));
        }

        foreach (var (value, label) in scale.Ticks)
            canvas.Text(label, x + Margins.ColourWidth + 6, scale.Place(value) + 5, FigureLayout.TickSize);
        canvas.Text(heat.Unit, frame.Right + Margins.WidthOf(heat, panel), frame.Middle.Y, FigureLayout.TextSize, "middle", turned: -90);
    }
}
