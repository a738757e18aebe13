using Solar.Research.Model.Generation;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>
/// The few functions in which a decoder spends its time, apart from matrix products, as compositions of ordinary operations:
/// what they mean, on every device and in every precision.
/// </summary>
/// <remarks>
/// Departs: in bfloat16, what Hugging Face rounds after every operation is worked out in float32 and rounded once at the end.
/// </remarks>
internal class Kernels
{
    /// <summary>The fastest kernels for tensors of this kind.</summary>
    public static Kernels For(Device device, ScalarType dtype)
    {
#if TORCH_SYSTEM
        if (FusedKernels.Take(device, dtype))
            return new FusedKernels();
#endif
        return device.type == DeviceType.CUDA ? new AcceleratorKernels() : new Kernels();
    }

    /// <summary>x ÷ √(mean x² + ε), times a weight for each feature.</summary>
    /// <remarks>Zhang and Sennrich 2019.</remarks>
    /// <param name="x">[…, H]</param>
    /// <param name="weight">[H]</param>
    /// <param name="eps">ε.</param>
    public virtual Tensor RmsNorm(Tensor x, Tensor weight, double eps)
    {
        var wide = Wide(x);
        var inverse = (wide.square().mean([-1], keepdim: true) + eps).rsqrt(); // […, 1]
        return (wide * inverse * Wide(weight)).to(x.dtype);
    }

    /// <summary>The stream with what a block adds to it, and the norm of that sum.</summary>
    /// <param name="stream">[…, H]</param>
    /// <param name="added">[…, H]</param>
    /// <param name="weight">[H]</param>
    /// <param name="eps">ε.</param>
    public virtual (Tensor Sum, Tensor Normed) AddRmsNorm(Tensor stream, Tensor added, Tensor weight, double eps)
    {
        var sum = stream + added;
        return (sum, RmsNorm(sum, weight, eps));
    }

    /// <summary>silu(gate) · up.</summary>
    /// <remarks>Shazeer 2020.</remarks>
    /// <param name="gateUp">[…, 2F] gate, then up.</param>
    /// <returns>[…, F]</returns>
    public virtual Tensor SwiGlu(Tensor gateUp)
    {
        var width = gateUp.shape[^1] / 2;
        var (gate, up) = (gateUp.narrow(-1, 0, width), gateUp.narrow(-1, width, width));
        return (nn.functional.silu(Wide(gate)) * up).to(gateUp.dtype); // […, F]
    }

    /// <summary>Causal attention with rotary positions and grouped queries.</summary>
    /// <remarks>Vaswani et al. 2017, §3.2; Su et al. 2021 (RoPE); Ainslie et al. 2023 (grouped queries).</remarks>
    /// <param name="qkv">[B, T, (A + 2K)·D] queries, keys and values of each token.</param>
    /// <param name="sight">Heads, angles and which keys each query sees.</param>
    /// <param name="cache">Where keys and values are kept, when tokens come a few at a time.</param>
    /// <returns>[B, T, A·D]</returns>
    public virtual Tensor Attention(Tensor qkv, Sight sight, LayerCache? cache = null)
    {
        var (b, t) = (qkv.shape[0], qkv.shape[1]);
        var (a, k, d) = (sight.Heads, sight.KeyHeads, sight.HeadDim);
        Tensor Heads(int first, int count) => qkv.narrow(2, first * d, count * d).view(b, t, count, d).transpose(1, 2);

        var queries = Rotate(Heads(0, a), sight.Cos, sight.Sin);                        // [B, A, T, D]
        var keys = Rotate(Heads(a, k), sight.Cos, sight.Sin);                           // [B, K, T, D]
        var values = Heads(a + k, k);                                                   // [B, K, T, D]
        if (cache is not null)
            (keys, values) = cache.Append(keys, values);                                // [B, K, S, D]

        // The A/K queries that share a key head stand below each other as rows of one product.
        var s = keys.shape[2];
        var scores = queries.reshape(b, k, a / k * t, d).matmul(keys.transpose(2, 3));  // [B, K, A/K·T, S]
        scores = Wide(scores).view(b, k, a / k, t, s) * (1 / Math.Sqrt(d));             // [B, K, A/K, T, S]
        var weights = nn.functional.softmax(scores.masked_fill(sight.Hidden, double.NegativeInfinity), -1);
        return weights.to(qkv.dtype).view(b, k, a / k * t, s).matmul(values)            // [B, K, A/K·T, D]
            .view(b, a, t, d).transpose(1, 2).reshape(b, t, a * d);                     // [B, T, A·D]
    }

    /// <summary>The mean cross entropy, in nats, of the head's logits, which are never held all at once.</summary>
    /// <param name="hidden">[N, H]</param>
    /// <param name="head">[V, H]</param>
    /// <param name="targets">[N] −100 is not counted.</param>
    /// <returns>[] in float32, or float64 if the rest is.</returns>
    public virtual Tensor HeadLoss(Tensor hidden, Tensor head, Tensor targets) => ChunkedCrossEntropy.Mean(hidden, head, targets);

    /// <summary>Turns feature i and feature i + D/2 of every head by the angle of the token's position.</summary>
    /// <param name="x">[B, heads, T, D]</param>
    /// <param name="cos">[T, D/2]</param>
    /// <param name="sin">[T, D/2]</param>
    public static Tensor Rotate(Tensor x, Tensor cos, Tensor sin)
    {
        var half = x.shape[^1] / 2;
        var (first, second) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        return cat([(first * cos) - (second * sin), (second * cos) + (first * sin)], -1).to(x.dtype);
    }

    /// <summary>The same in float32, or in float64 if it is float64 already.</summary>
    public static Tensor Wide(Tensor x) => x.dtype is ScalarType.Float32 or ScalarType.Float64 ? x : x.to(ScalarType.Float32);
}
