namespace Solar.Research.Model;

/// <summary>How many weights a decoder has.</summary>
/// <remarks>Paper §2: depth alone takes Mistral's 7.24 billion to 10.7 billion.</remarks>
public static class ParameterCount
{
    /// <summary>All weights; a tied head is counted once.</summary>
    public static long Of(DecoderConfig config) => PartsOf(config).Total;

    /// <summary>The same, part by part.</summary>
    public static WeightCounts PartsOf(DecoderConfig config)
    {
        var (h, f, v, d) = ((long)config.HiddenSize, (long)config.IntermediateSize, (long)config.VocabSize, (long)config.HeadDim);
        var layers = config.NumHiddenLayers;
        return new(
        [
            new("attention: queries and output", "2 · H · A · D", 2 * h * config.NumAttentionHeads * d, layers),
            new("attention: keys and values", "2 · H · K · D", 2 * h * config.NumKeyValueHeads * d, layers),
            new("feed-forward: gate, up and down", "3 · H · F", 3 * h * f, layers),
            new("norms of a layer", "2 · H", 2 * h, layers),
            new(config.TieWordEmbeddings ? "embedding, which is the head too" : "embedding and head", "H · V", h * v, config.TieWordEmbeddings ? 1 : 2),
            new("last norm", "H", h, 1),
        ]);
    }
}
