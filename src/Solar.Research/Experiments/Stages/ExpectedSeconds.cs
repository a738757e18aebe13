using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Stages;

/// <summary>About how long work takes on one core of a laptop; only for telling how much of a run is left.</summary>
internal static class ExpectedSeconds
{
    private const double FlopsPerSecond = 6e10; // of one thread, models of a few million weights

    /// <summary>Training from the first step to the last.</summary>
    public static double OfTraining(DecoderConfig config, TrainRecipe training) =>
        OfTokens(config, training.TokensPerRow, (double)training.Steps * training.RowsPerBatch * training.TokensPerRow);

    /// <summary>Training on so many tokens; a forward pass alone is a third of it.</summary>
    public static double OfTokens(DecoderConfig config, int tokensPerRow, double tokens) => TrainingFlops.PerToken(config, tokensPerRow) * tokens / FlopsPerSecond;
}
