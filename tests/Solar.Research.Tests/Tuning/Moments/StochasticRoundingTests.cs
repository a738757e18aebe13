using Solar.Research.Data;
using Solar.Research.Tuning.Moments;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Moments;

public class StochasticRoundingTests
{
    [Theory]
    // bfloat16 has 7 bits after the first: from 1 to 2 it counts in 1/128. 1 + 1/512 is a quarter of the way up, so it goes up where the draw is at least 3/4 of 65,536.
    [InlineData(1 + (1 / 512f), 0, 1)]
    [InlineData(1 + (1 / 512f), 49_151, 1)]
    [InlineData(1 + (1 / 512f), 49_152, 1 + (1 / 128f))]
    [InlineData(1 + (1 / 512f), 65_535, 1 + (1 / 128f))]
    // Below zero up is towards zero: −1 − 1/512 is three quarters of the way from −1 − 1/128 up to −1.
    [InlineData(-1 - (1 / 512f), 16_383, -1 - (1 / 128f))]
    [InlineData(-1 - (1 / 512f), 16_384, -1)]
    // Just below a power of two the way up ends at it: 2 − 1/256 is half of the way from 2 − 1/128.
    [InlineData(2 - (1 / 256f), 32_767, 2 - (1 / 128f))]
    [InlineData(2 - (1 / 256f), 32_768, 2)]
    // One float32 step above 1 is 2⁻¹⁶ of the way.
    [InlineData(1 + (1 / 8_388_608f), 65_534, 1)]
    [InlineData(1 + (1 / 8_388_608f), 65_535, 1 + (1 / 128f))]
    public void A_number_goes_up_where_the_draw_reaches_what_is_missing(float x, float draw, float expected)
    {
        using var scope = NewDisposeScope();

        Assert.Equal(expected, Value(StochasticRounding.Of(tensor(new[] { x }), tensor(new[] { draw }))));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    [InlineData(-1f)]
    [InlineData(0.0078125f)]
    [InlineData(-3.015625f)] // 193/64: eight bits
    [InlineData(5.877471754111438e-39f * 8)] // a power of two near the smallest
    public void What_bfloat16_can_say_stays_as_it_is_whatever_is_drawn(float x)
    {
        using var scope = NewDisposeScope();
        var draws = tensor(new float[] { 0, 1, 32_768, 65_535 });

        Assert.All(StochasticRounding.Of(full([4], x, ScalarType.Float32), draws).to(ScalarType.Float32).data<float>().ToArray(), rounded => Assert.Equal(x, rounded));
    }

    [Theory]
    [InlineData(0.3f)]
    [InlineData(-0.7001f)]
    [InlineData(1234.567f)]
    [InlineData(-3.3e-6f)]
    [InlineData(1.9999f)]
    public void The_mean_of_many_roundings_is_the_number(float x)
    {
        const int count = 200_000;
        using var scope = NewDisposeScope();
        var rounded = StochasticRounding.ToBfloat16(full([count], x, ScalarType.Float32), new SplitMix64(17)).to(ScalarType.Float64);
        var values = rounded.data<double>().ToArray();
        var (low, high) = (values.Min(), values.Max());
        var up = (x - low) / (high - low);

        // Two neighbours, x between them; the standard error of a mean of n draws that go up with probability p is gap·√(p(1 − p)/n).
        Assert.Equal(2, values.Distinct().Count());
        Assert.InRange(x, low, high);
        Assert.Equal(BitConverter.SingleToInt32Bits((float)low) >> 16, (BitConverter.SingleToInt32Bits((float)high) >> 16) + (x < 0 ? 1 : -1));
        Assert.InRange(values.Average() - x, -4 * Error(), 4 * Error());

        double Error() => (high - low) * Math.Sqrt(up * (1 - up) / count);
    }

    [Fact]
    public void One_seed_draws_one_way_and_another_another()
    {
        using var scope = NewDisposeScope();
        var x = tensor(Enumerable.Range(0, 1000).Select(i => (float)Math.Sin(i)).ToArray());

        Assert.Equal(Values(3), Values(3));
        Assert.NotEqual(Values(3), Values(4));

        float[] Values(long seed) => StochasticRounding.ToBfloat16(x, new SplitMix64(seed)).to(ScalarType.Float32).data<float>().ToArray();
    }

    private static float Value(Tensor one)
    {
        Assert.Equal(ScalarType.BFloat16, one.dtype);
        return one.to(ScalarType.Float32).data<float>().ToArray().Single();
    }
}
