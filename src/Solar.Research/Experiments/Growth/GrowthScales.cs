using Solar.Research.Data.Prose;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Growth;

/// <summary>The growth experiment's recipes, one a scale. They were fixed before any verdict was read, but for the rate of the continuation: results/LOG.md.</summary>
public static class GrowthScales
{
    private const double FinalFraction = 0.1;

    /// <summary>Every recipe, by scale, small to large.</summary>
    public static IReadOnlyDictionary<string, GrowthRecipe> All { get; } =
        new[] { Smoke(), Classroom(), Lab() }.ToDictionary(recipe => recipe.Scale);

    /// <summary>The recipe of a scale.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the scales.</exception>
    public static GrowthRecipe Of(string scale) => All.TryGetValue(scale, out var recipe)
        ? recipe
        : throw new ArgumentException($"There is no scale '{scale}'; there are: {string.Join(", ", All.Keys)}.", nameof(scale));

    // A first look: everything happens, nothing is proved.
    private static GrowthRecipe Smoke() => new()
    {
        Scale = "smoke",
        Prose = new([ProseSources.MobyDick.Name, ProseSources.KingJamesBible.Name], VocabularySize: 1024, VocabularyCharacters: 1_000_000),
        Base = new(Layers: 8, HiddenSize: 64, IntermediateSize: 192, Heads: 4, KeyValueHeads: 2),
        Pretraining = Training(steps: 300, rows: 8, tokens: 64, peak: 4e-3) with { EvaluateEvery = 100 },
        Continuation = Continued(steps: 80, rows: 8, tokens: 64, peak: 4e-3) with { EvaluateEvery = 10 },
        Variants = GrowthVariants.For(layers: 8),
        ValidationRows = 48,
        Seeds = [1, 2],
    };

    // Error bars in the time of a lecture's break.
    private static GrowthRecipe Classroom() => new()
    {
        Scale = "classroom",
        Prose = new([.. ProseSources.All.Select(source => source.Name)], VocabularySize: 4096, VocabularyCharacters: 8_000_000),
        Base = new(Layers: 8, HiddenSize: 128, IntermediateSize: 384, Heads: 4, KeyValueHeads: 2),
        Pretraining = Training(steps: 1250, rows: 8, tokens: 128, peak: 2e-3) with { EvaluateEvery = 250, CheckpointEvery = 125 },
        Continuation = Continued(steps: 140, rows: 8, tokens: 128, peak: 2e-3) with { EvaluateEvery = 10, CheckpointEvery = 70 },
        Variants = GrowthVariants.For(layers: 8),
        ValidationRows = 48,
        Seeds = [1, 2, 3],
    };

    // One GPU, half an hour: the same with a larger model on all of the text, and a model from scratch that spends what base and growth spend together.
    private static GrowthRecipe Lab()
    {
        var variants = GrowthVariants.For(layers: 12);
        return new()
        {
            Scale = "lab",
            Prose = new([.. ProseSources.All.Select(source => source.Name)], VocabularySize: 8192, VocabularyCharacters: 25_000_000),
            Base = new(Layers: 12, HiddenSize: 512, IntermediateSize: 1536, Heads: 8, KeyValueHeads: 4),
            Pretraining = Training(steps: 1200, rows: 16, tokens: 256, peak: 1e-3) with { EvaluateEvery = 200, CheckpointEvery = 200 },
            Continuation = Continued(steps: 300, rows: 16, tokens: 256, peak: 1e-3) with { EvaluateEvery = 10, CheckpointEvery = 150 },
            Variants = [new ScratchVariant(GrowthVariants.ScratchLong, "from scratch, for the compute of both", 18, Steps: 1300), .. variants],
            ValidationRows = 128,
            Seeds = [1, 2, 3],
        };
    }

    // The base: warm-up over a twentieth, then down a cosine to a tenth, as published base models are trained.
    private static TrainRecipe Training(int steps, int rows, int tokens, double peak) => new()
    {
        Steps = steps,
        RowsPerBatch = rows,
        TokensPerRow = tokens,
        LearningRate = peak,
        Schedule = new() { Decay = Decay.Cosine, WarmupSteps = steps / 20, FinalFraction = FinalFraction },
        Beta2 = 0.98,
        WeightDecay = 0.05,
        Threads = 1,
    };

    // Afterwards: a short warm-up, then the rate at which the base's training ended, held. A higher one would first undo some of what
    // the base has learned, in every model alike, and hide what growth does.
    private static TrainRecipe Continued(int steps, int rows, int tokens, double peak) => Training(steps, rows, tokens, peak * FinalFraction) with
    {
        Schedule = new() { Decay = Decay.Constant, WarmupSteps = Math.Max(1, steps / 20), FinalFraction = 1 },
    };
}
