using System.Globalization;
using System.Xml.Linq;
using Solar.Research.Plots;
using Solar.Research.Plots.Layout;

namespace Solar.Research.Tests.Plots.Svg;

public class FigureSvgTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static TheoryData<string> Names => [.. FigureGallery.All.Keys];

    [Fact]
    public void A_small_figure_is_drawn_as_it_was() // after a change that is meant: SOLAR_ACCEPT=1 writes the golden file anew
    {
        var drawn = Simple("One line & a level").HorizontalLine(1.5, "level").ToSvg();
        var golden = Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Plots", "Golden", "line.svg");
        if (Environment.GetEnvironmentVariable("SOLAR_ACCEPT") == "1")
            File.WriteAllText(golden, drawn);
        Assert.Equal(File.ReadAllText(golden), drawn);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_figure_is_the_same_text_in_any_culture(string name)
    {
        var before = CultureInfo.CurrentCulture;
        var (svg, json, line) = (FigureGallery.All[name].ToSvg(), FigureGallery.All[name].ToPlotlyJson(), FigureGallery.All[name].ToString());
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = ",", NegativeSign = "~", NumberGroupSeparator = "." } };
            Assert.Equal(svg, FigureGallery.All[name].ToSvg());
            Assert.Equal(json, FigureGallery.All[name].ToPlotlyJson());
            Assert.Equal(line, FigureGallery.All[name].ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_words_leave_the_figure(string name)
    {
        var root = XDocument.Parse(FigureGallery.All[name].ToSvg()).Root!;
        var width = (double)root.Attribute("width")!;
        foreach (var text in root.Descendants(Svg + "text").Where(text => text.Attribute("transform") is null))
        {
            var wide = TextWidth.Of(text.Value, (double)text.Attribute("font-size")!, bold: (string?)text.Attribute("font-weight") == "bold");
            var left = (double)text.Attribute("x")! - ((string?)text.Attribute("text-anchor") switch { "middle" => wide / 2, "end" => wide, _ => 0 });
            Assert.True(left >= 0 && left + wide <= width, $"'{text.Value}' runs from {left} to {left + wide} of {width}");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_between_the_marks_does_not_overlap(string name)
    {
        foreach (var panel in FigureLayout.Of(FigureGallery.All[name]).Panels)
        {
            var labels = panel.Labels;
            for (var i = 0; i < labels.Count; i++)
                Assert.DoesNotContain(labels.Take(i), earlier => earlier.Box.Meets(labels[i].Box));
        }
    }

    [Fact]
    public void Words_that_are_markup_stay_words()
    {
        var figure = XDocument.Parse(Simple("loss < 3 & \"so\"").ToSvg());
        Assert.Contains("loss < 3 & \"so\"", figure.Descendants(Svg + "text").Select(text => text.Value));
    }

    [Fact]
    public void Points_lie_inside_the_figure_and_higher_values_lie_higher()
    {
        var panel = FigureLayout.Of(Simple("a")).Panels[0];
        var (first, last) = (panel.Place(0, 1), panel.Place(10, 2));
        Assert.True(panel.Frame.Holds(first.X, first.Y) && panel.Frame.Holds(last.X, last.Y));
        Assert.True(first.Y > last.Y && first.X < last.X);
    }

    [Fact]
    public void Shared_axes_show_the_same_stretch_and_are_named_once()
    {
        var layout = FigureLayout.Of(FigureGallery.All["grid"]);
        Assert.Single(layout.Panels.Select(panel => (panel.Across.Low, panel.Across.High, panel.Up.Low, panel.Up.High)).Distinct());
        Assert.Equal([true, false, false, true, false, false], layout.Panels.Select(panel => panel.NamesY));
        Assert.Equal([false, false, false, true, true, true], layout.Panels.Select(panel => panel.NamesX));
        Assert.Equal(["depth up-scaled", "naive 2x"], layout.Legend.Select(entry => entry.Name));
    }

    [Fact]
    public void A_long_title_is_broken_into_even_lines()
    {
        var title = FigureLayout.Of(Simple("A finding that takes so many words that they do not fit in one line of the figure's own width at all")).Title;
        Assert.Equal(2, title.Count);
        Assert.InRange(title[1].Length, title[0].Length / 2, title[0].Length * 3 / 2);
    }

    private static Figure Simple(string title) => Figure.Of(title, "x, m", "y, s").Line("line", [0, 10], [1, 2]);
}
