using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Svg;

/// <summary>Draws marks into the rectangle between the axes.</summary>
internal static class MarkSvg
{
    /// <summary>What is cut off at the axes.</summary>
    public static void Draw(SvgCanvas canvas, Mark mark, PanelLayout panel)
    {
        switch (mark)
        {
            case LineMark line:
                DrawLine(canvas, line, panel);
                break;
            case ScatterMark scatter:
                DrawErrorBars(canvas, scatter, panel);
                break;
            case BarsMark bars:
                DrawBars(canvas, bars, panel);
                break;
            case BoxMark box:
                DrawBox(canvas, box, panel);
                break;
            case HistogramMark histogram:
                DrawHistogram(canvas, histogram, panel);
                break;
            case HeatMapMark heat:
                DrawHeat(canvas, heat, panel);
                break;
        }
    }

    /// <summary>Markers inside the rectangle, whole even where they reach over an axis.</summary>
    public static void DrawMarkers(SvgCanvas canvas, Mark mark, PanelLayout panel)
    {
        switch (mark)
        {
            case LineMark line:
                foreach (var (x, y) in Spread(line, panel))
                    canvas.Mark(x, y, panel.StyleOf(mark), 4.6);
                break;
            case ScatterMark scatter:
                var drawn = Thinning.Points(scatter.Points, panel.Across, panel.Up);
                var inside = drawn.Where(i => panel.Across.Shows(scatter.Points.X[i]) && panel.Up.Shows(scatter.Points.Y[i]));
                foreach (var (x, y) in inside.Select(i => panel.Place(scatter.Points.X[i], scatter.Points.Y[i])))
                    canvas.Mark(x, y, panel.StyleOf(mark), MarkerSize(drawn.Count), MarkerOpacity(drawn.Count));
                break;
        }
    }

    /// <summary>Many points are small and see-through.</summary>
    public static double MarkerSize(int points) => points switch { <= 100 => 5, <= 400 => 3.8, _ => 2.6 };

    /// <inheritdoc cref="MarkerSize"/>
    public static double MarkerOpacity(int points) => points switch { <= 100 => 1, <= 400 => 0.8, _ => 0.5 };

    private static void DrawLine(SvgCanvas canvas, LineMark line, PanelLayout panel)
    {
        var colour = panel.StyleOf(line).Colour;
        foreach (var ring in Rings(line, panel))
            canvas.Polygon(ring.Select(point => panel.Place(point.X, point.Y)), colour, 0.2);
        foreach (var piece in line.Members.SelectMany(member => Thinning.Pieces(member, panel.Across, panel.Up)))
            canvas.Polyline(piece.Select(point => panel.Place(point.X, point.Y)), colour, 1, opacity: 0.4);
        foreach (var piece in Thinning.Pieces(line.Line, panel.Across, panel.Up))
        {
            var places = piece.Select(point => panel.Place(point.X, point.Y)).ToList();
            if (line.Shape == LineShape.Step)
                places = [.. places.SelectMany((place, i) => i == 0 ? [place] : new[] { (place.X, places[i - 1].Y), place })];
            if (line.Shape == LineShape.Area)
                canvas.Polygon([(places[0].X, panel.Ground), .. places, (places[^1].X, panel.Ground)], colour, 0.25);
            canvas.Polyline(places, colour, 2.6, panel.StyleOf(line).Dash);
        }
    }

    /// <summary>The outlines of a line's band, one for each unbroken piece.</summary>
    public static IEnumerable<IReadOnlyList<(double X, double Y)>> Rings(LineMark line, PanelLayout panel)
    {
        if (line.Band is not { } band)
            return [];
        var whole = Enumerable.Range(0, line.Line.X.Count).Select(i => double.IsFinite(band.Low[i]) && double.IsFinite(band.High[i])).ToList();
        Curve Edge(IReadOnlyList<double> edge) => new(line.Line.X, [.. edge.Select((value, i) => whole[i] ? value : double.NaN)]);
        return Thinning.Pieces(Edge(band.High), panel.Across, panel.Up)
            .Zip(Thinning.Pieces(Edge(band.Low), panel.Across, panel.Up), (high, low) => (IReadOnlyList<(double, double)>)[.. high, .. low.Reverse()]);
    }

    private static void DrawErrorBars(SvgCanvas canvas, ScatterMark scatter, PanelLayout panel)
    {
        var colour = panel.StyleOf(scatter).Colour;
        foreach (var i in Thinning.Points(scatter.Points, panel.Across, panel.Up))
        {
            var (x, y) = panel.Place(scatter.Points.X[i], scatter.Points.Y[i]);
            if (scatter.YInterval is { } ends)
                DrawUpright(canvas, x, panel.Up.Place(ends.Low[i]), panel.Up.Place(ends.High[i]), colour);
            if (scatter.XInterval is { } sides)
                DrawLevel(canvas, y, panel.Across.Place(sides.Low[i]), panel.Across.Place(sides.High[i]), colour);
        }
    }

    private static void DrawBars(SvgCanvas canvas, BarsMark bars, PanelLayout panel)
    {
        var style = panel.StyleOf(bars);
        var (offset, width) = panel.BarOf(bars.Name);
        for (var i = 0; i < bars.Values.Count; i++)
        {
            var (from, to, end) = (panel.Across.Place(bars.Categories[i] + offset), panel.Across.Place(bars.Categories[i] + offset + width), panel.Up.Place(bars.Values[i]));
            if (!double.IsFinite(end))
                continue;
            canvas.Rectangle(from, Math.Min(end, panel.Ground), to - from, Math.Abs(end - panel.Ground), FigureSvg.FillOf(style));
            if (bars.Interval is { } ends)
                DrawUpright(canvas, (from + to) / 2, panel.Up.Place(ends.Low[i]), panel.Up.Place(ends.High[i]), SvgCanvas.Ink);
        }

        canvas.Line(panel.Frame.Left, panel.Ground, panel.Frame.Right, panel.Ground, SvgCanvas.Ink, 1);
    }

    private static void DrawBox(SvgCanvas canvas, BoxMark box, PanelLayout panel)
    {
        var style = panel.StyleOf(box);
        var (left, middle, right) = (panel.Across.Place(box.Category - 0.28), panel.Across.Place(box.Category), panel.Across.Place(box.Category + 0.28));
        double Up(double value) => panel.Up.Place(value);
        canvas.Line(middle, Up(box.Low), middle, Up(box.FirstQuartile), style.Colour, 1.6);
        canvas.Line(middle, Up(box.ThirdQuartile), middle, Up(box.High), style.Colour, 1.6);
        foreach (var end in new[] { box.Low, box.High })
            canvas.Line((left + middle) / 2, Up(end), (right + middle) / 2, Up(end), style.Colour, 1.6);
        canvas.Rectangle(left, Up(box.ThirdQuartile), right - left, Up(box.FirstQuartile) - Up(box.ThirdQuartile), style.Colour, style.Colour, 0.25);
        canvas.Line(left, Up(box.Median), right, Up(box.Median), style.Colour, 3);
        foreach (var outlier in box.Outliers)
            canvas.Mark(middle, Up(outlier), style, 3.4);
    }

    private static void DrawHistogram(SvgCanvas canvas, HistogramMark histogram, PanelLayout panel)
    {
        var style = panel.StyleOf(histogram);
        var outline = new List<(double X, double Y)> { panel.Place(histogram.Edges[0], 0) };
        for (var i = 0; i < histogram.Counts.Count; i++)
            outline.AddRange([panel.Place(histogram.Edges[i], histogram.Counts[i]), panel.Place(histogram.Edges[i + 1], histogram.Counts[i])]);
        outline.Add(panel.Place(histogram.Edges[^1], 0));
        canvas.Polygon(outline, FigureSvg.FillOf(style), 0.35);
        canvas.Polyline(outline, style.Colour, 2, style.Dash);
    }

    private static void DrawHeat(SvgCanvas canvas, HeatMapMark heat, PanelLayout panel)
    {
        var (colours, words) = (heat.Colours, CellText.Of(heat, panel));
        canvas.Open("g", ("shape-rendering", "crispEdges")); // no seams between cells
        for (var row = 0; row < heat.Values.Count; row++)
        {
            for (var column = 0; column < heat.Values[row].Count; column++)
            {
                var value = heat.Values[row][column];
                var (left, right) = (panel.Across.Place(column - 0.5), panel.Across.Place(column + 0.5));
                var (top, bottom) = (panel.Up.Place(row - 0.5), panel.Up.Place(row + 0.5));
                if (!double.IsFinite(value))
                    continue;
                canvas.Rectangle(left, top, right - left, bottom - top, colours.Of(value));
                if (words is not null)
                    canvas.Text(words[row][column], (left + right) / 2, ((top + bottom) / 2) + 5, FigureLayout.TickSize, "middle", colour: colours.IsDark(value) ? SvgCanvas.White : "#000000");
            }
        }

        canvas.Close();
    }

    private static void DrawUpright(SvgCanvas canvas, double x, double low, double high, string colour)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            return;
        canvas.Line(x, low, x, high, colour, 1.6);
        canvas.Line(x - 5, low, x + 5, low, colour, 1.6);
        canvas.Line(x - 5, high, x + 5, high, colour, 1.6);
    }

    private static void DrawLevel(SvgCanvas canvas, double y, double low, double high, string colour)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high))
            return;
        canvas.Line(low, y, high, y, colour, 1.6);
        canvas.Line(low, y - 5, low, y + 5, colour, 1.6);
        canvas.Line(high, y - 5, high, y + 5, colour, 1.6);
    }

    // Markers on a line at most about every 70 pixels, and at both ends.
    private static IEnumerable<(double X, double Y)> Spread(LineMark line, PanelLayout panel)
    {
        var last = double.NegativeInfinity;
        var points = Thinning.Pieces(line.Line, panel.Across, panel.Up).SelectMany(piece => piece).Where(point => panel.Across.Shows(point.X) && panel.Up.Shows(point.Y)).ToList();
        for (var i = 0; i < points.Count; i++)
        {
            var place = panel.Place(points[i].X, points[i].Y);
            if (i > 0 && i < points.Count - 1 && place.X - last < 70)
                continue;
            last = place.X;
            yield return place;
        }
    }
}
