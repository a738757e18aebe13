namespace Solar.Research.Plots;

/// <summary>Draws a <see cref="Chart"/> as SVG: large enough for a projector, readable without colour.</summary>
public static class ChartSvg
{
    private const double PanelWidth = 560, PanelHeight = 380;
    private const double Left = 78, Right = 20, Top = 38, Bottom = 58;
    private const double Margin = 16, TitleHeight = 74, LegendRow = 28, LegendItem = 272;
    private const double TitleSize = 22, TextSize = 16, TickSize = 14;
    private const string Ink = "#222222", Grid = "#e3e3e3", Quiet = "#555555";

    /// <summary>The document; the same chart gives the same text.</summary>
    public static string Draw(Chart chart)
    {
        var legend = chart.Panels.SelectMany(panel => panel.Series).DistinctBy(series => series.Name).ToList();
        var rows = (chart.Panels.Count + chart.Columns - 1) / chart.Columns;
        var width = (2 * Margin) + (chart.Columns * PanelWidth);
        var perRow = Math.Max(1, (int)((width - (2 * Margin)) / LegendItem));
        var legendHeight = (((legend.Count + perRow - 1) / perRow) * LegendRow) + 10;
        var top = TitleHeight + legendHeight;

        using var canvas = new SvgCanvas(width, top + (rows * PanelHeight) + Margin, chart.Title);
        canvas.Text(chart.Title, Margin + 8, 34, TitleSize, weight: "bold", colour: Ink);
        canvas.Text(chart.Subtitle, Margin + 8, 60, TextSize, colour: Quiet);
        DrawLegend(canvas, legend, perRow);
        for (var i = 0; i < chart.Panels.Count; i++)
            DrawPanel(canvas, chart.Panels[i], Margin + (i % chart.Columns * PanelWidth), top + (i / chart.Columns * PanelHeight), i);
        return canvas.Finish();
    }

    private static void DrawLegend(SvgCanvas canvas, List<Series> legend, int perRow)
    {
        for (var i = 0; i < legend.Count; i++)
        {
            var x = Margin + 8 + (i % perRow * LegendItem);
            var y = TitleHeight + 16 + (i / perRow * LegendRow);
            canvas.Polyline([(x, y - 5), (x + 52, y - 5)], legend[i].Style, 3, 1);
            canvas.Mark(x + 26, y - 5, legend[i].Style, 5);
            canvas.Text(legend[i].Name, x + 62, y, TextSize);
        }
    }

    private static void DrawPanel(SvgCanvas canvas, Panel panel, double x, double y, int index)
    {
        var (left, right, top, bottom) = (x + Left, x + PanelWidth - Right, y + Top, y + PanelHeight - Bottom);
        var (across, up) = Axes(panel, left, right, top, bottom);
        canvas.Text(panel.Title, left, y + 22, TextSize, weight: "bold", colour: Ink);
        DrawGrid(canvas, across, up, left, right, top, bottom);
        canvas.Text(panel.XLabel, (left + right) / 2, bottom + 46, TextSize, "middle");
        canvas.Text(panel.YLabel, x + 18, (top + bottom) / 2, TextSize, "middle", upwards: true);

        canvas.Open("clipPath", ("id", $"panel-{index}"));
        canvas.Rectangle(left, top, right - left, bottom - top, "#000000");
        canvas.Close();
        canvas.Open("g", ("clip-path", $"url(#panel-{index})"));
        if (panel.Reference is { } level)
        {
            canvas.Line(left, up.Place(level.Y), right, up.Place(level.Y), Quiet, 1.5, "2 3");
            canvas.Text(level.Label, left + 6, up.Place(level.Y) + 18, TickSize, colour: Quiet);
        }

        foreach (var series in panel.Series)
        {
            canvas.Open("g", ("data-series", series.Name));
            foreach (var member in series.Members)
                canvas.Polyline(Places(member, across, up), series.Style with { Dash = "" }, 1, 0.35);
            canvas.Polyline(Places(series.Line, across, up), series.Style, 3, 1);
            foreach (var point in Spread(series.Line, across))
                canvas.Mark(across.Place(point.X), up.Place(point.Y), series.Style, 4.5);
            canvas.Close();
        }

        canvas.Close();
    }

    private static (Axis Across, Axis Up) Axes(Panel panel, double left, double right, double top, double bottom)
    {
        var points = panel.Series.SelectMany(series => series.Members.SelectMany(member => member).Concat(series.Line)).ToList();
        if (points.Count == 0)
            throw new ArgumentException($"The panel '{panel.Title}' has no point to draw.");
        var heights = points.Select(point => point.Y).Concat(panel.Reference is { } level ? [level.Y] : []).Where(height => height <= (panel.YMaximum ?? double.PositiveInfinity)).ToList();
        if (heights.Count == 0)
            throw new ArgumentException($"Nothing in the panel '{panel.Title}' lies below its maximum of {panel.YMaximum}.");
        var (low, high) = (heights.Min(), panel.YMaximum ?? heights.Max());
        var air = 0.06 * (high - low);
        return (
            new(Math.Min(0, points.Min(point => point.X)), points.Max(point => point.X), left, right - 6, 5),
            new(low - air, high + (panel.YMaximum is null ? air : 0), bottom, top, 6));
    }

    private static void DrawGrid(SvgCanvas canvas, Axis across, Axis up, double left, double right, double top, double bottom)
    {
        foreach (var tick in up.Ticks())
        {
            canvas.Line(left, up.Place(tick), right, up.Place(tick), Grid, 1);
            canvas.Text(up.Label(tick), left - 8, up.Place(tick) + 5, TickSize, "end");
        }

        foreach (var tick in across.Ticks())
        {
            canvas.Line(across.Place(tick), bottom, across.Place(tick), bottom + 5, Ink, 1);
            canvas.Text(across.Label(tick), across.Place(tick), bottom + 22, TickSize, "middle");
        }

        canvas.Line(left, top, left, bottom, Ink, 1.2);
        canvas.Line(left, bottom, right, bottom, Ink, 1.2);
    }

    private static IEnumerable<(double X, double Y)> Places(IEnumerable<ChartPoint> points, Axis across, Axis up) =>
        points.Select(point => (across.Place(point.X), up.Place(point.Y)));

    // Markers at most about every 70 pixels, and at both ends.
    private static IEnumerable<ChartPoint> Spread(IReadOnlyList<ChartPoint> line, Axis across)
    {
        var last = double.NegativeInfinity;
        for (var i = 0; i < line.Count; i++)
        {
            var place = across.Place(line[i].X);
            if (i > 0 && i < line.Count - 1 && place - last < 70)
                continue;
            last = place;
            yield return line[i];
        }
    }
}
