using Solar.Research.Experiments.Claims;

namespace Solar.Research.Tests.Experiments.Claims;

public class EffectTests
{
    [Fact]
    public void Three_seeds_worked_by_hand()
    {
        // mean of 1, 2, 6 = 3; squared deviations 4 + 1 + 9 = 14, variance 14 / 2 = 7; standard error √(7/3) = 1.527525…
        // t of 2 degrees of freedom at 97.5% = 4.3027; half the interval = 6.572483…
        var effect = Effect.OfPairs([1, 2, 6], "nats");

        Assert.Equal(3, effect.Value);
        Assert.Equal(3 - 6.57248, effect.Low!.Value, 1e-4);
        Assert.Equal(3 + 6.57248, effect.High!.Value, 1e-4);
        Assert.Equal(3, effect.Seeds);
        Assert.Equal(Verdict.Undecided, effect.Verdict);
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.1, 0.9 }, Verdict.Supported)]
    [InlineData(new[] { -1.0, -1.1, -0.9 }, Verdict.Contradicted)]
    [InlineData(new[] { 1.0, -1.1, 0.9 }, Verdict.Undecided)]
    [InlineData(new[] { 5.0 }, Verdict.Undecided)] // one seed has no interval
    [InlineData(new[] { 0.0, 0.0 }, Verdict.Undecided)]
    public void The_verdict_asks_on_which_side_of_zero_the_interval_lies(double[] differences, Verdict expected) =>
        Assert.Equal(expected, Effect.OfPairs(differences, "nats").Verdict);

    [Theory]
    [InlineData(2.0, Verdict.Supported)]
    [InlineData(-2.0, Verdict.Contradicted)]
    [InlineData(0.0, Verdict.Undecided)]
    public void An_exact_value_decides_by_its_sign(double value, Verdict expected) => Assert.Equal(expected, Effect.Exact(value, "x").Verdict);

    [Fact]
    public void No_seed_and_no_number_are_refused()
    {
        Assert.Throws<ArgumentException>(() => Effect.OfPairs([], "nats"));
        Assert.Throws<ArgumentException>(() => Effect.OfPairs([1, double.NaN], "nats"));
    }

    [Fact]
    public void An_effect_reads_as_a_sentence()
    {
        Assert.Equal("+3.0 [-3.5725, 9.5725] nats, 3 seeds", Effect.OfPairs([1, 2, 6], "nats").ToString());
        Assert.Equal("-0.25 nats, 1 seed", Effect.OfPairs([-0.25], "nats").ToString());
        Assert.Equal("+18,475,904 weights", Effect.Exact(18_475_904, "weights").ToString());
    }

    // Printed tables of Student's distribution: 1: 12.706, 2: 4.303, 10: 2.228, 30: 2.042, 40: 2.021, 60: 2.000, 120: 1.980.
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(40, 2.021)]
    [InlineData(60, 2.000)]
    [InlineData(120, 1.980)]
    public void Students_quantile_is_that_of_the_tables(int degreesOfFreedom, double quantile) =>
        Assert.Equal(quantile, Math.Round(StudentT.Quantile975(degreesOfFreedom), 3));
}
