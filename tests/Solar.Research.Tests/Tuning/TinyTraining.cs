using Solar.Research.Data;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning;

/// <summary>A model and a text small enough to be trained inside a test.</summary>
internal static class TinyTraining
{
    public static DecoderConfig Config { get; } = new()
    {
        VocabSize = 48,
        HiddenSize = 16,
        IntermediateSize = 24,
        NumHiddenLayers = 2,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
        MaxPositionEmbeddings = 64,
    };

    public static TrainRecipe Recipe { get; } = new()
    {
        Steps = 8,
        RowsPerBatch = 4,
        TokensPerRow = 11,
        LearningRate = 1e-2,
        Schedule = new() { WarmupSteps = 2 },
        RowsPerMicroBatch = 2,
        EvaluateEvery = 3,
        Seed = 5,
        Threads = 1,
    };

    /// <summary>Documents of random words over the tiny vocabulary.</summary>
    public static PackedDocuments Rows(long seed, int documents = 30)
    {
        var random = new SplitMix64(seed);
        return PackedDocuments.Pack(
            Enumerable.Range(0, documents).Select(_ => Enumerable.Range(0, 3 + random.Below(25)).Select(_ => random.Below(Config.VocabSize)).ToArray()).ToArray(),
            Recipe.TokensPerRow,
            seed);
    }

    public static Decoder Model(long seed = 1, ScalarType dtype = ScalarType.Float32)
    {
        var model = new Decoder(Config, dtype: dtype);
        model.Initialize(seed);
        return model;
    }

    public static Trainer Trainer(Decoder model, TrainRecipe recipe) => new(
        model, recipe, PretrainingStage.Examples(model, Rows(1)), PretrainingStage.Examples(model, Rows(2, documents: 9)));

    public static float[] Weights(Decoder model)
    {
        using var scope = NewDisposeScope();
        return model.Weights.detach().to(ScalarType.Float32).data<float>().ToArray();
    }

    /// <summary>What was measured, without the clock.</summary>
    public static IReadOnlyList<MetricRow> Timeless(IReadOnlyList<MetricRow> metrics) => [.. metrics.Select(row => row with { Seconds = 0 })];
}
