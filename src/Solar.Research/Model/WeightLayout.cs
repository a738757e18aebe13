namespace Solar.Research.Model;

/// <summary>A range of the flat weight buffer that is one matrix [out, in] or one vector.</summary>
/// <param name="Start">The first weight.</param>
/// <param name="Shape">The shape of what lies there.</param>
internal readonly record struct Region(long Start, params long[] Shape)
{
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Some rows of a matrix: a range of the buffer as well.</summary>
    public Region Rows(long first, long count) => new(Start + (first * Shape[1]), count, Shape[1]);
}

/// <summary>Where the weights of one layer lie.</summary>
/// <param name="Qkv">[(A + 2K)·D, H] queries, keys and values, one below the other.</param>
/// <param name="Output">[H, A·D]</param>
/// <param name="GateUp">[2F, H] gate, then up.</param>
/// <param name="Down">[H, F]</param>
/// <param name="AttentionNorm">[H]</param>
/// <param name="FeedForwardNorm">[H]</param>
internal sealed record LayerLayout(Region Qkv, Region Output, Region GateUp, Region Down, Region AttentionNorm, Region FeedForwardNorm);

/// <summary>
/// Where each weight lies in the one flat buffer: first all matrices, which weight decay shrinks, then all norms, which it
/// does not. A tensor of a checkpoint is a contiguous range of it, too.
/// </summary>
internal sealed class WeightLayout
{
    private readonly DecoderConfig config;

    public WeightLayout(DecoderConfig config)
    {
        this.config = config.Validate();
        var end = 0L;
        Region Next(params long[] shape)
        {
            var region = new Region(end, shape);
            end += region.Count;
            return region;
        }

        long h = config.HiddenSize, f = config.IntermediateSize;
        long queries = (long)config.NumAttentionHeads * config.HeadDim, keys = (long)config.NumKeyValueHeads * config.HeadDim;

        Embedding = Next(config.VocabSize, h);
        var matrices = Enumerable.Range(0, config.NumHiddenLayers)
            .Select(_ => (Qkv: Next(queries + (2 * keys), h), Output: Next(h, queries), GateUp: Next(2 * f, h), Down: Next(h, f)))
            .ToArray();
        Head = config.TieWordEmbeddings ? Embedding : Next(config.VocabSize, h);
        DecayedCount = end;

        Layers = [.. matrices.Select(m => new LayerLayout(m.Qkv, m.Output, m.GateUp, m.Down, Next(h), Next(h)))];
        FinalNorm = Next(h);
        Count = end;
    }

    /// <summary>[V, H]</summary>
    public Region Embedding { get; }

    /// <summary>[V, H] The embedding itself when tied.</summary>
    public Region Head { get; }

    /// <summary>[H]</summary>
    public Region FinalNorm { get; }

    public IReadOnlyList<LayerLayout> Layers { get; }

    /// <summary>The weights that take weight decay; they come first.</summary>
    public long DecayedCount { get; }

    /// <summary>N, all weights.</summary>
    public long Count { get; }

    /// <summary>Every tensor of a checkpoint, by its Hugging Face name, in the order in which it is written.</summary>
    public IEnumerable<(string Name, Region Region)> Stored()
    {
        yield return ("model.embed_tokens.weight", Embedding);
        for (var i = 0; i < Layers.Count; i++)
        {
            foreach (var (name, region) in StoredLayer(Layers[i]))
                yield return ($"model.layers.{i}.{name}.weight", region);
        }

        yield return ("model.norm.weight", FinalNorm);
        if (!config.TieWordEmbeddings)
            yield return ("lm_head.weight", Head);
    }

    private IEnumerable<(string Name, Region Region)> StoredLayer(LayerLayout layer)
    {
        long f = config.IntermediateSize, queries = layer.Output.Shape[1], keys = (long)config.NumKeyValueHeads * config.HeadDim;
        yield return ("input_layernorm", layer.AttentionNorm);
        yield return ("self_attn.q_proj", layer.Qkv.Rows(0, queries));
        yield return ("self_attn.k_proj", layer.Qkv.Rows(queries, keys));
        yield return ("self_attn.v_proj", layer.Qkv.Rows(queries + keys, keys));
        yield return ("self_attn.o_proj", layer.Output);
        yield return ("post_attention_layernorm", layer.FeedForwardNorm);
        yield return ("mlp.gate_proj", layer.GateUp.Rows(0, f));
        yield return ("mlp.up_proj", layer.GateUp.Rows(f, f));
        yield return ("mlp.down_proj", layer.Down);
    }
}
