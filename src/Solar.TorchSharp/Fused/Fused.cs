using TorchSharp;
using static Solar.TorchSharp.Interop.Native;
using static TorchSharp.torch;

namespace Solar.TorchSharp;

/// <summary>The steps of a decoder's training that TorchSharp composes of many passes over memory, each done in one.</summary>
/// <remarks>
/// On the CPU, float32 or bfloat16 (arithmetic is float32 either way); anything else is refused, so that the caller chooses
/// the composed form knowingly (<see cref="Takes"/>). Every operator has its own backward pass, gives the same bits for any
/// number of threads (the head's matrix products excepted: they are the BLAS library's), and lets a NaN through.
/// Which instructions are used is found out when the first one runs.
/// </remarks>
public static class Fused
{
    /// <summary>Whether the operators take this tensor.</summary>
    public static bool Takes(Tensor tensor) =>
        tensor.device_type == DeviceType.CPU && tensor.dtype is ScalarType.Float32 or ScalarType.BFloat16;

    /// <summary>x / √(mean(x²) + ε) · weight over the last dimension.</summary>
    /// <param name="x">[.., H]</param>
    /// <param name="weight">[H]</param>
    /// <param name="eps">ε, which keeps a row of zeros from dividing by zero.</param>
    public static Tensor RmsNorm(Tensor x, Tensor weight, double eps) =>
        Made(st_fused_rms_norm(x, weight, eps, out var result), result);

    /// <summary>The residual stream after a block, and its norm for the next one: s = x + delta, and RmsNorm(s).</summary>
    /// <param name="x">[.., H]</param>
    /// <param name="delta">[.., H] what the block adds.</param>
    /// <param name="weight">[H]</param>
    /// <param name="eps">See <see cref="RmsNorm"/>.</param>
    public static (Tensor Sum, Tensor Normed) AddRmsNorm(Tensor x, Tensor delta, Tensor weight, double eps)
    {
        Check(st_fused_add_rms_norm(x, delta, weight, eps, out var sum, out var normed));
        return (sum, normed);
    }

    /// <summary>silu(gate) · up of [.., gate | up].</summary>
    /// <param name="gateUp">[.., 2F]</param>
    /// <returns>[.., F]</returns>
    public static Tensor SwiGlu(Tensor gateUp) =>
        Made(st_fused_swiglu(gateUp, out var result), result);

    /// <summary>Rotary position embedding; feature i is paired with i + D/2 (Hugging Face).</summary>
    /// <param name="x">[B, T, heads, D]</param>
    /// <param name="cos">[T, D/2]</param>
    /// <param name="sin">[T, D/2]</param>
    public static Tensor Rotary(Tensor x, Tensor cos, Tensor sin) =>
        Made(st_fused_rotary(x, cos, sin, out var result), result);

    /// <summary>Causal attention: query t sees the keys first[t] ≤ s ≤ t, and the work for the others is not done.</summary>
    /// <remarks>Query heads share key heads in equal groups, in order. A query that sees nothing gives zero. Any strides, as long as D is dense.</remarks>
    /// <param name="q">[B, T, A, D]</param>
    /// <param name="k">[B, T, K, D]</param>
    /// <param name="v">[B, T, K, D]</param>
    /// <param name="firstVisible">[B, T] int64, or null: 0 everywhere.</param>
    /// <param name="scale">What q · k is multiplied by; 1/√D as a rule.</param>
    /// <returns>[B, T, A, D]</returns>
    public static Tensor CausalAttention(Tensor q, Tensor k, Tensor v, Tensor? firstVisible, double scale) =>
        Made(st_fused_causal_attention(q, k, v, firstVisible, scale, out var result), result);

    /// <summary>The same from the joint projection, with queries and keys rotated on the way: no copy of q, k or v, and one gradient.</summary>
    /// <param name="qkv">[B, T, (A + 2K)·D] all queries, then all keys, then all values.</param>
    /// <param name="cos">[T, D/2], or [B, T, D/2] where rows have positions of their own.</param>
    /// <param name="sin">As <paramref name="cos"/>.</param>
    /// <param name="firstVisible">[B, T] int64, or null: 0 everywhere.</param>
    /// <param name="heads">A</param>
    /// <param name="keyHeads">K</param>
    /// <param name="scale">See <see cref="CausalAttention"/>.</param>
    /// <param name="shared">[B] int64, or null: 0. Query t sees the keys s ≤ t of its row's first shared ones as well, for branches that go on from one beginning.</param>
    /// <returns>[B, T, A·D]</returns>
    public static Tensor RotaryAttention(Tensor qkv, Tensor cos, Tensor sin, Tensor? firstVisible, long heads, long keyHeads, double scale, Tensor? shared = null) =>
        Made(st_fused_rotary_attention(qkv, cos, sin, firstVisible, shared, heads, keyHeads, scale, out var result), result);

    /// <summary>The head's loss in nats: the logits exist for <paramref name="chunk"/> rows at a time, and their gradients are taken at once.</summary>
    /// <param name="hidden">[N, H]</param>
    /// <param name="weight">[V, H]</param>
    /// <param name="targets">[N] int64; −100 is not counted.</param>
    /// <param name="chunk">Rows of logits in memory at a time.</param>
    /// <param name="divisor">What the summed loss is divided by; 0 for the number of targets, which gives the mean.</param>
    /// <returns>The loss, a float32 scalar that gradients flow through; the sum before the division, in float64; the number of targets.</returns>
    public static (Tensor Loss, double Sum, long Count) CrossEntropyHead(Tensor hidden, Tensor weight, Tensor targets, long chunk = 256, double divisor = 0)
    {
        Check(st_fused_cross_entropy_head(hidden, weight, targets, chunk, divisor, out var loss, out var sum, out var count));
        return (loss, sum, count);
    }

    /// <summary>One step of AdamW (Loshchilov and Hutter 2019) over flat float32 buffers, in place and in one pass.</summary>
    /// <param name="weights">[N]</param>
    /// <param name="gradients">[N]</param>
    /// <param name="mean">[N] first moment.</param>
    /// <param name="square">[N] second moment.</param>
    /// <param name="decayed">The weights [0, decayed) shrink by rate · decay; the others do not.</param>
    /// <param name="rate">Learning rate.</param>
    /// <param name="beta1">Memory of the first moment.</param>
    /// <param name="beta2">Memory of the second moment.</param>
    /// <param name="epsilon">Added to the root of the second moment.</param>
    /// <param name="decay">Weight decay.</param>
    /// <param name="step">1 at the first step.</param>
    /// <param name="gradientScale">What the gradients are multiplied by as they are read: clipping costs no pass of its own.</param>
    public static void AdamWStep(
        Tensor weights, Tensor gradients, Tensor mean, Tensor square, long decayed,
        double rate, double beta1, double beta2, double epsilon, double decay, long step, double gradientScale = 1) =>
        Check(st_fused_adamw_step(weights, gradients, mean, square, decayed, rate, beta1, beta2, epsilon, decay, step, gradientScale));

    /// <summary>√(Σ x²) of every element, summed in float64 in a fixed order.</summary>
    public static double Norm(Tensor x)
    {
        Check(st_fused_norm(x, out var norm));
        return norm;
    }
}
