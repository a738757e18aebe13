using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>What the fused operators mean, composed of ordinary operators; the tests run it in float64.</summary>
internal static class Composed
{
    public static Tensor RmsNorm(Tensor x, Tensor weight, double eps) =>
        x * (x.square().mean([-1], keepdim: true) + eps).rsqrt() * weight;

    public static Tensor SwiGlu(Tensor gateUp)
    {
        var width = gateUp.shape[^1] / 2;
        var gate = gateUp.narrow(-1, 0, width);
        return gate * gate.sigmoid() * gateUp.narrow(-1, width, width);
    }

    /// <param name="x">[B, T, heads, D]</param>
    /// <param name="cos">[T, D/2] or [B, T, D/2]</param>
    /// <param name="sin">[T, D/2] or [B, T, D/2]</param>
    public static Tensor Rotary(Tensor x, Tensor cos, Tensor sin)
    {
        var half = x.shape[^1] / 2;
        var (a, b) = (x.narrow(-1, 0, half), x.narrow(-1, half, half));
        var (c, s) = (cos.unsqueeze(-2), sin.unsqueeze(-2));
        return cat([(a * c) - (b * s), (b * c) + (a * s)], -1);
    }

    /// <param name="q">[B, T, A, D]</param>
    /// <param name="k">[B, T, K, D]</param>
    /// <param name="v">[B, T, K, D]</param>
    /// <param name="first">[B, T] or null</param>
    /// <param name="scale">Times q · k.</param>
    /// <param name="shared">[B] or null</param>
    public static Tensor Attention(Tensor q, Tensor k, Tensor v, Tensor? first, double scale, Tensor? shared = null)
    {
        var (tokens, group) = (q.shape[1], q.shape[2] / k.shape[2]);
        var (keys, values) = (k.repeat_interleave(group, 2).transpose(1, 2), v.repeat_interleave(group, 2).transpose(1, 2));
        var position = arange(tokens);
        var seen = position.unsqueeze(0) <= position.unsqueeze(1);                           // [T, S]
        var visible = first is null ? seen.unsqueeze(0) : position.view(1, 1, -1) >= first.unsqueeze(2);
        visible = seen & (shared is null ? visible : visible | (position.view(1, 1, -1) < shared.view(-1, 1, 1)));
        var hidden = (visible == 0).unsqueeze(1);                                            // [B, 1, T, S]
        var scores = q.transpose(1, 2).matmul(keys.transpose(2, 3)) * scale;                 // [B, A, T, S]
        // A query that sees nothing has a row of equal weights here, which the second fill takes away.
        var weights = nn.functional.softmax(scores.masked_fill(hidden, -1e30), -1).masked_fill(hidden, 0);
        return weights.matmul(values).transpose(1, 2);
    }

    public static Tensor RotaryAttention(Tensor qkv, Tensor cos, Tensor sin, Tensor? first, long heads, long keyHeads, double scale, Tensor? shared = null)
    {
        var (batch, tokens, width) = (qkv.shape[0], qkv.shape[1], qkv.shape[2] / (heads + (2 * keyHeads)));
        var parts = qkv.view(batch, tokens, heads + (2 * keyHeads), width);
        var q = Rotary(parts.narrow(2, 0, heads), cos, sin);
        var k = Rotary(parts.narrow(2, heads, keyHeads), cos, sin);
        return Attention(q, k, parts.narrow(2, heads + keyHeads, keyHeads), first, scale, shared).reshape(batch, tokens, heads * width);
    }
}
