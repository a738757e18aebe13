using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Moments;

/// <summary>float32 numbers as bfloat16: up or down at random, the likelier the nearer, so that the mean of many roundings is the number.</summary>
/// <remarks>Gupta et al. 2015, "Deep Learning with Limited Numerical Precision", §3.</remarks>
internal static class StochasticRounding
{
    // bfloat16 is a float32 without its last 16 bits: between two neighbours lie 2¹⁶ − 1 float32 numbers.
    private const int Between = 1 << 16;
    private const double Steps = 128;
    private const double SmallestNormal = 1.17549435082228751e-38;

    /// <param name="x">[n] float32, below 2¹⁰⁴ in size.</param>
    /// <param name="random">Its next number seeds the draws.</param>
    /// <returns>[n] bfloat16</returns>
    public static Tensor ToBfloat16(Tensor x, SplitMix64 random)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(random.Next(), x.device);
        return Of(x, randint(0, Between, x.shape, ScalarType.Float32, x.device, generator: generator)).MoveToOuterDisposeScope();
    }

    /// <summary>What a draw makes of a number: it goes up where the draw is at least what is missing above it, in 65,536ths of the way between its neighbours.</summary>
    /// <param name="x">[n] float32, below 2¹⁰⁴ in size.</param>
    /// <param name="draws">[n] float32, whole numbers 0 … 65,535, each as likely as the next.</param>
    /// <returns>[n] bfloat16</returns>
    public static Tensor Of(Tensor x, Tensor draws)
    {
        using var scope = NewDisposeScope();

        // The power of two that x begins with, exactly, from products that round: Rump, Ogita and Oishi 2008, "unit in the first place".
        var wide = x * ((1 << 23) + 1.0);
        var gap = (wide - (wide * (1 - (1.0 / (1 << 24))))).abs_().div_(Steps).clamp_(min: SmallestNormal);

        // x is 128 to 256 gaps and a fraction that has 16 bits, so the sum and the floor are exact, and so is the product.
        return (x / gap).add_(draws / Between).floor_().mul_(gap).to(ScalarType.BFloat16).MoveToOuterDisposeScope();
    }
}
