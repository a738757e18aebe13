using System.Xml.Linq;
using Solar.Research.Plots;
using Solar.Research.Tests.Experiments.Growth;

namespace Solar.Research.Tests.Plots;

public class ChartSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_growth_figure_is_well_formed_and_has_every_series_in_every_panel()
    {
        var summary = GrowthClaimsTests.Summarize();
        var chart = GrowthFigure.Of(summary, GrowthClaimsTests.Curves());
        var figure = XDocument.Parse(ChartSvg.Draw(chart));

        var drawn = figure.Descendants(Svg + "g").Attributes("data-series").GroupBy(series => series.Value).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(summary.Variants.Select(variant => variant.Title).Order(), drawn.Keys.Order());
        Assert.All(drawn.Values, count => Assert.Equal(4, count));

        var words = figure.Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Contains(summary.Finding, words);
        Assert.All(chart.Panels, panel => Assert.Contains(panel.XLabel, words));
        Assert.Contains(chart.Panels[0].YLabel, words);
    }

    [Fact]
    public void The_same_chart_is_the_same_text() =>
        Assert.Equal(ChartSvg.Draw(Simple("a")), ChartSvg.Draw(Simple("a")));

    [Fact]
    public void Words_that_are_markup_stay_words()
    {
        var figure = XDocument.Parse(ChartSvg.Draw(Simple("loss < 3 & \"so\"")));
        Assert.Contains("loss < 3 & \"so\"", figure.Descendants(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void Points_lie_inside_the_figure_and_higher_values_lie_higher()
    {
        var figure = XDocument.Parse(ChartSvg.Draw(Simple("a")));
        var box = ((string)figure.Root!.Attribute("viewBox")!).Split(' ').Select(double.Parse).ToArray();
        var places = figure.Descendants(Svg + "g").First(group => group.Attribute("data-series") is not null)
            .Elements(Svg + "polyline").First().Attribute("points")!.Value.Split(' ')
            .Select(place => place.Split(',').Select(double.Parse).ToArray()).ToList();

        Assert.All(places, place => Assert.True(place[0] > 0 && place[0] < box[2] && place[1] > 0 && place[1] < box[3]));
        Assert.True(places[0][1] > places[1][1]);
        Assert.True(places[0][0] < places[1][0]);
    }

    [Fact]
    public void Styles_differ_in_colour_and_in_dash() // so that they are told apart in grey
    {
        var styles = Enumerable.Range(0, Palette.Count).Select(Palette.At).ToList();
        Assert.Equal(styles.Count, styles.Select(style => style.Colour).Distinct().Count());
        Assert.Equal(styles.Count, styles.Select(style => style.Dash).Distinct().Count());
        Assert.Throws<ArgumentOutOfRangeException>(() => Palette.At(Palette.Count));
    }

    [Fact]
    public void A_panel_without_points_is_refused_by_name()
    {
        var chart = Simple("a") with { Panels = [Simple("a").Panels[0] with { Series = [] }] };
        Assert.Contains("'panel'", Assert.Throws<ArgumentException>(() => ChartSvg.Draw(chart)).Message);
    }

    private static Chart Simple(string title) => new(
        title,
        "subtitle",
        [new() { Title = "panel", XLabel = "x, m", YLabel = "y, s", Series = [new("line", Palette.At(0), [new(0, 1), new(10, 2)], [])] }],
        Columns: 1);
}
