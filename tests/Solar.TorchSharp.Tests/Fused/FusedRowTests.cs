using static TorchSharp.torch;
using FusedOps = Solar.TorchSharp.Fused;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>Norm, gate and rotation: widths that fill registers and widths that do not.</summary>
public sealed class FusedRowTests
{
    private const double Eps = 1e-5;

    [Theory]
    [InlineData(ScalarType.Float32, 128)]
    [InlineData(ScalarType.Float32, 37)]
    [InlineData(ScalarType.Float32, 1)]
    [InlineData(ScalarType.BFloat16, 64)]
    [InlineData(ScalarType.BFloat16, 19)]
    public void The_norm_is_what_it_is_composed_of(ScalarType type, long width) => Comparison.Check(
        type,
        i => [FusedOps.RmsNorm(i[0], i[1], Eps)],
        i => [Composed.RmsNorm(i[0], i[1], Eps)],
        Comparison.Random(3, 45, width), Comparison.Random(width));

    [Theory]
    [InlineData(128)]
    [InlineData(37)]
    public void The_norm_of_a_sum_gives_both_and_takes_both_gradients(long width) => Comparison.Check(
        ScalarType.Float32,
        i => [.. Both(FusedOps.AddRmsNorm(i[0], i[1], i[2], Eps))],
        i => [i[0] + i[1], Composed.RmsNorm(i[0] + i[1], i[2], Eps)],
        Comparison.Random(3, 45, width), Comparison.Random(3, 45, width), Comparison.Random(width));

    [Fact]
    public void A_sum_that_is_not_used_again_needs_no_gradient() => Comparison.Check(
        ScalarType.Float32,
        i => [FusedOps.AddRmsNorm(i[0], i[1], i[2], Eps).Normed],
        i => [Composed.RmsNorm(i[0] + i[1], i[2], Eps)],
        Comparison.Random(5, 24), Comparison.Random(5, 24), Comparison.Random(24));

    [Theory]
    [InlineData(ScalarType.Float32, 384)]
    [InlineData(ScalarType.Float32, 29)]
    [InlineData(ScalarType.BFloat16, 33)]
    public void The_gate_is_what_it_is_composed_of(ScalarType type, long width) => Comparison.Check(
        type, i => [FusedOps.SwiGlu(i[0])], i => [Composed.SwiGlu(i[0])], Comparison.Random(2, 21, 2 * width) * 3);

    [Theory]
    [InlineData(ScalarType.Float32, 32)]
    [InlineData(ScalarType.Float32, 10)]
    [InlineData(ScalarType.BFloat16, 16)]
    public void The_rotation_is_what_it_is_composed_of(ScalarType type, long width)
    {
        var (cos, sin) = Comparison.Angles(tokens: 11, width);
        Comparison.Check(
            type,
            i => [FusedOps.Rotary(i[0], cos, sin)],
            i => [Composed.Rotary(i[0], cos.to(ScalarType.Float64), sin.to(ScalarType.Float64))],
            Comparison.Random(2, 11, 3, width));
    }

    [Fact]
    public void Large_gates_neither_overflow_nor_lose_their_sign()
    {
        // silu(200) = 200, silu(−200) = −200 / (1 + e²⁰⁰) = −0
        var y = FusedOps.SwiGlu(tensor(new float[] { 200, -200, 2, 3 }).view(1, 4));
        Assert.Equal(new float[] { 400, 0 }, y.data<float>().ToArray());
    }

    [Fact]
    public void A_nan_comes_out_of_every_operator()
    {
        using var scope = NewDisposeScope();
        var x = ones([2, 16]);
        x[1, 3] = tensor(float.NaN);
        Assert.Equal([false, true], Broken(FusedOps.RmsNorm(x, ones([16]), Eps)));
        Assert.Equal([false, true], Broken(FusedOps.AddRmsNorm(ones([2, 16]), x, ones([16]), Eps).Normed));
        Assert.Equal([false, true], Broken(FusedOps.SwiGlu(x)));
        var (cos, sin) = Comparison.Angles(tokens: 2, width: 16);
        Assert.Equal([false, true], Broken(FusedOps.Rotary(x.view(1, 2, 1, 16), cos, sin).view(2, 16)));
        Assert.True(double.IsNaN(FusedOps.Norm(x)));
    }

    private static bool[] Broken(Tensor rows) =>
        [.. Enumerable.Range(0, (int)rows.shape[0]).Select(i => Close.Numbers(rows[i]).Any(double.IsNaN))];

    private static Tensor[] Both((Tensor Sum, Tensor Normed) pair) => [pair.Sum, pair.Normed];
}
