using System.Runtime.InteropServices;
using System.Runtime.InteropServices.Marshalling;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Interop;

internal static unsafe partial class Native
{
    [LibraryImport(Library)] internal static partial int st_fused_rms_norm(Tensor x, Tensor weight, double eps, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_fused_add_rms_norm(Tensor x, Tensor delta, Tensor weight, double eps, out Tensor sum, out Tensor normed);
    [LibraryImport(Library)] internal static partial int st_fused_swiglu(Tensor gateUp, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_fused_rotary(Tensor x, Tensor cosine, Tensor sine, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_fused_causal_attention(Tensor q, Tensor k, Tensor v, [MarshalUsing(typeof(OptionalTensor))] Tensor? first, double scale, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_fused_rotary_attention(Tensor qkv, Tensor cosine, Tensor sine, [MarshalUsing(typeof(OptionalTensor))] Tensor? first, [MarshalUsing(typeof(OptionalTensor))] Tensor? shared, long heads, long keyHeads, double scale, out Tensor result);
    [LibraryImport(Library)] internal static partial int st_fused_cross_entropy_head(Tensor hidden, Tensor weight, Tensor targets, long chunk, double divisor, out Tensor loss, out double sum, out long count);
    [LibraryImport(Library)] internal static partial int st_fused_adamw_step(Tensor weights, Tensor gradients, Tensor mean, Tensor square, long decayed, double rate, double beta1, double beta2, double epsilon, double decay, long step, double gradientScale);
    [LibraryImport(Library)] internal static partial int st_fused_norm(Tensor x, out double result);
}
