using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>Causal attention of rows that go on from shared prefixes, whose keys and values are neither copied nor computed again.</summary>
/// <remarks>
/// Every level, the row's own tokens and each of the prefixes before it, is attended to by itself; the results are joined by the share of
/// the exponentials that each level has, which is what one softmax over all keys gives. Juravsky et al. 2024 (Hydragen), §3.
/// </remarks>
internal static class PrefixAttention
{
    /// <param name="qkv">[B, T, (A + 2K)·D] queries, keys and values of each token.</param>
    /// <param name="sight">Heads and angles.</param>
    /// <param name="kernels">Who computes what has nothing before it.</param>
    /// <param name="keep">Takes keys and values.</param>
    /// <param name="before">The prefixes.</param>
    /// <param name="layer">Which layer this is.</param>
    /// <returns>[B, T, A·D]</returns>
    public static Tensor Of(Tensor qkv, Sight sight, Kernels kernels, SharedPrefixes? keep, SharedPrefixes? before, int layer)
    {
        var (b, t) = (qkv.shape[0], qkv.shape[1]);
        var (a, k, d) = (sight.Heads, sight.KeyHeads, sight.HeadDim);
        Tensor Heads(int first, int count) => qkv.narrow(2, first * d, count * d).view(b, t, count, d).transpose(1, 2);

        if (before is null && keep is null)
            return kernels.Attention(qkv, sight);
        var keys = Kernels.Rotate(Heads(a, k), sight.Cos, sight.Sin);                   // [B, K, T, D]
        var values = Heads(a + k, k);                                                   // [B, K, T, D]
        keep?.Add(keys, values);
        if (before is null)
            return kernels.Attention(qkv, sight);

        var queries = Kernels.Rotate(Heads(0, a), sight.Cos, sight.Sin) / Math.Sqrt(d); // [B, A, T, D]
        var levels = new List<(Tensor Output, Tensor Weight)> { Level(queries, keys, values, own: true, padding: null) };
        for (var level = before; level is not null; level = level.Before)
        {
            var (prefixKeys, prefixValues) = level.Layer(layer);
            levels.Add(Level(queries, prefixKeys, prefixValues, own: false, level.Padding));
        }

        var shares = nn.functional.softmax(stack(levels.Select(level => level.Weight), 0), 0);   // [levels, B, A, T, 1]
        var output = levels[0].Output * shares[0];
        for (var i = 1; i < levels.Count; i++)
            output.add_(levels[i].Output * shares[i]);                                            // [B, A, T, D]
        return output.to(qkv.dtype).transpose(1, 2).reshape(b, t, a * d);
    }

    // The attention over one level alone: [B, A, T, D], and the logarithm of its sum of exponentials: [B, A, T, 1].
    private static (Tensor Output, Tensor Weight) Level(Tensor queries, Tensor keys, Tensor values, bool own, Tensor? padding)
    {
        var (b, a, t, d) = (queries.shape[0], queries.shape[1], queries.shape[2], queries.shape[3]);
        var (r, k, s) = (keys.shape[0], keys.shape[1], keys.shape[2]);
        var (each, group) = (b / r, a / k);

        // All queries that read the same keys stand below each other as rows of one product: those of the rows that share a
        // prefix, and those of the A/K heads that share a key head.
        var rows = queries.view(r, each, k, group, t, d).transpose(1, 2).reshape(r, k, each * group * t, d);
        var scores = Kernels.Wide(rows.matmul(keys.transpose(2, 3)));                            // [R, K, each·A/K·T, S]
        if (own)
            scores = scores.view(r, k, group, t, s).masked_fill_(ones([t, s], ScalarType.Bool, scores.device).triu(1), double.NegativeInfinity).view(r, k, group * t, s);
        if (padding is not null)
            scores.masked_fill_(padding.unsqueeze(1), double.NegativeInfinity);

        var weight = scores.logsumexp(-1, keepdim: true);                                        // [R, K, each·A/K·T, 1]
        var output = scores.sub_(weight).exp_().to(values.dtype).matmul(values);                 // [R, K, each·A/K·T, D]
        Tensor Back(Tensor x) => x.view(r, k, each, group, t, x.shape[^1]).transpose(1, 2).reshape(b, a, t, x.shape[^1]);
        return (Back(output), Back(weight));
    }
}
