using Solar.Research.Data;
using Solar.Research.Tuning.Moments;
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
/// All of it is float32: what is kept in less is widened, and rounded again, a piece at a time. On a CPU an operation of its own does a piece in one pass;
/// on an accelerator each operation is one launch over 2²³ weights, as in PyTorch's foreach form, whatever tensors they belong to.
/// </remarks>
public sealed class FlatAdamW : IDisposable
{
    // On a CPU a piece stays in the cache while the operations pass over it; an accelerator wants few, large ones, and room for a dozen pieces in float32.
    private const long PieceOnCpu = 1 << 16;
    private const long PieceElsewhere = 1 << 23;

    // Rounding draws other numbers than the order of rows, which has the same seed.
    private const long RoundingStream = 0x5DEECE66D;

    private readonly Tensor weights;
    private readonly long decayed;
    private readonly TrainRecipe recipe;
    private readonly Moment first;
    private readonly Moment second;

    /// <param name="weights">[N] float32, or bfloat16, which is rounded stochastically; they are changed in place.</param>
    /// <param name="decayedCount">The weights [0, this) take weight decay.</param>
    /// <param name="recipe">β₁, β₂, ε, λ, what the moments are kept in, and the seed of what is rounded at random.</param>
    public FlatAdamW(Tensor weights, long decayedCount, TrainRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentNullException.ThrowIfNull(recipe);
        if (weights.dim() != 1 || weights.dtype is not (ScalarType.Float32 or ScalarType.BFloat16))
            throw new ArgumentException($"AdamW works on a flat float32 or bfloat16 buffer, not on {weights.dim()} dimensions of {weights.dtype}.", nameof(weights));
        ArgumentOutOfRangeException.ThrowIfNegative(decayedCount);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decayedCount, weights.numel());
        this.weights = weights;
        this.recipe = recipe;
        decayed = decayedCount;
        first = Moment.Of(recipe.OptimizerState, weights, square: false);
        second = Moment.Of(recipe.OptimizerState, weights, square: true);
    }

    /// <summary>[N] m, the running mean of gradients, in float32; what is kept in less is widened into a tensor of its own.</summary>
    public Tensor FirstMoment => first.Read(0, weights.numel());

    /// <summary>[N] v, the running mean of squared gradients, in float32; what is kept in less is widened into a tensor of its own.</summary>
    public Tensor SecondMoment => second.Read(0, weights.numel());

    /// <summary>What a checkpoint keeps of the optimizer: names and flat tensors, each in its own type.</summary>
    internal IEnumerable<(string Name, Tensor Values)> Buffers =>
    [
        .. first.Buffers.Select(buffer => ("first_moment" + buffer.Suffix, buffer.Values)),
        .. second.Buffers.Select(buffer => ("second_moment" + buffer.Suffix, buffer.Values)),
    ];

    /// <summary>Takes a step.</summary>
    /// <param name="gradients">[N] float32 or bfloat16; they are not usable afterwards.</param>
    /// <param name="step">t, counted from 1.</param>
    /// <param name="rate">η, the learning rate of this step.</param>
    /// <param name="gradientScale">What the gradients are multiplied with first: 1 / batch weight, and the clipping.</param>
    public void Step(Tensor gradients, int step, double rate, double gradientScale)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        using var _ = no_grad();
#if TORCH_SYSTEM
        if (weights.device_type == DeviceType.CPU)
        {
            if (recipe.OptimizerState == StatePrecision.Float32 && weights.dtype == ScalarType.Float32 && gradients.dtype == ScalarType.Float32)
                StepFused(gradients, step, rate, gradientScale);
            else
                StepInPieces(gradients, step, gradientScale, (w, g, m, v, decays, scale) => Fused.AdamWStep(
                    w, g, m, v, decays, rate, recipe.Beta1, recipe.Beta2, recipe.Epsilon, recipe.WeightDecay, step, scale));
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

    // In pieces, for libtorch gives the norm of bfloat16 in bfloat16, and of float32 over billions with few digits.
    internal static double NormComposed(Tensor flat)
    {
        using var scope = NewDisposeScope();
        var squares = zeros([], ScalarType.Float64, flat.device);
        for (long at = 0; at < flat.numel(); at += PieceElsewhere)
        {
            using var piece = NewDisposeScope();
            var norm = flat.narrow(0, at, Math.Min(PieceElsewhere, flat.numel() - at)).to(ScalarType.Float32).norm().to(ScalarType.Float64);
            squares.add_(norm * norm);
        }

        return Math.Sqrt(squares.ToDouble());
    }

#if TORCH_SYSTEM
    internal void StepFused(Tensor gradients, int step, double rate, double gradientScale)
    {
        using var scope = NewDisposeScope();
        Fused.AdamWStep(
            weights, gradients, FirstMoment, SecondMoment, decayed, rate,
            recipe.Beta1, recipe.Beta2, recipe.Epsilon, recipe.WeightDecay, step, gradientScale);
    }
#endif

    internal void StepComposed(Tensor gradients, int step, double rate, double gradientScale)
    {
        var stepSize = rate / (1 - Math.Pow(recipe.Beta1, step));
        var root = Math.Sqrt(1 - Math.Pow(recipe.Beta2, step));
        StepInPieces(gradients, step, gradientScale, (w, g, m, v, decays, scale) =>
        {
            g.mul_(scale);
            m.mul_(recipe.Beta1).add_(g, 1 - recipe.Beta1);
            v.mul_(recipe.Beta2).addcmul_(g, g, 1 - recipe.Beta2);
            w.narrow(0, 0, decays).mul_(1 - (rate * recipe.WeightDecay));
            w.addcdiv_(m, v.sqrt().div_(root).add_(recipe.Epsilon), -stepSize);
        });
    }

    // The pieces of weights, gradients and moments in float32, how many of them decay, and the scale of gradients.
    private delegate void PieceStep(Tensor w, Tensor g, Tensor m, Tensor v, long decays, double scale);

    private void StepInPieces(Tensor gradients, int step, double gradientScale, PieceStep take)
    {
        var random = new SplitMix64(recipe.Seed ^ RoundingStream, step);
        var piece = weights.device_type == DeviceType.CPU ? PieceOnCpu : PieceElsewhere;
        for (long at = 0; at < weights.numel(); at += piece)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(piece, weights.numel() - at);
            var kept = weights.narrow(0, at, count);
            var (w, g) = (kept.to(ScalarType.Float32), gradients.narrow(0, at, count).to(ScalarType.Float32)); // themselves where they are float32
            var (m, v) = (first.Read(at, count), second.Read(at, count));
            take(w, g, m, v, Math.Clamp(decayed - at, 0, count), gradientScale);
            first.Write(at, m, random);
            second.Write(at, v, random);
            if (kept.dtype != ScalarType.Float32)
                kept.copy_(StochasticRounding.ToBfloat16(w, random));
        }
    }

    /// <summary>Frees the moments; the weights are not ours.</summary>
    public void Dispose()
    {
        first.Dispose();
        second.Dispose();
    }
}
