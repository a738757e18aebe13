#if TORCH_SYSTEM
using Solar.Research.Model.Generation;
using Solar.TorchSharp;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>The kernels in one pass over memory each, on the CPU, in float32 and bfloat16.</summary>
/// <remarks>Only the in-repo tensor provider has them. They give what <see cref="Kernels"/> gives, up to the order of sums.</remarks>
internal sealed class FusedKernels : Kernels
{
    private const long LogitsAtOnce = 1 << 20; // 4 MiB in float32: they stay in the cache between product and softmax

    public static bool Take(Device device, ScalarType dtype) =>
        device.type == DeviceType.CPU && dtype is ScalarType.Float32 or ScalarType.BFloat16;

    public override Tensor RmsNorm(Tensor x, Tensor weight, double eps) => Fused.RmsNorm(x, weight, eps);

    public override (Tensor Sum, Tensor Normed) AddRmsNorm(Tensor stream, Tensor added, Tensor weight, double eps) =>
        Fused.AddRmsNorm(stream, added, weight, eps);

    public override Tensor SwiGlu(Tensor gateUp) => Fused.SwiGlu(gateUp);

    // Of a few tokens against a cache, the composed form does little more than it must.
    public override Tensor Attention(Tensor qkv, Sight sight, LayerCache? cache = null)
    {
        if (cache is { IsEmpty: false })
            return base.Attention(qkv, sight, cache);
        if (cache is not null)
        {
            Tensor Heads(int first) => qkv.narrow(2, first * sight.HeadDim, sight.KeyHeads * sight.HeadDim)
                .view(qkv.shape[0], qkv.shape[1], sight.KeyHeads, sight.HeadDim).transpose(1, 2);
            cache.Append(Rotate(Heads(sight.Heads), sight.Cos, sight.Sin), Heads(sight.Heads + sight.KeyHeads));
        }

        return Fused.RotaryAttention(qkv, Angles(sight.Cos), Angles(sight.Sin), sight.FirstOf(qkv.shape[0]), sight.Heads, sight.KeyHeads, 1 / Math.Sqrt(sight.HeadDim), sight.Shared);
    }

    private static Tensor Angles(Tensor table) => table.dim() == 4 ? table.squeeze(1) : table;

    public override Tensor HeadLoss(Tensor hidden, Tensor head, Tensor targets)
    {
        var (loss, _, count) = Fused.CrossEntropyHead(hidden, head, targets, Math.Max(64, LogitsAtOnce / head.shape[0]));
        return count > 0 ? loss : throw ChunkedCrossEntropy.NothingToPredict(targets);
    }
}
#endif
