using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots.Plotly;

public partial class PlotlyFigureTests
{
    private static readonly JsonObject Known = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "References", "plotly_attributes.json")))!.AsObject();
    private static readonly int[] X = [1, 10, 100];

    public static TheoryData<string> Names => [.. FigureGallery.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_attribute_is_one_that_plotly_js_knows(string name)
    {
        var figure = Draw(FigureGallery.All[name]);
        var checkedHere = 0;
        Check(figure["layout"]!, "", Known["layout"]!.AsObject(), ref checkedHere);
        foreach (var trace in figure["data"]!.AsArray())
            Check(trace!, "", Known["traces"]![(string)trace!["type"]!]!.AsObject(), ref checkedHere);
        Assert.True(checkedHere > 30, $"{checkedHere} attributes were checked");
    }

    [Fact]
    public void An_unknown_attribute_is_found_out()
    {
        var count = 0;
        Assert.ThrowsAny<Exception>(() => Check(new JsonObject { ["marker"] = new JsonObject { ["colour"] = "red" } }, "", Known["traces"]!["scatter"]!.AsObject(), ref count));
        Assert.ThrowsAny<Exception>(() => Check(new JsonObject { ["mode"] = "dots" }, "", Known["traces"]!["scatter"]!.AsObject(), ref count));
    }

    [Fact]
    public void A_band_is_one_filled_outline_with_gaps_and_hides_with_its_line()
    {
        var data = Draw(Figure.Of("t", "x", "y").Line("a", [0, 1, 2, 3, 4], [1, 1, 1, 1, 1], band: ([0, 0, double.NaN, 0, 0], [2, 2, 2, 2, 2])))["data"]!.AsArray();
        Assert.Equal(2, data.Count);
        Assert.Equal("toself", (string)data[0]!["fill"]!);
        Assert.Equal("[0,1,1,0,null,3,4,4,3]", data[0]!["x"]!.ToJsonString());
        Assert.Equal("[2,2,0,0,null,2,2,0,0]", data[0]!["y"]!.ToJsonString());
        Assert.All(data, trace => Assert.Equal("a", (string)trace!["legendgroup"]!));
        Assert.Equal([false, true], data.Select(trace => (bool)trace!["showlegend"]!));
    }

    [Fact]
    public void Each_name_stands_in_the_legend_once_and_takes_its_thin_lines_with_it()
    {
        var data = Draw(FigureGallery.All["grid"])["data"]!.AsArray();
        Assert.Equal(6 * 2 * 3, data.Count); // panels, names; band, runs and line of each
        Assert.Equal(["depth up-scaled", "naive 2x"], data.Where(trace => (bool)trace!["showlegend"]!).Select(trace => (string)trace!["name"]!));
        Assert.Equal([18, 18], data.GroupBy(trace => (string)trace!["legendgroup"]!).Select(group => group.Count()));
        Assert.Equal(["x", "x2", "x3", "x4", "x5", "x6"], data.Select(trace => (string?)trace!["xaxis"] ?? "x").Distinct());
    }

    [Fact]
    public void A_logarithmic_axis_has_the_logarithm_in_its_range_and_under_its_notes_but_not_under_its_lines()
    {
        var layout = Draw(Figure.Of("t", "x", "y").Line("a", X, X).LogX().XRange(1, 1000).Note("here", 10, 10).VerticalLine(100))["layout"]!;
        Assert.Equal("[0,3]", layout["xaxis"]!["range"]!.ToJsonString());
        Assert.Equal("log", (string)layout["xaxis"]!["type"]!);
        Assert.Equal("linear", (string)layout["yaxis"]!["type"]!);
        Assert.Equal((1.0, 10.0), ((double)layout["annotations"]![0]!["x"]!, (double)layout["annotations"]![0]!["y"]!));
        Assert.Equal(100, (double)layout["shapes"]![0]!["x0"]!);
    }

    [Fact]
    public void Error_bars_are_lengths_from_the_point()
    {
        var trace = Draw(Figure.Of("t", "x", "y").Scatter("a", [1, 2], [10, 20], yInterval: ([9, 15], [12, 20])))["data"]![0]!;
        Assert.Equal("[2,0]", trace["error_y"]!["array"]!.ToJsonString());
        Assert.Equal("[1,5]", trace["error_y"]!["arrayminus"]!.ToJsonString());
    }

    [Fact]
    public void What_is_no_number_is_null_and_numbers_are_short()
    {
        var trace = Draw(Figure.Of("t", "x", "y").Line("a", [1_310_720, 2_000_001], [1 / 3.0, 2]).Line("b", [1, 2, 3], [1, double.NaN, 3]))["data"]!;
        Assert.Equal("[1310720,2000001]", trace[0]!["x"]!.ToJsonString());
        Assert.Equal("[0.3333333,2]", trace[0]!["y"]!.ToJsonString());
        Assert.Equal("[1,null,3]", trace[1]!["y"]!.ToJsonString());
    }

    [Fact]
    public void Fifty_thousand_points_make_no_large_notebook() =>
        Assert.InRange(FigureGallery.All["line-many"].ToPlotlyJson().Length, 5_000, 60_000);

    [Fact]
    public void Two_columns_of_one_name_stay_two()
    {
        var axis = Draw(Figure.Of("t", "", "").HeatMap(new double[,] { { 1, 2, 3 } }, "weight", columns: ["the", "cat", "the"]))["layout"]!["xaxis"]!;
        Assert.Equal("""["the","cat","the"]""", axis["ticktext"]!.ToJsonString());
        Assert.Equal("[-0.5,2.5]", axis["range"]!.ToJsonString());
    }

    [Fact]
    public void Words_that_are_markup_stay_words() =>
        Assert.Equal("<b>loss &lt; 3 &amp; so</b>", (string)Draw(Figure.Of("loss < 3 & so", "x", "y").Line("a", X, X))["layout"]!["title"]!["text"]!);

    private static JsonObject Draw(Figure figure) => JsonNode.Parse(figure.ToPlotlyJson())!.AsObject();

    private static void Check(JsonNode node, string path, JsonObject known, ref int checkedHere)
    {
        foreach (var (key, value) in node.AsObject())
        {
            var full = path.Length == 0 ? NumberedAxis().Replace(key, "$1") : $"{path}.{key}";
            if (full is "type" && known.ContainsKey("x"))
                continue; // which trace it is
            if (known[full] is { } kind)
            {
                Accept(full, (string)kind!, value);
                checkedHere++;
            }
            else if (value is JsonObject)
            {
                Check(value, full, known, ref checkedHere);
            }
            else if (value is JsonArray items && items.All(item => item is JsonObject))
            {
                foreach (var item in items)
                    Check(item!, full + "[]", known, ref checkedHere);
            }
            else
            {
                Assert.Fail($"plotly.js knows no attribute '{full}' here");
            }
        }
    }

    private static void Accept(string path, string kind, JsonNode? value)
    {
        var (type, values) = kind.Split(':', 2) is [var first, var rest] ? (first, rest.Split(" | ")) : (kind, []);
        var text = value?.ToString() ?? "";
        var right = type switch
        {
            "number" or "integer" => value is JsonArray || double.TryParse(text, CultureInfo.InvariantCulture, out _),
            "boolean" => text is "true" or "false",
            "data_array" or "info_array" or "colorscale" => value is JsonArray,
            "enumerated" => values.Any(allowed => string.Equals(allowed, text, StringComparison.Ordinal) || (allowed.StartsWith('/') && Regex.IsMatch(text, allowed.Trim('/')))),
            "flaglist" => text.Split('+').All(flag => values.SelectMany(allowed => allowed.Split('+')).Contains(flag)),
            "color" => value is JsonArray || text.StartsWith('#') || text.StartsWith("rgba(", StringComparison.Ordinal),
            _ => true,
        };
        Assert.True(right, $"'{path}' is {text}, but plotly.js wants {kind}");
    }

    [GeneratedRegex("^([xy]axis)[0-9]+$")]
    private static partial Regex NumberedAxis();
}
