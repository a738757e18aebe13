using System.Xml.Linq;
using Solar.Research.Plots;
using Solar.Research.Plots.Marks;
using Solar.Research.Tests.Experiments.Growth;

namespace Solar.Research.Tests.Plots;

public class GrowthFigureTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_growth_figure_has_every_series_in_every_panel()
    {
        var summary = GrowthClaimsTests.Summarize();
        var figure = GrowthFigure.Of(summary, GrowthClaimsTests.Curves());
        Assert.Equal(4, figure.Panels.Count);
        Assert.All(figure.Panels, panel => Assert.Equal(summary.Variants.Select(variant => variant.Title).Order(), panel.Marks.Cast<LineMark>().Select(line => line.Name).Order()));

        var words = XDocument.Parse(figure.ToSvg()).Descendants(Svg + "text").Select(text => text.Value).ToList();
        Assert.Contains(summary.Finding, string.Join(' ', words), StringComparison.Ordinal);
        Assert.All(figure.Panels, panel => Assert.Contains(panel.X.Label, words));
        Assert.Contains(figure.Panels[0].Y.Label, words);
    }
}
