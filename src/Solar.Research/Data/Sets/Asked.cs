using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>Prompts as conversations.</summary>
public static class Asked
{
    /// <summary>One question, under a system prompt if there is one.</summary>
    public static IReadOnlyList<ChatMessage> Of(string system, string question) => string.IsNullOrWhiteSpace(system)
        ? [new(ChatMessage.User, question)]
        : [new(ChatMessage.System, system), new(ChatMessage.User, question)];

    /// <summary>The prompt with an empty system turn where it has none.</summary>
    /// <remarks>
    /// What Zephyr's preprocessing does for its template (huggingface/alignment-handbook@e4f98e7, src/alignment/data.py): a template that
    /// does not speak of systems would show an empty turn, so this is for those that do.
    /// </remarks>
    public static IReadOnlyList<ChatMessage> WithSystem(IReadOnlyList<ChatMessage> prompt)
    {
        ArgumentNullException.ThrowIfNull(prompt);
        return prompt is [{ Role: ChatMessage.System }, ..] ? prompt : [new(ChatMessage.System, ""), .. prompt];
    }
}
