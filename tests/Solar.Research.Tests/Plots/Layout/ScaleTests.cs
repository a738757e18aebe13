using Solar.Research.Plots;
using Solar.Research.Plots.Layout;

namespace Solar.Research.Tests.Plots.Layout;

public class ScaleTests
{
    [Theory]
    [InlineData(0, 10, new[] { "0", "2", "4", "6", "8", "10" })]
    [InlineData(0, 1_400_000, new[] { "0", "0.5M", "1.0M" })]
    [InlineData(0, 204_800, new[] { "0", "50k", "100k", "150k", "200k" })]
    [InlineData(-0.13, 0.07, new[] { "-0.10", "-0.05", "0", "0.05" })]
    [InlineData(0, 2.3e12, new[] { "0", "0.5T", "1.0T", "1.5T", "2.0T" })]
    [InlineData(0, 4.1e-5, new[] { "0", "1e-5", "2e-5", "3e-5", "4e-5" })]
    [InlineData(0, 2e18, new[] { "0", "5e17", "1e18", "1.5e18", "2e18" })]
    public void Linear_ticks_are_round_and_say_no_more_than_they_know(double low, double high, string[] labels) =>
        Assert.Equal(labels, new LinearScale(low, high, 0, 100, ticks: 5).Ticks.Select(tick => tick.Label));

    [Theory]
    [InlineData(1, 100, new[] { "1", "2", "5", "10", "20", "50", "100" })]
    [InlineData(0.009, 1100, new[] { "0.01", "0.1", "1", "10", "100", "1k" })]
    [InlineData(1e-6, 1e-3, new[] { "1e-6", "1e-5", "1e-4", "0.001" })]
    [InlineData(1e9, 1e16, new[] { "1G", "10G", "100G", "1T", "10T", "100T", "1e15", "1e16" })]
    [InlineData(4, 6, new[] { "4.0", "4.5", "5.0", "5.5", "6.0" })] // too short for 1, 2, 5
    public void Logarithmic_ticks_are_powers_of_ten_and_what_lies_between_where_they_are_few(double low, double high, string[] labels) =>
        Assert.Equal(labels, new LogScale(low, high, 0, 400).Ticks.Select(tick => tick.Label).Where(label => label.Length > 0));

    [Fact]
    public void Many_decades_are_named_every_so_many()
    {
        var named = new LogScale(1, 1e30, 0, 300).Ticks;
        Assert.True(named.Count is > 3 and < 12, $"{named.Count} ticks");
        Assert.All(named, tick => Assert.NotEmpty(tick.Label));
    }

    [Fact]
    public void The_ends_lie_where_they_are_put()
    {
        Assert.Equal([300.0, 200.0, 100.0], new[] { 2.0, 3.0, 4.0 }.Select(new LinearScale(2, 4, from: 300, to: 100, ticks: 4).Place));
        Assert.Equal([0.0, 50.0, 100.0], new[] { 0.1, 1.0, 10.0 }.Select(value => Math.Round(new LogScale(0.1, 10, 0, 100).Place(value), 9)));
        Assert.Equal([10.0, 30.0, 50.0], new[] { 0.0, 1.0, 2.0 }.Select(new CategoryScale(["a", "b", "c"], 0, 60, Downwards: false).Place));
    }

    [Fact]
    public void Not_a_number_has_no_place()
    {
        Assert.Equal(double.NaN, new LinearScale(0, 1, 0, 100, 5).Place(double.NaN));
        Assert.False(double.IsFinite(new LogScale(1, 10, 0, 100).Place(0)));
    }

    [Fact]
    public void Names_that_come_too_close_are_written_every_so_many()
    {
        var numbers = Enumerable.Range(0, 48).Select(i => $"{i}").ToArray();
        Assert.Equal(1, new CategoryScale(numbers, 0, 2000, Downwards: false).Every);
        Assert.Equal(5, new CategoryScale(numbers, 0, 400, Downwards: false).Every);
        Assert.Equal(["0", "5", "10"], new CategoryScale(numbers, 0, 400, Downwards: false).Ticks.Take(3).Select(tick => tick.Label));
    }

    [Theory]
    [InlineData("DUS", false, 1)]
    [InlineData("depth up-scaled model", false, 3)]
    [InlineData("a-word-too-long-to-fit", true, 1)]
    public void Names_too_long_for_their_slot_are_broken_and_then_turned(string name, bool turned, int lines)
    {
        var labels = AxisLabels.Of(new CategoryScale([name, "b", "c", "d"], 0, 320, Downwards: false));
        Assert.Equal(turned, labels.Turned);
        Assert.Equal(lines, labels.Labels[0].Lines.Count);
    }

    [Theory]
    [InlineData(2.0, 8.0, 1.4, 8.6)] // a tenth of 6 on both sides
    [InlineData(0.5, 8.5, 0.0, 9.3)] // but not past zero
    [InlineData(-9.0, -1.0, -9.8, -0.2)]
    [InlineData(3.0, 3.0, 2.5, 3.5)] // one value has room on both sides
    public void An_axis_leaves_air_but_not_past_zero(double low, double high, double from, double to)
    {
        var (first, last) = AxisStretch.Of(new Axis("x"), "x", [low, high, double.NaN], air: 0.1);
        Close.Assert(from, first, Tolerance.Elementwise);
        Close.Assert(to, last, Tolerance.Elementwise);
    }

    [Fact]
    public void An_end_that_is_asked_for_is_kept_and_the_other_one_fits_what_is_left()
    {
        var (low, high) = AxisStretch.Of(new Axis("y") { High = 10 }, "y", [-1, 4, 9, 500], air: 0.1);
        Assert.Equal((-2.1, 10), (Math.Round(low, 9), high)); // a tenth of 10 − (−1)
    }
}
