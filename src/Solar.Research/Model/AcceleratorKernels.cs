using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>The kernels on a GPU: attention by libtorch's own operator, so that no [T, S] scores are held where its flash form takes the case.</summary>
/// <remarks>
/// Dao 2023 (FlashAttention-2), as PyTorch 2 chooses it in <c>scaled_dot_product_attention</c>: for causal attention without a mask, so rows
/// with several documents are attended to document by document. The rest is composed as on any device.
/// Unverified: it has run on CPUs alone, where libtorch computes the same without flash attention.
/// </remarks>
internal sealed class AcceleratorKernels : Kernels
{
    // Of a few tokens against a cache, the composed form shares keys among the heads of a group, which the operator would copy.
    public override Tensor Attention(Tensor qkv, Sight sight, LayerCache? cache = null)
    {
        if (cache is { IsEmpty: false })
            return base.Attention(qkv, sight, cache);
        var (b, t) = (qkv.shape[0], qkv.shape[1]);
        var (a, k, d) = (sight.Heads, sight.KeyHeads, sight.HeadDim);
        Tensor Heads(int first, int count) => qkv.narrow(2, first * d, count * d).view(b, t, count, d).transpose(1, 2);

        var queries = Rotate(Heads(0, a), sight.Cos, sight.Sin);    // [B, A, T, D]
        var keys = Rotate(Heads(a, k), sight.Cos, sight.Sin);       // [B, K, T, D]
        var values = Heads(a + k, k);                               // [B, K, T, D]
        cache?.Append(keys, values);
        Tensor ForEachQuery(Tensor x) => a == k ? x : x.unsqueeze(2).expand(b, k, a / k, t, d).reshape(b, a, t, d);
        return Attend(queries, ForEachQuery(keys), ForEachQuery(values), sight).transpose(1, 2).reshape(b, t, a * d);
    }

    private static Tensor Attend(Tensor queries, Tensor keys, Tensor values, Sight sight)
    {
        if (sight.SeesAll)
            return nn.functional.scaled_dot_product_attention(queries, keys, values, is_casual: true);
        if (sight.Documents is { } documents && documents.Count == queries.shape[0])
            return cat([.. documents.Select((begins, row) => Row(queries.narrow(0, row, 1), keys.narrow(0, row, 1), values.narrow(0, row, 1), begins))]);
        return nn.functional.scaled_dot_product_attention(queries, keys, values, sight.Hidden.squeeze(2).logical_not()); // [B or 1, 1, T, S]
    }

    private static Tensor Row(Tensor queries, Tensor keys, Tensor values, long[] begins)
    {
        var length = queries.shape[2];
        List<Tensor> parts = [];
        for (var i = 0; i < begins.Length;)
        {
            var (begin, singles) = (begins[i], 0);
            while (i + singles < begins.Length && End(i + singles) == begins[i + singles] + 1)
                singles++;
            Tensor Of(Tensor x) => x.narrow(2, begin, End(i) - begin);
            parts.Add(singles > 0
                ? values.narrow(2, begin, singles) // who sees itself alone gets its own value
                : nn.functional.scaled_dot_product_attention(Of(queries), Of(keys), Of(values), is_casual: true));
            i += Math.Max(1, singles);
        }

        return cat(parts, 2);

        long End(int i) => i + 1 < begins.Length ? begins[i + 1] : length;
    }
}
