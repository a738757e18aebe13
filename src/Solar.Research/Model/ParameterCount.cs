namespace Solar.Research.Model;

/// <summary>How many weights a decoder has.</summary>
/// <remarks>Paper §2: depth alone takes Mistral's 7.24 billion to 10.7 billion.</remarks>
public static class ParameterCount
{
    /// <summary>All weights; a tied head is counted once.</summary>
    public static long Of(DecoderConfig config)
    {
        var (h, d) = ((long)config.HiddenSize, (long)config.HeadDim);
        var queries = config.NumAttentionHeads * d;
        var keys = config.NumKeyValueHeads * d;

        var attention = h * (queries + keys + keys + queries);
        var feedForward = 3 * h * config.IntermediateSize;
        var layer = attention + feedForward + (2 * h);
        var embedding = h * config.VocabSize;
        return (config.NumHiddenLayers * layer) + (config.TieWordEmbeddings ? embedding : 2 * embedding) + h;
    }
}
