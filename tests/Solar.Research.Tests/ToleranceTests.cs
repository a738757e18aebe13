namespace Solar.Research.Tests;

public class ToleranceTests
{
    [Fact]
    public void Refuses_infinity_and_nan_where_a_number_is_expected()
    {
        Assert.False(Tolerance.Forward.Accepts(1, double.PositiveInfinity));
        Assert.False(Tolerance.Forward.Accepts(double.PositiveInfinity, 1));
        Assert.False(Tolerance.Forward.Accepts(1, double.NaN));
        Assert.False(Tolerance.Forward.Accepts(double.NaN, 1));
        Assert.True(Tolerance.Exact.Accepts(double.PositiveInfinity, double.PositiveInfinity));
        Assert.False(Tolerance.Exact.Accepts(1, Math.BitIncrement(1)));
    }
}
