using Solar.Research.Contamination;
using Solar.Research.Model;
using static System.FormattableString;

namespace Solar.Research.Experiments.Paper;

/// <summary>The memory of scoring models, counted from shapes; weights and cache in bfloat16.</summary>
/// <remarks>Scores of attention are counted on any device: what follows the examples of a subject, and padded prompts, is attended to by ordinary operations.</remarks>
public static class InferenceMemory
{
    /// <summary>Tokens that answers are generated for at once, prompts and answers together: <c>Evaluation/Scoring/AnswerGenerator</c>.</summary>
    public const int TokensAtOnce = 16384;

    private const int TokensOfContinuation = 256;
    private const double LogitsAtOnce = 1 << 24;

    /// <summary>Bytes of the keys and values of one token in all layers: 4·L·K·D.</summary>
    public static long CacheBytesPerToken(DecoderConfig config)
    {
        ArgumentNullException.ThrowIfNull(config);
        return 4L * config.NumHiddenLayers * config.NumKeyValueHeads * config.HeadDim;
    }

    /// <summary>H6: fullest where GSM8K's prompts are read, many side by side.</summary>
    /// <param name="config">The model.</param>
    /// <param name="tokensOfText">S, a prompt with room for its answer.</param>
    public static MemoryUse OfH6(DecoderConfig config, int tokensOfText) => Of(config, 1, TokensAtOnce, tokensOfText, TokensAtOnce);

    /// <summary>The contamination test: the model and its reference, and as many continuations side by side as the recipe wants.</summary>
    public static MemoryUse OfContamination(DecoderConfig config, ContaminationRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return Of(config, 2, 4096, recipe.MaxScoredTokens, recipe.Continuations * TokensOfContinuation);
    }

    private static MemoryUse Of(DecoderConfig config, int models, double tokens, int ofText, double cached)
    {
        var (n, held) = (ParameterCount.Of(config), LayerBytes.Held(config, null, AttentionKernel.Composed));
        return new(
        [
            new(MemoryUse.Weights, Invariant($"{2 * models}·N"), 2.0 * models * n),
            new(MemoryUse.Activations, Invariant($"{held:0}·{tokens:0} + 20·A·{tokens:0}·{ofText}"), (held * tokens) + (20.0 * config.NumAttentionHeads * tokens * ofText)),
            new(MemoryUse.LogitsAndCache, Invariant($"4·L·K·D·{cached:0} + 6·2²⁴"), (CacheBytesPerToken(config) * cached) + (6 * LogitsAtOnce)),
            MemoryUse.ReservePart,
        ]);
    }
}
