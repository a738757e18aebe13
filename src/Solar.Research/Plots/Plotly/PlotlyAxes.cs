using System.Text.Json.Nodes;
using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;
using Solar.Research.Plots.Svg;
using static Solar.Research.Plots.Plotly.PlotlyValues;

namespace Solar.Research.Plots.Plotly;

/// <summary>The axes of a panel. Names are ticks at 0, 1, 2 …, so that two columns of one name stay two.</summary>
internal static class PlotlyAxes
{
    public static JsonObject Across(FigureLayout layout, PanelLayout panel, string suffix)
    {
        var axis = Of(panel.Panel.X, panel.Across, panel.NamesX, 6);
        axis["domain"] = new JsonArray(Short(panel.Frame.Left / layout.Width), Short(panel.Frame.Right / layout.Width));
        axis["anchor"] = "y" + suffix;
        (axis["showgrid"], axis["showline"], axis["linecolor"]) = (false, true, SvgCanvas.Ink);
        if (panel.XLabels.Turned)
            axis["tickangle"] = -AxisLabels.Angle;
        if (panel.Across is CategoryScale)
            Name(axis, panel.XLabels.Labels);
        if (layout.Figure.ShareX && suffix.Length > 0)
            axis["matches"] = "x";
        return axis;
    }

    public static JsonObject Up(FigureLayout layout, PanelLayout panel, string suffix)
    {
        var axis = Of(panel.Panel.Y, panel.Up, panel.NamesY, 12);
        axis["domain"] = new JsonArray(Short(1 - (panel.Frame.Bottom / layout.Height)), Short(1 - (panel.Frame.Top / layout.Height)));
        axis["anchor"] = "x" + suffix;
        if (!panel.Panel.Marks.Any(mark => mark is HeatMapMark))
            (axis["showline"], axis["linecolor"]) = (true, SvgCanvas.Ink);
        if (panel.Up is CategoryScale)
        {
            Name(axis, panel.Up.Ticks.Select(tick => (tick.Value, (IReadOnlyList<string>)[tick.Label])));
            axis["showgrid"] = false;
            axis["range"] = new JsonArray(Short(panel.Up.High), Short(panel.Up.Low)); // the first name is above
        }
        else
        {
            axis["gridcolor"] = SvgCanvas.Grid;
        }

        if (layout.Figure.ShareY && suffix.Length > 0)
            axis["matches"] = "y";
        return axis;
    }

    private static JsonObject Of(Axis axis, Scale scale, bool named, int standoff)
    {
        var json = new JsonObject
        {
            ["range"] = axis.Log
                ? new JsonArray(Short(Math.Log10(scale.Low)), Short(Math.Log10(scale.High)))
                : new JsonArray(Short(scale.Low), Short(scale.High)),
            ["ticks"] = "outside",
            ["ticklen"] = 5,
            ["zeroline"] = false,
        };
        if (axis.Categories.Count == 0)
        {
            json["type"] = axis.Log ? "log" : "linear";
            if (named)
                json["exponentformat"] = "SI";
            if (axis.Log && scale.Ticks.Any(tick => tick.Label.StartsWith('2')))
                json["dtick"] = "D2"; // 1, 2 and 5
            else
                json["nticks"] = Math.Max(3, (int)(Math.Abs(scale.To - scale.From) / (scale.From < scale.To ? 70 : 42)));
        }

        if (named)
            json["tickfont"] = new JsonObject { ["size"] = FigureLayout.TickSize };
        else
            json["showticklabels"] = false;
        if (named && axis.Label.Length > 0)
            json["title"] = new JsonObject { ["text"] = Words(axis.Label), ["standoff"] = standoff, ["font"] = new JsonObject { ["size"] = FigureLayout.TextSize } };
        return json;
    }

    private static void Name(JsonObject axis, IEnumerable<(double Value, IReadOnlyList<string> Lines)> labels)
    {
        var named = labels.ToList();
        axis["type"] = "linear";
        axis["tickmode"] = "array";
        axis["tickvals"] = Numbers(named.Select(label => label.Value));
        axis["ticktext"] = Texts(named.Select(label => Words(label.Lines)));
    }
}
