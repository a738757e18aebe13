using System.Globalization;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Tuning.Sft;

/// <summary>Everything that decides the outcome of one instruction tuning. Saved beside its results.</summary>
/// <remarks>
/// Paper §3, "Instruction tuning". Its learning rate, batch and length are not given; <see cref="Zephyr"/> has those of the recipe that
/// was public when it was written.
/// </remarks>
public sealed record SftRecipe
{
    /// <summary>The value of <see cref="Kind"/> by which a recipe file is known.</summary>
    public const string KindName = "sft";

    /// <summary>What this recipe is for: "sft".</summary>
    public required string Kind { get; init; }

    /// <summary>The checkpoint folder to tune, a base model.</summary>
    public required string Model { get; init; }

    /// <summary>The tokenizer: a folder that holds one, or a file.</summary>
    public required string Tokenizer { get; init; }

    /// <summary>Files of instructions as <c>ExampleFiles</c> reads them, and nothing of any evaluation set.</summary>
    public required IReadOnlyList<string> Examples { get; init; }

    /// <summary>The chat template by name; that of the tokenizer's folder when nothing is said.</summary>
    public string? Template { get; init; }

    /// <summary>The share of prompts, chosen by their hash, that is only measured on.</summary>
    public double ValidationShare { get; init; }

    /// <summary>Adapters to train in the model's place.</summary>
    public LoraRecipe? Lora { get; init; }

    /// <summary>How it is trained. A row is filled with examples; one that is longer is cut at the end.</summary>
    public required TrainRecipe Training { get; init; }

    /// <summary>How Zephyr 7B's SFT model was tuned: 2e-5, a cosine to zero, 512 rows of 2048 tokens.</summary>
    /// <remarks>huggingface/alignment-handbook at e4f98e7 (November 2023), <c>recipes/zephyr-7b-beta/sft/config_full.yaml</c>; no weight decay and β₂ = 0.999 are transformers' defaults.</remarks>
    /// <param name="steps">Optimizer steps; Zephyr took one epoch.</param>
    public static TrainRecipe Zephyr(int steps) => new()
    {
        Steps = steps,
        RowsPerBatch = 512,
        TokensPerRow = 2048,
        LearningRate = 2e-5,
        Schedule = new() { Decay = Decay.Cosine, FinalFraction = 0 },
        Beta2 = 0.999,
        WeightDecay = 0,
    };

    /// <exception cref="ArgumentException">The members do not make a run; the message says which.</exception>
    public SftRecipe Validate()
    {
        if (Kind != KindName)
            throw new ArgumentException($"The recipe's kind is '{Kind}', not '{KindName}'.");
        if (Examples.Count == 0)
            throw new ArgumentException("The recipe names no files of examples.");
        if (ValidationShare is not (>= 0 and < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The validation share is {ValidationShare}; it lies in [0, 1)."));
        Lora?.Validate();
        Training.Validate();
        return this;
    }

    /// <summary>The same recipe with its relative paths taken from a folder, that of the recipe file.</summary>
    public SftRecipe From(string folder) => this with
    {
        Model = Path.GetFullPath(Model, folder),
        Tokenizer = Path.GetFullPath(Tokenizer, folder),
        Examples = [.. Examples.Select(path => Path.GetFullPath(path, folder))],
    };
}
