using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots;

public class FigureTests
{
    private static readonly Figure Empty = Figure.Of("title", "x, m", "y, s");

    public static TheoryData<string, Func<object>> Mistakes => new()
    {
        { "has 2 x values and 1 y values", () => Empty.Line("a", [1, 2], [1]) },
        { "no point to draw: of 0", () => Empty.Line("a", Array.Empty<double>(), Array.Empty<double>()) },
        { "no point to draw: of 2", () => Empty.Scatter("a", [double.NaN, 1], [1, double.NaN]) },
        { "band of 'a' has 1 lower and 2 upper ends for 2 points", () => Empty.Line("a", [1, 2], [1, 2], band: ([1], [1, 2])) },
        { "labels are 1", () => Empty.Scatter("a", [1, 2], [1, 2], labels: ["one"]) },
        { "'a' has no value that is a number", () => Empty.Histogram("a", [double.NaN]) },
        { "'a' has no value that is a number", () => Empty.Box("a", Array.Empty<double>()) },
        { "no value that is a number", () => Empty.HeatMap(new double[0, 0], "score") },
        { "2 columns but 1 names", () => Empty.HeatMap(new double[1, 2], "score", columns: ["a"]) },
        { "average blocks of it first", () => Empty.HeatMap(new double[200, 200], "score") },
        { "where the panel 'title' has numbers", () => Empty.Line("a", [1], [1]).Bars("b", ["x"], [1]) },
        { "has names on one", () => Empty.Bars("b", ["x"], [1]).Line("a", [1], [1]) },
        { "has no panel", () => Figure.Grid("title", []) },
        { "'title' has nothing to draw", () => Empty.ToSvg() },
        { "vertical axis of 'title' is logarithmic and cannot show 0", () => Empty.Line("a", [1, 2], [0, 1]).LogY().ToPlotlyJson() },
        { "cannot run from 3 to 2", () => Empty.Line("a", [1, 2], [0, 1]).YRange(3, 2).ToSvg() },
        { "runs up to -5, and nothing lies there: the values go from 0 to 1", () => Empty.Line("a", [1, 2], [0, 1]).YRange(high: -5).ToSvg() },
        { "has 8 series, and 7 can be told apart", () => Enumerable.Range(0, 8).Aggregate(Empty, (figure, i) => figure.Line($"{i}", [1, 2], [1, 2])).ToSvg() },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_said_with_what_was_given(string message, Func<object> mistake) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(mistake).Message, StringComparison.Ordinal);

    [Fact]
    public void A_grid_is_changed_before_it_is_put_together() =>
        Assert.Contains("2 panels", Assert.Throws<InvalidOperationException>(() => Figure.Grid("grid", [Empty, Empty]).LogX()).Message, StringComparison.Ordinal);

    [Fact]
    public void A_figure_is_not_changed_by_what_is_made_of_it()
    {
        var one = Empty.Line("a", [1, 2], [1, 2]);
        var before = one.ToSvg();
        _ = one.Line("b", [1, 2], [3, 4]).LogX().HorizontalLine(2, "level");
        Assert.Equal(before, one.ToSvg());
    }

    [Fact]
    public void Saving_leaves_the_drawing_and_nothing_else()
    {
        var folder = Directory.CreateTempSubdirectory("solar-figure-");
        try
        {
            var figure = Empty.Line("a", [1, 2], [1, 2]);
            figure.SaveSvg(Path.Combine(folder.FullName, "f.svg"));
            figure.SaveSvg(Path.Combine(folder.FullName, "f.svg"));
            Assert.Equal(figure.ToSvg(), File.ReadAllText(folder.EnumerateFiles().Single().FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void One_line_says_what_a_figure_shows()
    {
        Assert.Equal(
            "Figure \"It falls\": loss, nats over tokens; DUS from 5 to 4.125 (4 points); 3 points, x 0 to 2, y 1 to 3",
            Figure.Of("It falls", "tokens", "loss, nats").Line("DUS", [0, 1, 2, 3], [double.NaN, 5, 4.5, 4.125]).Scatter("", [0, 1, 2], [1, 2, 3]).ToString());
        Assert.Equal(
            "Figure \"Scores\": score; base ARC 0.5 [0.4, 0.6], MMLU 0.25 [0.2, 0.3]",
            Figure.Of("Scores", "", "score").Bars("base", ["ARC", "MMLU"], [0.5, 0.25], ([0.4, 0.2], [0.6, 0.3])).ToString());
    }

    [Fact]
    public void Styles_differ_in_colour_and_in_dash_and_in_hatch() // so that they are told apart in grey
    {
        var styles = Enumerable.Range(0, Palette.Count).Select(Palette.At).ToList();
        Assert.Equal(styles.Count, styles.Select(style => style.Colour).Distinct().Count());
        Assert.Equal(styles.Count, styles.Select(style => style.Dash).Distinct().Count());
        Assert.Equal(styles.Count, styles.Select(style => style.Hatch).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Palette.At(Palette.Count));
    }

    [Fact]
    public void Equal_steps_of_a_heat_map_grow_lighter()
    {
        var scale = ColourScale.Over([0, 8], centre: null);
        var light = Enumerable.Range(0, 9).Select(value => scale.Of(value)).Select(Luminance).ToList();
        Assert.Equal(light.Order(), light);
        Assert.Equal("#f7f7f7", ColourScale.Over([-1, 3], centre: 0).Of(0));
    }

    private static double Luminance(string colour) =>
        (0.299 * Convert.ToInt32(colour[1..3], 16)) + (0.587 * Convert.ToInt32(colour[3..5], 16)) + (0.114 * Convert.ToInt32(colour[5..7], 16));
}
