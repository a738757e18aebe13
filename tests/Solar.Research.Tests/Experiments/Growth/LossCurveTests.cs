using Solar.Research.Experiments.Growth;

namespace Solar.Research.Tests.Experiments.Growth;

public sealed class LossCurveTests
{
    // Tokens 0, 100, 200; loss 5, 3, 4.
    private static readonly LossCurve Curve = new("dus", 1, [new(0, 0, 0, 0, 5), new(1, 100, 10, 1e6, 3), new(2, 200, 30, 2e6, 4)]);

    [Theory]
    [InlineData(0, 5)]
    [InlineData(25, 4.5)]
    [InlineData(100, 3)]
    [InlineData(150, 3.5)]
    [InlineData(200, 4)]
    public void Between_measurements_the_loss_is_on_a_straight_line(double tokens, double loss) =>
        Assert.Equal(loss, Curve.LossAt(point => point.Tokens, tokens));

    [Fact]
    public void Any_axis_will_do() => Assert.Equal(3.5, Curve.LossAt(point => point.Seconds, 20));

    [Theory]
    [InlineData(-1)]
    [InlineData(201)]
    public void Beyond_its_ends_nothing_is_known(double tokens) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Curve.LossAt(point => point.Tokens, tokens));

    [Theory]
    [InlineData(6.0, 0.0)]
    [InlineData(5.0, 0.0)]
    [InlineData(4.0, 50.0)]
    [InlineData(3.0, 100.0)]
    [InlineData(2.9, null)]
    public void Recovery_is_where_the_line_first_meets_the_level(double level, double? tokens) => Assert.Equal(tokens, Curve.TokensUntil(level));
}
