using Solar.Research.Merging;

namespace Solar.Research.Tests.Merging;

/// <summary>Task arithmetic, TIES and DARE by hand and by their properties.</summary>
public sealed class TaskVectorTests
{
    private static readonly float[] Origin = MergeData.Floats(4000, 1), X = MergeData.Tuned(Origin, 2), Y = MergeData.Tuned(Origin, 3), Z = MergeData.Tuned(Origin, 4);

    // 10 + 2·(0.5·(12 − 10) − 1·(11 − 10)) = 10;  10 + 2·(0.5·0 − 1·(−4)) = 18
    [Fact]
    public void Task_arithmetic_by_hand() =>
        Assert.Equal([10.0, 18.0], TaskArithmetic.Of([10.0, 10], [[12.0, 10], [11.0, 6]], [0.5, -1], lambda: 2));

    // Changes of a: 4, −1, 2, 0 — the two largest are 4 and 2. Of b: −1, −3, 1, 5 — they are 5 and −3.
    // By place: 4 alone → 4;  −3 alone → −3;  2 alone → 2;  5 alone → 5. Weights 1 and 2 divide out.
    [Fact]
    public void Ties_keeps_the_largest_of_each_change()
    {
        double[] origin = [1, 1, 1, 1];
        Assert.Equal([5.0, -2, 3, 6], Ties.Of(origin, [[5.0, 0, 3, 1], [0.0, -2, 2, 6]], [1, 2], [0.5, 0.5]));
    }

    // Weighted changes 3·1 and −1·2 at the first place: their sum 1 is positive, so −2 is left out: 3 / 1. Without the vote they cancel.
    [Fact]
    public void Ties_leaves_out_what_has_the_sign_of_the_minority()
    {
        Assert.Equal([3.0], Ties.Of([0.0], [[3.0], [-1.0]], [1, 2], [1, 1]));
        Assert.Equal([1 / 3.0], TaskArithmetic.Of([0.0], [[3.0], [-1.0]], [1, 2], normalize: true));
    }

    // Of five equal changes two are kept: the first two.
    [Fact]
    public void Of_equal_magnitudes_the_first_are_kept() =>
        Assert.Equal([1.0, -1, 0, 0, 0], Ties.Of(new double[5], [[1.0, -1, 1, -1, 1]], [1], [0.4]));

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.37)]
    [InlineData(0.9999)]
    public void Ties_keeps_exactly_its_share(double density)
    {
        var merged = Ties.Of(Origin, [X], [1], [density]);
        var changes = X.Zip(Origin, (x, o) => Math.Abs((double)x - o)).OrderDescending().ToArray();
        var kept = (int)(density * Origin.Length);
        var edge = (float)changes[kept - 1];
        for (var i = 0; i < Origin.Length; i++)
        {
            var change = (float)Math.Abs((double)X[i] - Origin[i]);
            if (change != edge)
                Assert.Equal(change > edge ? X[i] : Origin[i], merged[i]);
        }
    }

    [Fact]
    public void A_density_that_keeps_nothing_is_refused_with_the_numbers()
    {
        var error = Assert.Throws<ArgumentException>(() => Ties.Of(new float[9], [new float[9]], [1], [0.1]));
        Assert.Contains("a density of 0.1 keeps none of its 9 numbers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dare_keeps_about_its_share_and_brings_back_the_sum_of_magnitudes()
    {
        var merged = Dare.Of(Doubles(Origin), [Doubles(Z)], [1], [0.3], seed: 1, tensor: "w");
        var kept = merged.Zip(Origin, (m, o) => m != o).Count(changed => changed);
        Assert.InRange(kept, 0.8 * 4000 * (0.3 - (5 * 0.0082)), 0.8 * 4000 * (0.3 + (5 * 0.0082))); // 5 deviations of a binomial of 3200
        Close.Assert(
            Z.Zip(Origin, (z, o) => Math.Abs((double)z - o)).Sum(),
            merged.Zip(Origin, (m, o) => Math.Abs(m - o)).Sum(),
            Tolerance.Float64);
    }

    [Fact]
    public void Dare_repeats_itself_and_another_seed_tensor_or_model_draws_anew()
    {
        float[] Merge(long seed, string tensor) => Dare.Of(Origin, [X], [1], [0.5], seed, tensor);
        Assert.Equal(Merge(1, "w"), Merge(1, "w"));
        Assert.NotEqual(Merge(1, "w"), Merge(2, "w"));
        Assert.NotEqual(Merge(1, "w"), Merge(1, "v"));
        var twice = Dare.Of(Origin, [X, X], [1, 1], [0.5, 0.5], 1, "w", rescale: false);
        Assert.Contains(twice.Zip(Origin, (m, o) => m - o).Zip(X.Zip(Origin, (x, o) => x - o)), pair => pair.First != 0 && Math.Abs(pair.First) < 1.5 * Math.Abs(pair.Second)); // kept in one, dropped in the other
    }

    [Fact]
    public void With_a_density_of_one_nothing_is_thinned()
    {
        var expected = TaskArithmetic.Of(Origin, [X, Y], [0.5, 0.25]);
        Assert.Equal(expected, Dare.Of(Origin, [X, Y], [0.5, 0.25], [1, 1], 1, "w"));
        Assert.Equal(Ties.Of(Origin, [X, Y], [0.5, 0.25], [1, 1]), Dare.Of(Origin, [X, Y], [0.5, 0.25], [1, 1], 1, "w", vote: true, normalize: true));
    }

    [Fact]
    public void Models_like_their_base_and_models_of_no_weight_leave_it_as_it_is()
    {
        Assert.Equal(Origin, TaskArithmetic.Of(Origin, [Origin, Origin], [0.5, 3]));
        Assert.Equal(Origin, Ties.Of(Origin, [Origin, Origin], [0.5, 3], [0.5, 0.5]));
        Assert.Equal(Origin, Dare.Of(Origin, [Origin], [1], [0.5], 1, "w"));
        Assert.Equal(Origin, Ties.Of(Origin, [X, Y], [0, 0], [0.5, 0.5]));
        Assert.Equal(X, TaskArithmetic.Of(Origin, [X], [1]));
    }

    [Fact]
    public void The_order_of_the_models_does_not_matter_to_ties()
    {
        Close.Assert(
            Ties.Of(Doubles(Origin), [Doubles(X), Doubles(Y), Doubles(Z)], [1, 0.5, 0.3], [0.5, 0.4, 0.3]),
            Ties.Of(Doubles(Origin), [Doubles(Z), Doubles(X), Doubles(Y)], [0.3, 1, 0.5], [0.3, 0.5, 0.4]),
            Tolerance.Float64);
    }

    [Fact]
    public void Counts_that_do_not_fit_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => Ties.Of(Origin, [X, Y], [1], [0.5, 0.5]));
        Assert.Contains("2 models take as many weights and densities; there are 1 and 2", error.Message, StringComparison.Ordinal);
    }

    private static double[] Doubles(float[] values) => [.. values.Select(value => (double)value)];
}
