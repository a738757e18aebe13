using Solar.Research.Plots;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Tests.Plots.Marks;

public class MarkTests
{
    [Fact]
    public void A_box_worked_by_hand()
    {
        // Of 1 2 3 4 5 6 7 8 9 30 the quartiles lie at places 2.25, 4.5 and 6.75: 3.25, 5.5, 7.75. The whiskers reach at most
        // 1.5 · 4.5 = 6.75 beyond, from −3.5 to 14.5: to 1 and to 9. 30 lies outside.
        var box = BoxMark.Of("a", 0, [30, 1, 9, 2, double.NaN, 8, 3, 7, 4, 6, 5]);
        Assert.Equal((1, 3.25, 5.5, 7.75, 9), (box.Low, box.FirstQuartile, box.Median, box.ThirdQuartile, box.High));
        Assert.Equal([30.0], box.Outliers);
        Assert.Equal(10, box.Count);
    }

    [Fact]
    public void Histograms_of_one_panel_share_round_edges_and_lose_no_value()
    {
        var figure = Figure.Of("t", "x", "y").Histogram("a", new[] { 0.1, 0.2, 0.9, 1.0 }).Histogram("b", [2.0, 1.5, 3.0, double.NaN]);
        var (one, other) = ((HistogramMark)figure.Panels[0].Marks[0], (HistogramMark)figure.Panels[0].Marks[1]);
        Assert.Equal(one.Edges, other.Edges);
        Assert.Equal((4, 3), (one.Counts.Sum(), other.Counts.Sum()));
        Assert.True(one.Edges[0] <= 0.1 && one.Edges[^1] >= 3);
    }

    [Fact]
    public void A_bin_holds_its_lower_edge_and_the_last_one_both()
    {
        var mark = (HistogramMark)Figure.Of("t", "x", "y").Histogram("a", [0, 1, 1, 2, 3, 4], bins: 4).Panels[0].Marks[0];
        Assert.Equal([0.0, 1.0, 2.0, 3.0, 4.0], mark.Edges);
        Assert.Equal([1, 2, 1, 2], mark.Counts);
    }

    [Fact]
    public void Equal_values_fall_into_one_bin() =>
        Assert.Equal([3], ((HistogramMark)Figure.Of("t", "x", "y").Histogram("a", [7, 7, 7]).Panels[0].Marks[0]).Counts);

    [Fact]
    public void Runs_are_drawn_as_their_mean_with_students_interval()
    {
        // 1, 2, 3: mean 2, standard deviation 1, so ± 4.3027 · 1 / √3.
        var line = (LineMark)Figure.Of("t", "x", "y").Runs("a", new[] { 0, 1 }, [[1, 5], [2, 5], [3, 5]]).Panels[0].Marks[0];
        Assert.Equal([2.0, 5.0], line.Line.Y);
        Close.Assert(2 - (4.3027 / Math.Sqrt(3)), line.Band!.Low[0], Tolerance.Elementwise);
        Assert.Equal((5, 5), (line.Band.Low[1], line.Band.High[1]));
        Assert.Equal(3, line.Members.Count);
    }

    [Fact]
    public void Bars_of_several_names_stand_side_by_side_at_their_category()
    {
        var panel = Figure.Of("t", "", "y").Bars("a", ["one", "two"], [1, 2]).Bars("b", ["two", "three"], [3, 4]).Panels[0];
        Assert.Equal(["one", "two", "three"], panel.X.Categories);
        Assert.Equal([1, 2], ((BarsMark)panel.Marks[1]).Categories);
    }
}
