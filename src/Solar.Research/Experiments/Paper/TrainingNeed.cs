using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Paper;

/// <summary>What decides the memory of a training stage, so that it can be asked again with other switches.</summary>
/// <param name="Config">The model.</param>
/// <param name="Recipe">How it is trained, before any switch.</param>
/// <param name="Head">What the loss asks of the head.</param>
/// <param name="TextsPerRow">1, or 2 where a row is a pair.</param>
/// <param name="Attention">How attention is computed.</param>
internal sealed record TrainingNeed(DecoderConfig Config, TrainRecipe Recipe, HeadUse Head, int TextsPerRow, AttentionKernel Attention)
{
    /// <summary>Pre-training has no adapters.</summary>
    public bool IsWhole => Head == HeadUse.EveryToken;

    /// <summary>The memory with these switches.</summary>
    public MemoryUse With(MemorySwitches switches) =>
        TrainingMemory.Of(Config, switches.On(Recipe, IsWhole), IsWhole ? null : switches.Lora, Head, TextsPerRow, Attention);
}
