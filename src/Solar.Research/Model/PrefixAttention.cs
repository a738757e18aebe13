using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>Causal attention of rows that all go on from one prefix, whose keys and values are neither copied nor computed again.</summary>
/// <remarks>
/// The row's own tokens and the prefix are each attended to by themselves; the results are joined by the share of the exponentials that
/// each has, which is what one softmax over all keys gives. Juravsky et al. 2024 (Hydragen), §3.
/// </remarks>
internal static class PrefixAttention
{
    /// <param name="qkv">[B, T, (A + 2K)·D] queries, keys and values of each token.</param>
    /// <param name="sight">Heads, angles, and which keys of its own row each token sees.</param>
    /// <param name="prefix">The keys and values of the prefix, one row.</param>
    /// <returns>[B, T, A·D]</returns>
    public static Tensor Of(Tensor qkv, Sight sight, LayerCache prefix)
    {
        var (b, t) = (qkv.shape[0], qkv.shape[1]);
        var (a, k, d) = (sight.Heads, sight.KeyHeads, sight.HeadDim);
        Tensor Heads(int first, int count) => qkv.narrow(2, first * d, count * d).view(b, t, count, d).transpose(1, 2);

        var queries = Kernels.Rotate(Heads(0, a), sight.Cos, sight.Sin) / Math.Sqrt(d);             // [B, A, T, D]
        var keys = Kernels.Rotate(Heads(a, k), sight.Cos, sight.Sin);                               // [B, K, T, D]
        var (own, ownSum) = Over(queries, keys, Heads(a + k, k), sight.Hidden);
        var (before, beforeSum) = Over(queries, prefix.Keys, prefix.Values, hidden: null);
        var share = (ownSum - beforeSum).sigmoid_();                                                // [B, A, T, 1]
        return ((own * share) + (before * (1 - share))).to(qkv.dtype).transpose(1, 2).reshape(b, t, a * d);
    }

    // The attention over some keys alone: [B, A, T, D], and the logarithm of its sum of exponentials: [B, A, T, 1].
    private static (Tensor Output, Tensor LogSum) Over(Tensor queries, Tensor keys, Tensor values, Tensor? hidden)
    {
        var (b, a, t, d) = (queries.shape[0], queries.shape[1], queries.shape[2], queries.shape[3]);
        var (r, k, s) = (keys.shape[0], keys.shape[1], keys.shape[2]);
        var (each, group) = (b / r, a / k);

        // All queries that read the same keys stand below each other as rows of one product: those of the rows that share a
        // prefix, and those of the A/K heads that share a key head.
        var rows = queries.view(r, each, k, group, t, d).transpose(1, 2).reshape(r, k, each * group * t, d);
        var scores = Kernels.Wide(rows.matmul(keys.transpose(2, 3)));                               // [R, K, each·A/K·T, S]
        if (hidden is not null)
            scores = scores.view(r, k, group, t, s).masked_fill_(hidden, double.NegativeInfinity).view(r, k, group * t, s);

        var sum = scores.logsumexp(-1, keepdim: true);                                              // [R, K, each·A/K·T, 1]
        var output = scores.sub_(sum).exp_().to(values.dtype).matmul(values);                       // [R, K, each·A/K·T, D]
        Tensor Back(Tensor x) => x.view(r, k, each, group, t, x.shape[^1]).transpose(1, 2).reshape(b, a, t, x.shape[^1]);
        return (Back(output), Back(sum));
    }
}
