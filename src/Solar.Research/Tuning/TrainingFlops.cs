using Solar.Research.Model;

namespace Solar.Research.Tuning;

/// <summary>Floating-point operations of training, counted from the shape of the model.</summary>
/// <remarks>
/// Kaplan et al. 2020, §2.1, with the head counted and causal attention counted as what it needs:
/// a weight of a matrix costs 2 operations a token forward (multiply, add) and 4 backward, so a token costs
/// 6·N, where N holds the projections and the head but not the embedding, which is looked up, nor the norms, below 0.1%.
/// Attention adds for each layer 4·A·D operations forward for every key a token may see (scores and weighted sum), 12·A·D in all;
/// on average over a row of T tokens it sees (T + 1) / 2 keys, fewer with a sliding window. Document boundaries inside a row
/// are not subtracted, nor is the second forward pass of gradient checkpointing added: the number says what is learned from, not what is spent.
/// </remarks>
public static class TrainingFlops
{
    /// <summary>N, the weights that every token is multiplied with.</summary>
    public static long MatrixWeights(DecoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var embedding = (long)config.VocabSize * config.HiddenSize;
        var norms = ((2L * config.NumHiddenLayers) + 1) * config.HiddenSize;
        // A tied head is the embedding's table, but it is multiplied with all the same.
        return ParameterCount.Of(config) - norms - (config.TieWordEmbeddings ? 0 : embedding);
    }

    /// <summary>Forward and backward operations of one token.</summary>
    /// <param name="config">The model.</param>
    /// <param name="tokensPerRow">T, which decides how many keys a token sees on average.</param>
    public static double PerToken(DecoderConfig config, int tokensPerRow)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokensPerRow);
        double t = tokensPerRow;
        double w = Math.Min(config.SlidingWindow ?? tokensPerRow, tokensPerRow);
        var keys = ((w * (w + 1) / 2) + ((t - w) * w)) / t;
        return (6.0 * MatrixWeights(config)) + (12.0 * config.NumHiddenLayers * config.NumAttentionHeads * config.HeadDim * keys);
    }
}
