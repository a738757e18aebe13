using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solar.Research.Plots.Layout;
using Solar.Research.Plots.Marks;
using Solar.Research.Plots.Svg;
using static Solar.Research.Plots.Plotly.PlotlyValues;

namespace Solar.Research.Plots.Plotly;

/// <summary>A <see cref="Figure"/> as plotly.js draws it: the same places as the SVG's, so that one picture is as legible as the other.</summary>
internal static class PlotlyFigure
{
    /// <summary>Letters beyond ASCII stay as they are.</summary>
    public static JsonSerializerOptions Json { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Fonts = "DejaVu Sans, Noto Sans, Verdana, Helvetica, sans-serif";

    public static JsonObject Of(Figure figure)
    {
        var layout = FigureLayout.Of(figure);
        var described = new JsonObject
        {
            ["width"] = layout.Width,
            ["height"] = layout.Height,
            ["margin"] = new JsonObject { ["l"] = 0, ["r"] = 0, ["t"] = 0, ["b"] = 0, ["autoexpand"] = false },
            ["font"] = new JsonObject { ["family"] = Fonts, ["size"] = FigureLayout.TextSize, ["color"] = SvgCanvas.Ink },
            ["paper_bgcolor"] = SvgCanvas.White,
            ["plot_bgcolor"] = SvgCanvas.White,
            ["hovermode"] = "closest",
            ["title"] = TitleOf(layout),
        };
        if (layout.Legend.Count > 0)
            described["legend"] = LegendOf(layout);
        if (layout.Panels.Any(panel => panel.Panel.Marks.Any(mark => mark is BarsMark or HistogramMark)))
            described["barmode"] = "overlay"; // every bar says where it stands

        var (data, annotations, shapes) = (new JsonArray(), new JsonArray(), new JsonArray());
        if (layout.Subtitle.Count > 0)
            annotations.Add((JsonNode)PlotlyGuides.Subtitle(layout));
        var inLegend = new HashSet<string>();
        for (var i = 0; i < layout.Panels.Count; i++)
        {
            var (panel, suffix) = (layout.Panels[i], i == 0 ? "" : $"{i + 1}");
            described["xaxis" + suffix] = PlotlyAxes.Across(layout, panel, suffix);
            described["yaxis" + suffix] = PlotlyAxes.Up(layout, panel, suffix);
            foreach (var trace in PlotlyTraces.Of(panel, layout))
            {
                // One entry in the legend for each name; clicking it hides everything of that name in every panel.
                if (trace["legendgroup"] is { } group && trace["showlegend"] is null)
                    trace["showlegend"] = inLegend.Add(group.ToString());
                if (suffix.Length > 0)
                    (trace["xaxis"], trace["yaxis"]) = ("x" + suffix, "y" + suffix);
                data.Add((JsonNode)trace);
            }

            if (layout.Panels.Count > 1)
                annotations.Add((JsonNode)PlotlyGuides.PanelTitle(layout, panel));
            foreach (var heat in panel.Panel.Marks.OfType<HeatMapMark>())
                annotations.Add((JsonNode)PlotlyGuides.Unit(layout, panel, heat));
            foreach (var annotation in PlotlyGuides.Annotations(panel, suffix))
                annotations.Add((JsonNode)annotation);
            foreach (var shape in PlotlyGuides.Shapes(panel, suffix))
                shapes.Add((JsonNode)shape);
        }

        if (annotations.Count > 0)
            described["annotations"] = annotations;
        if (shapes.Count > 0)
            described["shapes"] = shapes;
        return new() { ["data"] = data, ["layout"] = described };
    }

    private static JsonObject TitleOf(FigureLayout layout) => new()
    {
        ["text"] = $"<b>{Words(layout.Title)}</b>",
        ["font"] = new JsonObject { ["size"] = FigureLayout.TitleSize },
        ["x"] = Short(FigureLayout.Indent / layout.Width),
        ["xanchor"] = "left",
        ["y"] = Short(1 - ((FigureLayout.Margin + (layout.Title.Count * FigureLayout.TitleLine / 2) - 3 - (6.5 * (layout.Title.Count - 1))) / layout.Height)),
        ["yanchor"] = "middle",
    };

    private static JsonObject LegendOf(FigureLayout layout) => new()
    {
        ["orientation"] = "h",
        ["x"] = Short((FigureLayout.Indent - 4) / layout.Width),
        ["xanchor"] = "left",
        ["y"] = Short(1 - ((layout.TitleBottom - 4) / layout.Height)),
        ["yanchor"] = "top",
        ["itemwidth"] = FigureLayout.LegendSample,
        ["entrywidth"] = Math.Ceiling(layout.LegendName) + 4,
        ["itemsizing"] = layout.Legend.Any(entry => entry.Mark is LineMark) ? "trace" : "constant", // small points large, but no line thick
        ["bgcolor"] = "rgba(0,0,0,0)",
    };
}
