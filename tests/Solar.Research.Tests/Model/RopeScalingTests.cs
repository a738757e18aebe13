using Solar.Research.Model;

namespace Solar.Research.Tests.Model;

public class RopeScalingTests
{
    [Fact]
    public void Unscaled_frequencies_by_hand() =>
        // θ = 16, D = 4: 16^0 = 1 and 16^(−2/4) = 1/4.
        Equal([1, 0.25], RopeScaling.Unscaled(16, 4));

    [Fact]
    public void Linear_scaling_divides() =>
        Equal([0.25, 0.0625], new LinearRopeScaling { Factor = 4 }.Frequencies(16, 4, maxPositions: 8, length: 20));

    [Theory]
    [InlineData(5, 16)]
    [InlineData(8, 16)]
    // length 12 of 8: 2·12/8 − (2 − 1) = 2, to the power D/(D − 2) = 2: θ = 16·4 = 64, whose 64^(−1/2) is 1/8.
    [InlineData(12, 64)]
    public void Dynamic_scaling_raises_the_base_once_the_text_is_too_long(int length, double theta) =>
        Equal([1, 1 / Math.Sqrt(theta)], new DynamicRopeScaling { Factor = 2 }.Frequencies(16, 4, maxPositions: 8, length));

    [Fact]
    public void Llama_3_keeps_fast_waves_divides_slow_ones_and_blends_between()
    {
        // Original length 2π·8; a frequency f makes 8f waves in it. θ = 16, D = 8: f = 1, 1/2, 1/4, 1/8 → 8, 4, 2, 1 waves.
        // low 1, high 5 → kept (waves − 1)/4, clamped: 1, 3/4, 1/4, 0. Factor 2: f·(kept + (1 − kept)/2).
        var scaling = new Llama3RopeScaling { Factor = 2, LowFreqFactor = 1, HighFreqFactor = 5, OriginalMaxPositionEmbeddings = 50 };

        var waves = 50 / (2 * Math.PI); // 7.96 in place of 8, for the length is a whole number
        double Expected(double f) => f * (0.5 + (0.5 * Math.Clamp(((waves * f) - 1) / 4, 0, 1)));
        Equal([1, Expected(0.5), Expected(0.25), 0.0625], scaling.Frequencies(16, 8, maxPositions: 400, length: 10));
        Assert.Equal(0.5 * 0.872, scaling.Frequencies(16, 8, 400, 10)[1], 3);
    }

    private static void Equal(double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(Tolerance.Float64.Accepts(pair.First, pair.Second), $"{pair}"));
    }
}
