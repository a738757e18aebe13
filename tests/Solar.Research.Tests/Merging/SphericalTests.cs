using Solar.Research.Merging;

namespace Solar.Research.Tests.Merging;

/// <summary>NuSLERP, the Karcher mean and Model Stock, where pencil and paper or a property say what must come out.</summary>
public sealed class SphericalTests
{
    private static readonly float[] A = MergeData.Floats(999, 1), B = MergeData.Floats(999, 2), C = MergeData.Floats(999, 3);

    [Fact]
    public void Nuslerp_without_a_base_is_slerp_at_the_share_of_the_second_weight() =>
        Close.Assert(Doubles(Slerp.Between(A, B, 0.75)), Doubles(NuSlerp.Between(A, B, 1, 3)), Tolerance.Elementwise);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Nuslerp_of_one_weight_is_that_model_bit_by_bit(double ofA, double ofB)
    {
        Assert.Equal(ofB == 1 ? B : A, NuSlerp.Between(A, B, ofA, ofB));
        Assert.Equal(ofB == 1 ? B : A, NuSlerp.Between(A, B, ofA, ofB, origin: C));
    }

    [Fact]
    public void Weights_that_cancel_mean_the_middle() => Assert.Equal(0.5, NuSlerp.Share(0.5, -0.5));

    // Changes (1, 0) and (0, 1) from a base of (5, 5): half way is (√½, √½) further.
    [Fact]
    public void Nuslerp_with_a_base_turns_the_changes()
    {
        var half = Math.Sqrt(0.5);
        Close.Assert([5 + half, 5 + half], NuSlerp.Between([6.0, 5], [5.0, 6], 1, 1, origin: [5.0, 5]), Tolerance.Float64);
    }

    // 2 along the first axis and 4 along the second: the middle direction at the mean length, 3.
    [Fact]
    public void The_karcher_mean_of_two_is_the_middle_of_the_arc_at_their_mean_length()
    {
        var each = 3 * Math.Sqrt(0.5);
        Close.Assert([each, each], KarcherMean.Of([[2.0, 0], [0.0, 4]]), Tolerance.Float64);
    }

    // By symmetry the centre of the three axes is their diagonal.
    [Fact]
    public void The_karcher_mean_of_three_axes_is_their_diagonal()
    {
        var each = 1 / Math.Sqrt(3);
        Close.Assert([each, each, each], KarcherMean.Of([[1.0, 0, 0], [0.0, 1, 0], [0.0, 0, 1]]), Tolerance.Float64);
    }

    // At the centre the ways to all models add up to nothing: Σ log_u(x_i) = 0, here recomputed without the product's shortcut.
    [Fact]
    public void At_the_karcher_mean_the_ways_to_the_models_cancel()
    {
        double[][] models = [Doubles(A), Doubles(B), Doubles(C)];
        var mean = KarcherMean.Of(models, steps: 100, tolerance: 1e-12);
        double Dot(double[] x, double[] y) => x.Zip(y, (p, q) => p * q).Sum();
        var u = mean.Select(value => value / Math.Sqrt(Dot(mean, mean))).ToArray();
        var sum = new double[u.Length];
        foreach (var model in models)
        {
            var unit = model.Select(value => value / Math.Sqrt(Dot(model, model))).ToArray();
            var cosine = Dot(u, unit);
            for (var i = 0; i < sum.Length; i++)
                sum[i] += Math.Acos(cosine) / Math.Sqrt(1 - (cosine * cosine)) * (unit[i] - (cosine * u[i]));
        }

        Close.Assert(new double[sum.Length], sum, Tolerance.Float64);
    }

    [Fact]
    public void Models_of_no_length_have_no_direction_and_their_mean_is_zero() =>
        Assert.Equal([0.0, 0.0], KarcherMean.Of([[0.0, 0], [0.0, 0]]));

    // Changes of one length at 60°: cos θ = ½, N = 2: t = 1 / 1.5 = ⅔ of the way to their mean. At right angles t = 0, the base.
    [Fact]
    public void Model_stock_by_hand()
    {
        var sixty = ModelStock.Of([10.0, 10], [[11.0, 10], [10.5, 10 + Math.Sqrt(0.75)]]);
        Close.Assert([10 + (2 / 3.0 * 0.75), 10 + (2 / 3.0 * Math.Sqrt(0.75) / 2)], sixty, Tolerance.Float64);
        Close.Assert([10.0, 10], ModelStock.Of([10.0, 10], [[11.0, 10], [10.0, 11]]), Tolerance.Float64);
    }

    [Fact]
    public void Alike_models_give_themselves_bit_by_bit()
    {
        Assert.Equal(A, KarcherMean.Of([A, A, A]));
        Assert.Equal(A, NuSlerp.Between(A, A, 0.3, 0.4));
        Assert.Equal(A, ModelStock.Of(B, [A, A]));
        Assert.Equal(A, ModelStock.Of(A, [A, A]));
    }

    [Fact]
    public void The_order_of_the_models_does_not_matter()
    {
        Close.Assert(KarcherMean.Of([Doubles(A), Doubles(B), Doubles(C)]), KarcherMean.Of([Doubles(C), Doubles(A), Doubles(B)]), Tolerance.Float64);
        Close.Assert(ModelStock.Of(Doubles(A), [Doubles(B), Doubles(C)]), ModelStock.Of(Doubles(A), [Doubles(C), Doubles(B)]), Tolerance.Float64);
    }

    [Fact]
    public void Model_stock_of_one_model_is_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => ModelStock.Of([1f], [[2f]]));
        Assert.Contains("a base and at least two models; there is 1", error.Message, StringComparison.Ordinal);
    }

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];
}
