using Solar.Research.Plots;

namespace Solar.Research.Tests.Plots;

public class AxisTests
{
    [Theory]
    [InlineData(0, 10, 5, new[] { "0", "2", "4", "6", "8", "10" })]
    [InlineData(0, 1_400_000, 5, new[] { "0", "0.5M", "1.0M" })]
    [InlineData(0, 204_800, 5, new[] { "0", "50k", "100k", "150k", "200k" })]
    [InlineData(-0.13, 0.07, 5, new[] { "-0.10", "-0.05", "0", "0.05" })]
    [InlineData(0, 2.3e12, 5, new[] { "0", "0.5T", "1.0T", "1.5T", "2.0T" })]
    public void Ticks_are_round_and_say_no_more_than_they_know(double low, double high, int ticks, string[] labels)
    {
        var axis = new Axis(low, high, 0, 100, ticks);
        Assert.Equal(labels, axis.Ticks().Select(axis.Label));
    }

    [Fact]
    public void The_ends_lie_where_they_are_put()
    {
        var axis = new Axis(2, 4, from: 300, to: 100, ticks: 4);
        Assert.Equal([300.0, 200.0, 100.0], new[] { 2.0, 3.0, 4.0 }.Select(axis.Place));
    }

    [Fact]
    public void One_value_has_room_on_both_sides() => Assert.Equal(50, new Axis(7, 7, 0, 100, 5).Place(7));

    [Fact]
    public void What_is_no_number_has_no_axis() => Assert.Throws<ArgumentException>(() => new Axis(0, double.NaN, 0, 100, 5));
}
