using System.Globalization;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Tuning.Dpo;

/// <summary>Everything that decides the outcome of one alignment by preference pairs. Saved beside its results.</summary>
/// <remarks>
/// Paper §3 and §4.1: DPO, on the SFT model. Its β, learning rate, batch and length are not given; <see cref="Zephyr"/> has those of the
/// recipe that was public when it was written. Departs: Zephyr's RMSprop is AdamW here, as in alignment-handbook since January 2024.
/// </remarks>
public sealed record DpoRecipe
{
    /// <summary>The value of <see cref="Kind"/> by which a recipe file is known.</summary>
    public const string KindName = "dpo";

    /// <summary>What this recipe is for: "dpo".</summary>
    public required string Kind { get; init; }

    /// <summary>The checkpoint folder to tune, an SFT model.</summary>
    public required string Model { get; init; }

    /// <summary>The frozen reference, another checkpoint folder; the model itself as it begins when nothing is said.</summary>
    public string? Reference { get; init; }

    /// <summary>The tokenizer: a folder that holds one, or a file.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Files of preference pairs as <c>ExampleFiles</c> reads them, and nothing of any evaluation set.</summary>
    public required IReadOnlyList<string> Pairs { get; init; }

    /// <summary>The chat template by name; that of the tokenizer's folder when nothing is said.</summary>
    public string? Template { get; init; }

    /// <summary>The share of prompts, chosen by their hash, that is only measured on.</summary>
    public double ValidationShare { get; init; }

    /// <summary>The loss of a pair.</summary>
    public DpoObjective Objective { get; init; } = new();

    /// <summary>Adapters to train in the model's place.</summary>
    public LoraRecipe? Lora { get; init; }

    /// <summary>How it is trained. A row is a pair, and the tokens of a row are the most that a prompt with one response may have.</summary>
    public required TrainRecipe Training { get; init; }

    /// <summary>How Zephyr 7B β was aligned: 5e-7 after a tenth of warm-up, linear to zero, 64 pairs of at most 1024 tokens.</summary>
    /// <remarks>huggingface/alignment-handbook at e4f98e7 (November 2023), <c>recipes/zephyr-7b-beta/dpo/config_full.yaml</c>; no weight decay and β₂ = 0.999 are transformers' defaults.</remarks>
    /// <param name="steps">Optimizer steps; Zephyr took three epochs.</param>
    public static TrainRecipe Zephyr(int steps) => new()
    {
        Steps = steps,
        RowsPerBatch = 64,
        TokensPerRow = 1024,
        LearningRate = 5e-7,
        Schedule = new() { Decay = Decay.Linear, WarmupSteps = steps / 10, FinalFraction = 0 },
        Beta2 = 0.999,
        WeightDecay = 0,
    };

    /// <exception cref="ArgumentException">The members do not make a run; the message says which.</exception>
    public DpoRecipe Validate()
    {
        if (Kind != KindName)
            throw new ArgumentException($"The recipe's kind is '{Kind}', not '{KindName}'.");
        if (Pairs.Count == 0)
            throw new ArgumentException("The recipe names no files of pairs.");
        if (ValidationShare is not (>= 0 and < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The validation share is {ValidationShare}; it lies in [0, 1)."));
        if (Objective.Validate().ComparesPairs && Training.MicroBatch != Training.RowsPerBatch)
            throw new ArgumentException($"{Objective.Loss} compares the pairs of a batch with each other, but of {Training.RowsPerBatch} only {Training.MicroBatch} are in memory at once: leave rows_per_micro_batch out.");
        Lora?.Validate();
        Training.Validate();
        return this;
    }

    /// <summary>The same recipe with its relative paths taken from a folder, that of the recipe file.</summary>
    public DpoRecipe From(string folder) => this with
    {
        Model = Path.GetFullPath(Model, folder),
        Reference = Reference is null ? null : Path.GetFullPath(Reference, folder),
        Tokenizer = Path.GetFullPath(Tokenizer, folder),
        Pairs = [.. Pairs.Select(path => Path.GetFullPath(path, folder))],
    };
}
