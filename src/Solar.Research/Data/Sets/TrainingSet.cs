using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>What a set is learned from: responses, or preferences between responses.</summary>
public enum TrainingKind
{
    /// <summary>Instruction tuning.</summary>
    Instruction,

    /// <summary>Alignment tuning.</summary>
    Alignment,
}

/// <summary>A set that a model is tuned on, as the paper's Table 1 lists it or beside it.</summary>
/// <param name="Name">Its name in a data folder.</param>
/// <param name="Title">Its name in the paper.</param>
/// <param name="Kind">What it is used for.</param>
/// <param name="Total">"Total # Samples" of Table 1, as printed there, to three digits; null for a set that is not in the table.</param>
/// <param name="MaximumUsed">"Maximum # Samples Used", likewise.</param>
/// <param name="OpenSource">Whether it was published.</param>
public sealed record TrainingSet(string Name, string Title, TrainingKind Kind, int? Total, int? MaximumUsed, bool OpenSource)
{
    /// <summary>Alpaca-GPT4.</summary>
    public static TrainingSet AlpacaGpt4 { get; } = new("alpaca_gpt4", "Alpaca-GPT4", TrainingKind.Instruction, 52_000, 52_000, true);

    /// <summary>OpenOrca.</summary>
    public static TrainingSet OpenOrca { get; } = new("openorca", "OpenOrca", TrainingKind.Instruction, 2_910_000, 100_000, true);

    /// <summary>Synth. Math-Instruct.</summary>
    public static TrainingSet SynthMathInstruct { get; } = new("synth_math_instruct", "Synth. Math-Instruct", TrainingKind.Instruction, 126_000, 52_000, false);

    /// <summary>Orca DPO Pairs.</summary>
    public static TrainingSet OrcaDpoPairs { get; } = new("orca_dpo_pairs", "Orca DPO Pairs", TrainingKind.Alignment, 12_900, 12_900, true);

    /// <summary>Ultrafeedback Cleaned.</summary>
    public static TrainingSet UltraFeedbackCleaned { get; } = new("ultrafeedback_cleaned", "Ultrafeedback Cleaned", TrainingKind.Alignment, 60_800, 60_800, true);

    /// <summary>Synth. Math-Alignment.</summary>
    public static TrainingSet SynthMathAlignment { get; } = new("synth_math_alignment", "Synth. Math-Alignment", TrainingKind.Alignment, 126_000, 20_100, false);

    /// <summary>The sets of Table 1, in its order.</summary>
    public static IReadOnlyList<TrainingSet> Table1 { get; } = [AlpacaGpt4, OpenOrca, SynthMathInstruct, OrcaDpoPairs, UltraFeedbackCleaned, SynthMathAlignment];

    /// <summary>Table 1, MATH itself (the seeds of the synthetic sets) and MetaMathQA (the paper's open substitute for one of them).</summary>
    public static IReadOnlyList<TrainingSet> All { get; } =
        [.. Table1, new("math_train", "MATH", TrainingKind.Instruction, null, null, true), new("metamathqa", "MetaMathQA", TrainingKind.Instruction, null, null, true)];

    /// <summary>The set of this name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public static TrainingSet Named(string name) =>
        All.FirstOrDefault(set => set.Name == name) ?? throw new ArgumentException($"No training set is called '{name}'; there are {string.Join(", ", All.Select(set => set.Name))}.", nameof(name));

    /// <summary>How the rows of an instruction set are read.</summary>
    /// <exception cref="InvalidOperationException">It is an alignment set.</exception>
    public RowSchema<InstructionExample> InstructionSchema => Name switch
    {
        "alpaca_gpt4" => Sets.AlpacaGpt4.Schema,
        "openorca" => Sets.OpenOrca.Schema,
        "synth_math_instruct" or "metamathqa" => MetaMathQa.Schema,
        "math_train" => MathProblems.AsInstructions,
        _ => throw new InvalidOperationException($"'{Name}' holds preferences; a recipe for instruction tuning cannot use it."),
    };

    /// <summary>How the rows of an alignment set are read.</summary>
    /// <exception cref="InvalidOperationException">It is an instruction set.</exception>
    public RowSchema<PreferenceExample> PreferenceSchema => Name switch
    {
        "orca_dpo_pairs" => Sets.OrcaDpoPairs.Schema,
        "ultrafeedback_cleaned" => UltraFeedback.Schema,
        "synth_math_alignment" => PreferenceTuples.Schema,
        _ => throw new InvalidOperationException($"'{Name}' holds instructions; a recipe for alignment tuning cannot use it."),
    };

    /// <summary>What reading all of the set would keep and drop.</summary>
    /// <param name="folder">The folder that has it.</param>
    /// <param name="filter">What is filtered, where the set knows of tasks.</param>
    public SetReport Inspect(DataFolder folder, TaskFilter? filter = null)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return Kind == TrainingKind.Instruction ? InstructionSchema.Inspect(folder[Name], filter) : PreferenceSchema.Inspect(folder[Name], filter);
    }
}
