using Solar.Research.Data.SmallWorld;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Instruct;

/// <summary>The recipes of the models of tables 2 to 7, one a scale. They were fixed before any verdict was read: results/LOG.md.</summary>
public static class InstructScales
{
    /// <summary>Every recipe, by scale, small to large.</summary>
    public static IReadOnlyDictionary<string, InstructRecipe> All { get; } = new[] { Smoke(), Classroom() }.ToDictionary(recipe => recipe.Scale);

    /// <summary>The recipe of a scale.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the scales.</exception>
    public static InstructRecipe Of(string scale) => All.TryGetValue(scale, out var recipe)
        ? recipe
        : throw new ArgumentException($"There is no scale '{scale}'; there are: {string.Join(", ", All.Keys)}.", nameof(scale));

    // A first look: everything happens, nothing is proved.
    private static InstructRecipe Smoke() => new()
    {
        Scale = "smoke",
        World = WorldRecipe.Smoke,
        SyntheticMath = new(),
        ShareOfTable1 = 0.005,
        RealProseCharacters = 0,
        Base = new(Layers: 4, HiddenSize: 64, IntermediateSize: 192, Heads: 4, KeyValueHeads: 2),
        Positions = 512,
        Plan = "0-2,1-3",
        Pretraining = Training(steps: 120, rows: 8, tokens: 128, peak: 4e-3),
        Continuation = Training(steps: 16, rows: 8, tokens: 128, peak: 1e-3),
        ValidationRows = 16,
        Template = "solar",
        Sft = new() { Epochs = 1, RowsPerBatch = 8, TokensPerRow = 192, LearningRate = 2e-3 },
        Dpo = Alignment(rate: 2e-4),
        Candidate1 = Alignment(rate: 1e-4),
        Candidate2 = Alignment(rate: 3e-4),
        Evaluation = new() { Tasks = ScoredTask.All, Shots = 0, Bos = true, MaxNewTokens = 96 },
        Seeds = [1],
    };

    // Every table in the time of a lecture. Rows hold the 257 tokens of the questions that the harness puts before TruthfulQA's.
    private static InstructRecipe Classroom() => new()
    {
        Scale = "classroom",
        World = WorldRecipe.Classroom,
        SyntheticMath = new(),
        ShareOfTable1 = 0.05,
        RealProseCharacters = 400_000,
        Base = new(Layers: 8, HiddenSize: 128, IntermediateSize: 384, Heads: 4, KeyValueHeads: 2),
        Positions = 512,
        Plan = "0-5,2-7",
        Pretraining = Training(steps: 4320, rows: 1, tokens: 512, peak: 2e-3) with { CheckpointEvery = 300 },
        Continuation = Training(steps: 870, rows: 1, tokens: 512, peak: 7e-4) with { CheckpointEvery = 200 },
        ValidationRows = 24,
        Template = "solar",
        Sft = new() { Epochs = 1, RowsPerBatch = 4, TokensPerRow = 256, LearningRate = 5e-4, CheckpointEvery = 150 },
        Dpo = Alignment(rate: 5e-5),
        Candidate1 = Alignment(rate: 3e-5),
        Candidate2 = Alignment(rate: 8e-5),
        Evaluation = new() { Tasks = ScoredTask.All, Shots = 0, Bos = true, MaxNewTokens = 96 },
        Seeds = [1, 2, 3],
    };

    private static TrainRecipe Training(int steps, int rows, int tokens, double peak) => new()
    {
        Steps = steps,
        RowsPerBatch = rows,
        TokensPerRow = tokens,
        LearningRate = peak,
        Schedule = new() { Decay = Decay.Cosine, WarmupSteps = steps / 20, FinalFraction = 0.1 },
        Beta2 = 0.98,
        WeightDecay = 0.05,
        Threads = 1,
    };

    private static AlignmentPlan Alignment(double rate) =>
        new(new() { Epochs = 1, RowsPerBatch = 16, TokensPerRow = 192, LearningRate = rate, Decay = Decay.Linear, CheckpointEvery = 50 }, new());
}
