using Solar.Research.Checkpoints;
using Solar.Research.Merging;

namespace Solar.Research.Tests.Merging;

public sealed class LinearTests
{
    // (0.4·1 + 0.6·6) / 1 = 4; (1·1 + 3·6) / 4 = 4.75; undivided 19
    [Fact]
    public void The_average_by_hand()
    {
        Assert.Equal([4f, 0f], Linear.Of([[1f, 0f], [6f, 0f]], [0.4, 0.6]));
        Assert.Equal([4.75], Linear.Of([[1.0], [6.0]], [1, 3]));
        Assert.Equal([19.0], Linear.Of([[1.0], [6.0]], [1, 3], normalize: false));
    }

    [Fact]
    public void A_weight_of_one_alone_gives_the_same_bits_even_beside_what_is_not_finite()
    {
        float[] model = [1.5f, -0f, float.Epsilon, -3e38f, 0.1f];
        var merged = Linear.Of([model, [float.NaN, 5, 5, float.PositiveInfinity, 5]], [1, 0]);
        Assert.Equal(model.Select(BitConverter.SingleToInt32Bits), merged.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(0, Linear.Mix([0.25, 0]).CopyOf);
        Assert.Null(Linear.Mix([0.25, 0], normalize: false).CopyOf);
    }

    // Thirds do not sum to one in any binary precision; the result is rounded back all the same.
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(0.4, 0.6, 0.5)]
    [InlineData(3, -1, 0.1)]
    public void Alike_models_merge_into_themselves_bit_by_bit(double a, double b, double c)
    {
        var model = MergeData.Floats(1000, seed: 3);
        Assert.Equal(model, Linear.Of([model, model, model], [a, b, c]));
    }

    [Fact]
    public void The_order_of_the_models_does_not_matter()
    {
        var (a, b, c) = (MergeData.Floats(1000, 1), MergeData.Floats(1000, 2), MergeData.Floats(1000, 3));
        Assert.Equal(Linear.Of([a, b, c], [0.2, 0.5, 0.3]), Linear.Of([c, a, b], [0.3, 0.2, 0.5]));
    }

    [Fact]
    public void Weights_that_cancel_and_models_that_do_not_fit_are_refused_with_the_numbers()
    {
        var cancel = Assert.Throws<ArgumentException>(() => Linear.Of([[1f], [2f]], [0.5, -0.5]));
        Assert.Contains("(0.5, -0.5) sum to 0", cancel.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Linear.Of([[1f], [2f], [3f]], [0.1, 0.2, -0.3])); // 5.6e-17 in double precision
        Assert.Throws<ArgumentException>(() => Linear.Of([[1f], [2f]], [1.0]));
        var sizes = Assert.Throws<ArgumentException>(() => Linear.Of([[1f], [2f, 3f]], [1, 1]));
        Assert.Contains("Model 1 has 2 numbers where the first has 1", sizes.Message, StringComparison.Ordinal);
    }

    // mergekit's linear.py works in the type of the tensors: weights, products, their sum and the quotient are each rounded to bfloat16.
    // 0.4 and 0.6 become 0.400390625 and 0.6015625, their sum 1.001953125 becomes 1, and every weight comes out 0.195 % too large.
    // The paper's Merge v2 and v3 are such merges (Table 7).
    [Fact]
    public void Bfloat16_weights_bias_a_merge_by_a_fifth_of_a_percent_and_ours_has_no_bias()
    {
        var (v, w) = (Rounding.ToBFloat16(0.4), Rounding.ToBFloat16(0.6));
        Assert.Equal((0.400390625, 0.6015625, 1.0), (v, w, Rounding.ToBFloat16(v + w)));
        double Biased(double x, double y) => Rounding.ToBFloat16(Rounding.ToBFloat16(v * x) + Rounding.ToBFloat16(w * y)); // divided by 1

        var frozen = MergeReference.Values("mergekit/linear_biased");
        var (fx, fy) = (MergeReference.Model(StoredType.BF16, "x"), MergeReference.Model(StoredType.BF16, "y"));
        Assert.Equal(frozen, fx.Zip(fy, Biased));

        const int Count = 200_000;
        var origin = MergeData.Floats(Count, 1);
        var x = MergeData.Tuned(origin, 2).Select(value => Rounding.ToBFloat16(value)).ToArray();
        var y = MergeData.Tuned(origin, 3).Select(value => Rounding.ToBFloat16(value)).ToArray();
        var exact = Linear.Of([x, y], [0.4, 0.6]);
        var stored = new byte[2 * Count];
        StoredDoubles.FromDouble(StoredType.BF16, exact, stored);
        var ours = new double[Count];
        StoredDoubles.ToDouble(StoredType.BF16, stored, ours);

        // Σ y e / Σ e e: how much longer than the exact result. Rounding at random moves a mean of so many by some 5e-6.
        double Gain(IEnumerable<double> values) => values.Zip(exact, (value, e) => value * e).Sum() / exact.Sum(e => e * e);
        Assert.InRange(Gain(x.Zip(y, Biased)), 1.0018, 1.0021);
        Assert.InRange(Gain(ours), 0.99998, 1.00002);
    }
}
