#if TORCH_SYSTEM
using Solar.TorchSharp;
#endif
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>AdamW over all weights of a model as one flat buffer.</summary>
/// <remarks>
/// Loshchilov and Hutter 2019, algorithm 2, as PyTorch computes it: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g²,
/// w ← w·(1 − ηλ) − η·(m / (1 − β₁ᵗ)) / (√v / √(1 − β₂ᵗ) + ε). The first weights of the buffer take the decay λ, the rest (norms) do not.
/// </remarks>
public sealed class FlatAdamW : IDisposable
{
    // On a CPU a piece of the four buffers stays in the cache while its eight operations pass over it; an accelerator wants few, large ones.
    private const long PieceOnCpu = 1 << 16;
    private const long PieceElsewhere = 1 << 26;

    private readonly Tensor weights;
    private readonly long decayed;
    private readonly TrainRecipe recipe;

    /// <param name="weights">[N] float32; they are changed in place.</param>
    /// <param name="decayedCount">The weights [0, this) take weight decay.</param>
    /// <param name="recipe">β₁, β₂, ε and λ.</param>
    public FlatAdamW(Tensor weights, long decayedCount, TrainRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(weights);
        if (weights.dim() != 1 || weights.dtype != ScalarType.Float32)
            throw new ArgumentException($"AdamW works on a flat float32 buffer, not on {weights.dim()} dimensions of {weights.dtype}.", nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNegative(decayedCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decayedCount, weights.numel());
        this.weights = weights;
        this.recipe = recipe;
        decayed = decayedCount;
        FirstMoment = zeros_like(weights).DetachFromDisposeScope();
        SecondMoment = zeros_like(weights).DetachFromDisposeScope();
    }

    /// <summary>[N] m, the running mean of gradients.</summary>
    public Tensor FirstMoment { get; }

    /// <summary>[N] v, the running mean of squared gradients.</summary>
    public Tensor SecondMoment { get; }

    /// <summary>Takes a step.</summary>
    /// <param name="gradients">[N] float32; they are not usable afterwards.</param>
    /// <param name="step">t, counted from 1.</param>
    /// <param name="rate">η, the learning rate of this step.</param>
    /// <param name="gradientScale">What the gradients are multiplied with first: 1 / batch weight, and the clipping.</param>
    public void Step(Tensor gradients, int step, double rate, double gradientScale)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        using var _ = no_grad();
#if TORCH_SYSTEM
        if (weights.device_type == DeviceType.CPU)
        {
            StepFused(gradients, step, rate, gradientScale);
            return;
        }
#endif
        StepComposed(gradients, step, rate, gradientScale);
    }

    /// <summary>√Σx², summed so that the result does not depend on the number of threads where the provider can.</summary>
    public static double Norm(Tensor flat)
    {
        ArgumentNullException.ThrowIfNull(flat);
        using var _ = no_grad();
#if TORCH_SYSTEM
        if (flat.device_type == DeviceType.CPU)
            return Fused.Norm(flat);
#endif
        return NormComposed(flat);
    }

    internal static double NormComposed(Tensor flat)
    {
        using var scope = NewDisposeScope();
        return flat.norm().ToDouble();
    }

#if TORCH_SYSTEM
    internal void StepFused(Tensor gradients, int step, double rate, double gradientScale) =>
        Fused.AdamWStep(
            weights, gradients, FirstMoment, SecondMoment, decayed, rate,
            recipe.Beta1, recipe.Beta2, recipe.Epsilon, recipe.WeightDecay, step, gradientScale);
#endif

    internal void StepComposed(Tensor gradients, int step, double rate, double gradientScale)
    {
        var stepSize = rate / (1 - Math.Pow(recipe.Beta1, step));
        var root = Math.Sqrt(1 - Math.Pow(recipe.Beta2, step));
        var piece = weights.device_type == DeviceType.CPU ? PieceOnCpu : PieceElsewhere;
        for (long at = 0; at < weights.numel(); at += piece)
        {
            // A piece in which the decay ends is taken in two.
            StepPiece(at, Math.Min(at + piece, decayed), 1 - (rate * recipe.WeightDecay));
            StepPiece(Math.Max(at, decayed), Math.Min(at + piece, weights.numel()), 1);
        }

        void StepPiece(long from, long to, double keep)
        {
            if (from >= to)
                return;
            using var scope = NewDisposeScope();
            var w = weights.narrow(0, from, to - from);
            var g = gradients.narrow(0, from, to - from).mul_(gradientScale);
            var m = FirstMoment.narrow(0, from, to - from).mul_(recipe.Beta1).add_(g, 1 - recipe.Beta1);
            var v = SecondMoment.narrow(0, from, to - from).mul_(recipe.Beta2).addcmul_(g, g, 1 - recipe.Beta2);
            var deviation = v.sqrt().div_(root).add_(recipe.Epsilon);
            w.mul_(keep).addcdiv_(m, deviation, -stepSize);
        }
    }

    /// <summary>Frees the moments; the weights are not ours.</summary>
    public void Dispose()
    {
        FirstMoment.Dispose();
        SecondMoment.Dispose();
    }
}
