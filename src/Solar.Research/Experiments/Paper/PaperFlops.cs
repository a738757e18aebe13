using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Experiments.Paper;

/// <summary>Floating-point operations of whole stages.</summary>
/// <remarks>Of a token as <see cref="TrainingFlops"/> counts it: 6 for each weight of a matrix, a third of it forward, and attention.</remarks>
public static class PaperFlops
{
    /// <summary>Forward and backward over so many tokens.</summary>
    /// <param name="config">The model.</param>
    /// <param name="tokensPerRow">T.</param>
    /// <param name="tokens">All tokens.</param>
    /// <param name="lora">With adapters no gradient of the model's own weights is worked out: 4 for each of them in place of 6, and 6 for each of the adapters'.</param>
    public static double OfTraining(DecoderConfig config, int tokensPerRow, double tokens, LoraRecipe? lora = null)
    {
        var perToken = TrainingFlops.PerToken(config, tokensPerRow);
        return tokens * (lora is null ? perToken : perToken - (2.0 * TrainingFlops.MatrixWeights(config)) + (6.0 * LoraCount.Of(config, lora)));
    }

    /// <summary>Forward alone.</summary>
    /// <inheritdoc cref="OfTraining"/>
    public static double OfReading(DecoderConfig config, int tokensPerRow, double tokens) => tokens * TrainingFlops.PerToken(config, tokensPerRow) / 3;
}
