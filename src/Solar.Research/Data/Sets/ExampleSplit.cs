using Solar.Research.Data.Examples;
using Solar.Research.Data.Overlap;

namespace Solar.Research.Data.Sets;

/// <summary>Examples divided into two sets that share no prompt.</summary>
/// <param name="Training">What may be learned from.</param>
/// <param name="Validation">What is only measured on.</param>
public sealed record ExampleSplit<T>(IReadOnlyList<T> Training, IReadOnlyList<T> Validation);

/// <summary>Splits examples by their prompts alone (<see cref="HashSplit"/>): other examples move nothing across, and no prompt stands on both sides.</summary>
public static class ExampleSplit
{
    /// <summary>Divides instructions, keeping their order.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="validationFraction">The expected share of validation prompts, in [0, 1).</param>
    public static ExampleSplit<InstructionExample> Of(IEnumerable<InstructionExample> examples, double validationFraction) => Of(examples, example => example.Prompt, validationFraction);

    /// <summary>Divides preferences, keeping their order.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="validationFraction">The expected share of validation prompts, in [0, 1).</param>
    public static ExampleSplit<PreferenceExample> Of(IEnumerable<PreferenceExample> examples, double validationFraction) => Of(examples, example => example.Prompt, validationFraction);

    private static ExampleSplit<T> Of<T>(IEnumerable<T> examples, Func<T, IReadOnlyList<ChatMessage>> promptOf, double validationFraction)
    {
        ArgumentNullException.ThrowIfNull(examples);
        // By words: a prompt that differs from another in case or punctuation alone goes where that one goes.
        var sides = examples.ToLookup(example => HashSplit.IsValidation(string.Join(' ', promptOf(example).SelectMany(turn => ComparedWords.Of($"{turn.Content}\n{turn.Input}"))), validationFraction));
        return new([.. sides[false]], [.. sides[true]]);
    }
}
