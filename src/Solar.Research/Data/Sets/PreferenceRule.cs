using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>What makes a pair of responses fit to be preferred between, the same for every set.</summary>
internal static class PreferenceRule
{
    /// <summary>A pair with one prompt, or the reason why it teaches nothing.</summary>
    public static RowVerdict<PreferenceExample> Of(IReadOnlyList<ChatMessage> prompt, string chosen, string rejected, string source)
    {
        if (string.IsNullOrWhiteSpace(chosen))
            return RowVerdict.Drop<PreferenceExample>("the chosen response is empty");
        if (string.IsNullOrWhiteSpace(rejected))
            return RowVerdict.Drop<PreferenceExample>("the rejected response is empty");
        return chosen == rejected
            ? RowVerdict.Drop<PreferenceExample>("chosen and rejected are the same")
            : RowVerdict.Keep<PreferenceExample>(new(prompt, chosen, rejected, source));
    }

    /// <summary>Two conversations of which each ends in the response that is compared.</summary>
    /// <remarks>
    /// Zephyr's preprocessing (huggingface/alignment-handbook, src/alignment/data.py): the last turn is the response, all before it the
    /// prompt. Its first version (e4f98e7, November 2023) took the first user turn for the prompt, which is the same in sets of one turn
    /// such as UltraFeedback.
    /// </remarks>
    public static RowVerdict<PreferenceExample> Of(IReadOnlyList<ChatMessage> chosen, IReadOnlyList<ChatMessage> rejected, string source)
    {
        if (Flaw(chosen) is { } flaw)
            return RowVerdict.Drop<PreferenceExample>($"the chosen conversation {flaw}");
        if (Flaw(rejected) is { } other)
            return RowVerdict.Drop<PreferenceExample>($"the rejected conversation {other}");
        var prompt = chosen.Take(chosen.Count - 1).ToList();
        return prompt.SequenceEqual(rejected.Take(rejected.Count - 1))
            ? Of(prompt, chosen[^1].Content, rejected[^1].Content, source)
            : RowVerdict.Drop<PreferenceExample>("the prompts of chosen and rejected differ");
    }

    // A system turn or none, then user and assistant in turns, the assistant last.
    private static string? Flaw(IReadOnlyList<ChatMessage> turns)
    {
        if (turns.Count == 0)
            return "has no turn";
        var first = turns[0].Role == ChatMessage.System ? 1 : 0;
        for (var i = first; i < turns.Count; i++)
        {
            if (turns[i].Role != ((i - first) % 2 == 0 ? ChatMessage.User : ChatMessage.Assistant))
                return "does not go from user to assistant in turns";
        }

        if (turns.Count < first + 2 || turns[^1].Role != ChatMessage.Assistant)
            return "does not end with an answer of the assistant";
        return turns.Take(first..^1).Any(turn => string.IsNullOrWhiteSpace(turn.Content)) ? "has an empty turn in its prompt" : null;
    }
}
