using Solar.Research.Merging;

namespace Solar.Research.Tests.Merging;

public sealed class SlerpTests
{
    // mergekit's rule (a6e4028, merge_methods/slerp.py) in float64. The fourth: anti-parallel vectors are interpolated linearly, and the middle
    // is zero. The fifth: nearly parallel, so linear; 0.7·1 + 0.3·1.001 = 1.0003.
    public static TheoryData<double, double[], double[], double[], bool> Goldens => new()
    {
        { 0.5, [1, 0], [0, 1], [0.7071067811865475, 0.7071067811865475], false },
        { 0.25, [2, 0, 0], [0, 3, 0], [1.8477590650225735, 1.1480502970952693, 0], false },
        { 0.5, [1, 2, 3], [3, 2, 1], [2.160246899469287, 2.160246899469287, 2.160246899469287], false },
        { 0.5, [1, 2, 3], [-1, -2, -3], [0, 0, 0], true },
        { 0.3, [1, 2, 3], [1.001, 2, 3], [1.0003, 2, 3], true },
    };

    [Theory]
    [MemberData(nameof(Goldens))]
    public void The_goldens_of_mergekits_rule(double t, double[] a, double[] b, double[] expected, bool lerped)
    {
        Close.Assert(expected, Slerp.Between(a, b, t), Tolerance.Float64);
        Assert.Equal(lerped, Slerp.IsLerp(Slerp.Mix(Gram.Of(a, b), t)));
    }

    [Fact]
    public void The_ends_of_t_are_the_models_bit_by_bit()
    {
        foreach (var b in new[] { MergeData.Floats(999, 2), MergeData.Tuned(MergeData.Floats(999, 1), 3, size: 0.001f) })
        {
            var a = MergeData.Floats(999, 1);
            Assert.Equal(a, Slerp.Between(a, b, 0));
            Assert.Equal(b, Slerp.Between(a, b, 1));
        }
    }

    [Fact]
    public void A_model_and_itself_give_itself_bit_by_bit()
    {
        var a = MergeData.Floats(999, 1);
        Assert.Equal(a, Slerp.Between(a, a, 0.3));
    }

    [Fact]
    public void From_the_other_side_it_is_the_same_point()
    {
        var (a, b) = (Gram(1), Gram(2));
        Close.Assert(Slerp.Between(a, b, 0.3), Slerp.Between(b, a, 0.7), Tolerance.Float64);

        static double[] Gram(long seed) => [.. MergeData.Floats(999, seed).Select(value => (double)value)];
    }

    // Of unit vectors the result is a unit vector, t·θ from the first.
    [Fact]
    public void On_the_unit_sphere_it_goes_evenly_along_the_great_circle()
    {
        double[] a = [1, 0, 0], b = [Math.Cos(2), Math.Sin(2), 0];
        foreach (var t in new[] { 0.1, 0.5, 0.9 })
            Close.Assert([Math.Cos(2 * t), Math.Sin(2 * t), 0], Slerp.Between(a, b, t), Tolerance.Float64);
    }

    // ‖a‖ ≤ 1e-8 is not divided by, so the product with anything is about 0 and the angle a right one.
    [Fact]
    public void A_vector_of_no_length_counts_as_orthogonal()
    {
        var half = Math.Sin(Math.PI / 4);
        Close.Assert([half * 2, half * 4], Slerp.Between([0.0, 0.0], [2, 4], 0.5), Tolerance.Float64);
    }

    [Theory]
    [InlineData(0.99949, false)]
    [InlineData(0.99951, true)]
    [InlineData(-0.99949, false)]
    [InlineData(-0.99951, true)]
    public void The_line_begins_beyond_a_cosine_of_0_9995_either_way(double cosine, bool lerped) =>
        Assert.Equal(lerped, Slerp.IsLerp(Slerp.Mix(Gram.Of([1, 0], [cosine, Math.Sqrt(1 - (cosine * cosine))]), 0.5)));

    [Fact]
    public void Models_of_different_sizes_are_refused() =>
        Assert.Throws<ArgumentException>(() => Slerp.Between([1f], [1f, 2f], 0.5));
}
