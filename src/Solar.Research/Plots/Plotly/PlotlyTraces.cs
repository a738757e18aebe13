using System.Text.Json.Nodes;
using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;
using Solar.Research.Plots.Svg;
using static Solar.Research.Plots.Plotly.PlotlyValues;

namespace Solar.Research.Plots.Plotly;

/// <summary>Marks as traces.</summary>
internal static class PlotlyTraces
{
    public static IEnumerable<JsonObject> Of(PanelLayout panel, FigureLayout layout) => panel.Panel.Marks.SelectMany(mark => mark switch
    {
        LineMark line => Line(line, panel),
        ScatterMark scatter => [Scatter(scatter, panel)],
        BarsMark bars => [Bars(bars, panel)],
        BoxMark box => [Box(box, panel)],
        HistogramMark histogram => [Histogram(histogram, panel)],
        HeatMapMark heat => [Heat(heat, panel, layout)],
        _ => Array.Empty<JsonObject>(),
    });

    // The band and the thin lines come first, so that the line lies over them; a click on the line's name hides all three.
    private static IEnumerable<JsonObject> Line(LineMark line, PanelLayout panel)
    {
        var style = panel.StyleOf(line);
        if (line.Band is not null)
        {
            var (x, y) = Joined(MarkSvg.Rings(line, panel));
            yield return Behind(line, x, y, new() { ["fill"] = "toself", ["fillcolor"] = Clear(style.Colour, 0.2), ["line"] = new JsonObject { ["width"] = 0 } });
        }

        if (line.Members.Count > 0)
        {
            var (x, y) = Joined(line.Members.SelectMany(member => Thinning.Pieces(member, panel.Across, panel.Up)));
            yield return Behind(line, x, y, new() { ["opacity"] = 0.4, ["line"] = new JsonObject { ["width"] = 1, ["color"] = style.Colour } });
        }

        var (across, up) = Joined(Thinning.Pieces(line.Line, panel.Across, panel.Up));
        var drawn = new JsonObject { ["color"] = style.Colour, ["width"] = 2.6 };
        if (style.Dash.Length > 0)
            drawn["dash"] = style.Dash.Replace(" ", "px,", StringComparison.Ordinal) + "px";
        if (line.Shape == LineShape.Step)
            drawn["shape"] = "hv";
        var trace = Named(line, new()
        {
            ["type"] = "scatter",
            ["mode"] = "lines+markers",
            ["x"] = across,
            ["y"] = up,
            ["line"] = drawn,
            ["marker"] = MarkerOf(style, 9, 1),
            ["cliponaxis"] = false,
        });
        trace["marker"]!["maxdisplayed"] = Math.Max(2, (int)(panel.Frame.Width / 70));
        if (line.Shape == LineShape.Area)
            (trace["fill"], trace["fillcolor"]) = ("tozeroy", Clear(style.Colour, 0.25));
        yield return trace;
    }

    private static JsonObject Scatter(ScatterMark scatter, PanelLayout panel)
    {
        var style = panel.StyleOf(scatter);
        var drawn = Thinning.Points(scatter.Points, panel.Across, panel.Up);
        var trace = Named(scatter, new()
        {
            ["type"] = "scatter",
            ["mode"] = "markers",
            ["x"] = Numbers(drawn.Select(i => scatter.Points.X[i])),
            ["y"] = Numbers(drawn.Select(i => scatter.Points.Y[i])),
            ["marker"] = MarkerOf(style, 2 * MarkSvg.MarkerSize(drawn.Count), MarkSvg.MarkerOpacity(drawn.Count)),
            ["cliponaxis"] = false,
        });
        if (scatter.XInterval is { } sides)
            trace["error_x"] = ErrorBars(drawn.Select(i => scatter.Points.X[i]), drawn.Select(i => sides.Low[i]), drawn.Select(i => sides.High[i]), style.Colour);
        if (scatter.YInterval is { } ends)
            trace["error_y"] = ErrorBars(drawn.Select(i => scatter.Points.Y[i]), drawn.Select(i => ends.Low[i]), drawn.Select(i => ends.High[i]), style.Colour);
        if (scatter.Labels.Count > 0)
            trace["hovertext"] = Texts(drawn.Select(i => Words(scatter.Labels[i])));
        return trace;
    }

    private static JsonObject Bars(BarsMark bars, PanelLayout panel)
    {
        var (offset, width) = panel.BarOf(bars.Name);
        var trace = Named(bars, new()
        {
            ["type"] = "bar",
            ["x"] = Numbers(bars.Categories.Select(category => (double)category)),
            ["y"] = Numbers(bars.Values),
            ["offset"] = Short(offset),
            ["width"] = Short(width),
            ["marker"] = FillOf(panel.StyleOf(bars), 1),
        });
        if (bars.Interval is { } ends)
            trace["error_y"] = ErrorBars(bars.Values, ends.Low, ends.High, SvgCanvas.Ink);
        return trace;
    }

    private static JsonObject Box(BoxMark box, PanelLayout panel)
    {
        var style = panel.StyleOf(box);
        JsonArray One(double value) => new(Short(value));
        var trace = new JsonObject
        {
            ["type"] = "box",
            ["name"] = Words(box.Name),
            ["showlegend"] = false,
            ["x"] = One(box.Category),
            ["lowerfence"] = One(box.Low),
            ["q1"] = One(box.FirstQuartile),
            ["median"] = One(box.Median),
            ["q3"] = One(box.ThirdQuartile),
            ["upperfence"] = One(box.High),
            ["width"] = 0.56,
            ["fillcolor"] = Clear(style.Colour, 0.25),
            ["line"] = new JsonObject { ["color"] = style.Colour, ["width"] = 2 },
            ["boxpoints"] = box.Outliers.Count > 0 ? "all" : JsonValue.Create(false),
        };
        if (box.Outliers.Count > 0)
        {
            trace["y"] = new JsonArray(Numbers(box.Outliers));
            (trace["jitter"], trace["pointpos"]) = (0, 0);
            trace["marker"] = MarkerOf(style, 7, 1);
        }

        return trace;
    }

    private static JsonObject Histogram(HistogramMark histogram, PanelLayout panel)
    {
        var style = panel.StyleOf(histogram);
        var bins = Enumerable.Range(0, histogram.Counts.Count).ToList();
        var trace = Named(histogram, new()
        {
            ["type"] = "bar",
            ["x"] = Numbers(bins.Select(i => (histogram.Edges[i] + histogram.Edges[i + 1]) / 2)),
            ["y"] = Numbers(histogram.Counts.Select(count => (double)count)),
            ["width"] = Numbers(bins.Select(i => histogram.Edges[i + 1] - histogram.Edges[i])),
            ["marker"] = FillOf(style, 0.35),
        });
        trace["marker"]!["line"] = new JsonObject { ["color"] = style.Colour, ["width"] = 1.5 };
        return trace;
    }

    private static JsonObject Heat(HeatMapMark heat, PanelLayout panel, FigureLayout layout)
    {
        var colours = heat.Colours;
        var trace = new JsonObject
        {
            ["type"] = "heatmap",
            ["z"] = new JsonArray([.. heat.Values.Select(row => (JsonNode)Numbers(row))]),
            ["zmin"] = Short(colours.Low),
            ["zmax"] = Short(colours.High),
            ["colorscale"] = new JsonArray([.. colours.Stops.Select(stop => (JsonNode)new JsonArray(Short(stop.Place), stop.Colour))]),
            ["hoverongaps"] = false,
            ["colorbar"] = new JsonObject
            {
                ["x"] = Short((panel.Frame.Right + Margins.ColourGap) / layout.Width),
                ["xanchor"] = "left",
                ["xpad"] = 0,
                ["y"] = Short(1 - (panel.Frame.Middle.Y / layout.Height)),
                ["yanchor"] = "middle",
                ["ypad"] = 0,
                ["thickness"] = Margins.ColourWidth,
                ["lenmode"] = "pixels",
                ["len"] = panel.Frame.Height,
                ["outlinewidth"] = 0,
                ["tickfont"] = new JsonObject { ["size"] = FigureLayout.TickSize },
            },
        };
        if (CellText.Of(heat, panel) is { } words)
        {
            trace["text"] = new JsonArray([.. words.Select(row => (JsonNode)Texts(row))]);
            (trace["texttemplate"], trace["textfont"]) = ("%{text}", new JsonObject { ["size"] = FigureLayout.TickSize });
        }

        return trace;
    }

    private static JsonObject Named(Mark mark, JsonObject trace)
    {
        trace["name"] = Words(mark.Name);
        if (mark.InLegend)
            trace["legendgroup"] = mark.Name;
        else
            trace["showlegend"] = false;
        return trace;
    }

    private static JsonObject Behind(Mark mark, JsonArray x, JsonArray y, JsonObject trace)
    {
        (trace["type"], trace["mode"], trace["x"], trace["y"]) = ("scatter", "lines", x, y);
        (trace["hoverinfo"], trace["showlegend"]) = ("skip", false);
        if (mark.InLegend)
            trace["legendgroup"] = mark.Name;
        return trace;
    }

    // Pieces of a line in one trace; a point that is no number parts them.
    private static (JsonArray X, JsonArray Y) Joined(IEnumerable<IReadOnlyList<(double X, double Y)>> pieces)
    {
        var points = pieces.SelectMany((piece, i) => i == 0 ? (IEnumerable<(double X, double Y)>)piece : piece.Prepend((X: double.NaN, Y: double.NaN))).ToList();
        return (Numbers(points.Select(point => point.X)), Numbers(points.Select(point => point.Y)));
    }

    private static JsonObject ErrorBars(IEnumerable<double> values, IEnumerable<double> low, IEnumerable<double> high, string colour) => new()
    {
        ["type"] = "data",
        ["symmetric"] = false,
        ["array"] = Numbers(high.Zip(values, (end, value) => end - value)),
        ["arrayminus"] = Numbers(low.Zip(values, (end, value) => value - end)),
        ["color"] = colour,
        ["thickness"] = 1.6,
        ["width"] = 5,
    };

    private static JsonObject FillOf(SeriesStyle style, double opacity)
    {
        var colour = opacity == 1 ? style.Colour : Clear(style.Colour, opacity);
        return style.Hatch.Length == 0
            ? new() { ["color"] = colour }
            : new() { ["color"] = colour, ["pattern"] = new JsonObject { ["shape"] = style.Hatch, ["bgcolor"] = colour, ["fgcolor"] = SvgCanvas.White, ["size"] = 8, ["solidity"] = 0.2 } };
    }

    private static JsonObject MarkerOf(SeriesStyle style, double size, double opacity)
    {
        var marker = new JsonObject
        {
            ["symbol"] = style.Marker switch
            {
                Marker.Circle => "circle",
                Marker.Square => "square",
                Marker.Triangle => "triangle-up",
                Marker.Diamond => "diamond",
                Marker.Wedge => "triangle-down",
                _ => "x-thin",
            },
            ["size"] = size,
            ["color"] = style.Colour,
            ["line"] = style.Marker == Marker.Cross
                ? new JsonObject { ["width"] = 1.8, ["color"] = style.Colour }
                : new JsonObject { ["width"] = 0.8, ["color"] = SvgCanvas.White },
        };
        if (opacity < 1)
            marker["opacity"] = opacity;
        return marker;
    }
}
