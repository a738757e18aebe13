using System.Text.Json.Nodes;
using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;
using Solar.Research.Plots.Svg;
using static Solar.Research.Plots.Plotly.PlotlyValues;

namespace Solar.Research.Plots.Plotly;

/// <summary>Reference lines and shaded regions as shapes, words as annotations.</summary>
internal static class PlotlyGuides
{
    public static JsonObject PanelTitle(FigureLayout layout, PanelLayout panel) =>
        Fixed(layout, $"<b>{Words(panel.Panel.Title)}</b>", SvgCanvas.Ink, panel.Frame.Left, panel.Frame.Top - 17);

    public static JsonObject Subtitle(FigureLayout layout) =>
        Fixed(layout, Words(layout.Subtitle), SvgCanvas.Quiet, FigureLayout.Indent, layout.TitleBottom - 6 - (layout.Subtitle.Count * FigureLayout.TextLine / 2));

    /// <summary>What the colours of a heat map measure, upwards beside their scale.</summary>
    public static JsonObject Unit(FigureLayout layout, PanelLayout panel, HeatMapMark heat)
    {
        var unit = Fixed(layout, Words(heat.Unit), SvgCanvas.Ink, panel.Frame.Right + Margins.WidthOf(heat, panel) - (FigureLayout.TextSize / 2), panel.Frame.Middle.Y);
        (unit["xanchor"], unit["textangle"]) = ("center", -90);
        return unit;
    }

    private static JsonObject Fixed(FigureLayout layout, string text, string colour, double x, double y) => new()
    {
        ["text"] = text,
        ["font"] = new JsonObject { ["size"] = FigureLayout.TextSize, ["color"] = colour },
        ["align"] = "left",
        ["showarrow"] = false,
        ["borderpad"] = 0,
        ["xref"] = "paper",
        ["x"] = Short(x / layout.Width),
        ["xanchor"] = "left",
        ["yref"] = "paper",
        ["y"] = Short(1 - (y / layout.Height)),
        ["yanchor"] = "middle",
    };

    public static IEnumerable<JsonObject> Shapes(PanelLayout panel, string suffix)
    {
        foreach (var guide in panel.Panel.Guides)
        {
            if (guide is ReferenceLine line)
            {
                var shape = Shape("above", "line", line.Vertical, line.At, line.At, suffix);
                shape["line"] = new JsonObject { ["color"] = SvgCanvas.Quiet, ["width"] = 1.5, ["dash"] = "2px,3px" };
                yield return shape;
            }
            else if (guide is ShadedRegion region)
            {
                var shape = Shape("below", "rect", region.Vertical, region.From, region.To, suffix);
                shape["line"] = new JsonObject { ["width"] = 0 };
                shape["fillcolor"] = Clear(SvgCanvas.Quiet, 0.13);
                yield return shape;
            }
        }
    }

    /// <summary>Words move with what they belong to when a reader zooms in.</summary>
    public static IEnumerable<JsonObject> Annotations(PanelLayout panel, string suffix)
    {
        foreach (var label in panel.Labels)
        {
            var (middleX, middleY) = label.Box.Middle;
            var annotation = new JsonObject
            {
                ["text"] = Words(label.Lines),
                ["font"] = new JsonObject { ["size"] = FigureLayout.TickSize, ["color"] = label.Arrow ? SvgCanvas.Ink : SvgCanvas.Quiet },
                ["showarrow"] = label.Arrow,
                ["xanchor"] = "center",
                ["yanchor"] = "middle",
                ["borderpad"] = 0,
            };
            if (double.IsFinite(label.Of.X) && double.IsFinite(label.Of.Y))
                annotation["bgcolor"] = Clear(SvgCanvas.White, 0.7);
            var x = Fasten(annotation, "x", suffix, label.Of.X, panel.Panel.X.Log, panel.Across, middleX, panel.Frame.Left, panel.Frame.Right);
            var y = Fasten(annotation, "y", suffix, label.Of.Y, panel.Panel.Y.Log, panel.Up, middleY, panel.Frame.Bottom, panel.Frame.Top);
            (annotation[label.Arrow ? "ax" : "xshift"], annotation[label.Arrow ? "ay" : "yshift"]) = (Short(Math.Round(x)), Short(Math.Round(label.Arrow ? y : -y)));
            if (label.Arrow)
                (annotation["arrowhead"], annotation["arrowwidth"], annotation["standoff"], annotation["startstandoff"]) = (2, 1.3, 6, 3);
            yield return annotation;
        }
    }

    // An annotation lies at a value of an axis (its logarithm on a logarithmic one), or at a share of the axis's length.
    // What is given back is the distance from there to the middle of the words.
    private static double Fasten(JsonObject annotation, string axis, string suffix, double value, bool log, Scale scale, double middle, double from, double to)
    {
        annotation[axis + "ref"] = axis + suffix + (double.IsFinite(value) ? "" : " domain");
        annotation[axis] = Short(!double.IsFinite(value) ? (middle - from) / (to - from) : log ? Math.Log10(value) : value);
        return double.IsFinite(value) ? middle - scale.Place(value) : 0;
    }

    private static JsonObject Shape(string layer, string type, bool vertical, double from, double to, string suffix) => new()
    {
        ["type"] = type,
        ["layer"] = layer,
        ["xref"] = "x" + suffix + (vertical ? "" : " domain"),
        ["x0"] = Short(vertical ? from : 0),
        ["x1"] = Short(vertical ? to : 1),
        ["yref"] = "y" + suffix + (vertical ? " domain" : ""),
        ["y0"] = Short(vertical ? 0 : from),
        ["y1"] = Short(vertical ? 1 : to),
    };
}
