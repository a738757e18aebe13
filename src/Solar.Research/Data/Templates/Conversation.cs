using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Templates;

/// <summary>The turns of a conversation, as a template gets them.</summary>
internal static class Conversation
{
    /// <exception cref="ArgumentException">No turns, an unknown role, a system turn that is not the first, or the wrong last turn.</exception>
    public static void Check(IReadOnlyList<ChatMessage> messages, bool answered)
    {
        ArgumentNullException.ThrowIfNull(messages);
        for (int i = 0; i < messages.Count; i++)
        {
            if (messages[i].Role is not (ChatMessage.System or ChatMessage.User or ChatMessage.Assistant))
                throw new ArgumentException($"Turn {i + 1} of {messages.Count} has the role '{messages[i].Role}'; system, user and assistant are known.");
            if (messages[i].Role == ChatMessage.System && i > 0)
                throw new ArgumentException($"Turn {i + 1} of {messages.Count} is the system's; only the first may be.");
        }

        int asks = messages.Count - (answered ? 2 : 1);
        if (asks < 0 || messages[asks].Role != ChatMessage.User)
            throw new ArgumentException($"A prompt ends with a turn of the user, and this one {(asks < 0 ? "has no turns" : $"ends with the {messages[asks].Role}'s")}.");
    }

    // A template that has no place for an input gets it as part of the content.
    public static object? Members(ChatMessage message, bool takesInput)
    {
        bool apart = takesInput && !string.IsNullOrEmpty(message.Input);
        var members = new OrderedDictionary<string, object?>(StringComparer.Ordinal)
        {
            ["role"] = MarkedText.Written(message.Role),
            ["content"] = MarkedText.Said(apart || string.IsNullOrEmpty(message.Input) ? message.Content : $"{message.Content}\n\n{message.Input}"),
        };
        if (apart)
            members["input"] = MarkedText.Said(message.Input!);
        return members;
    }
}
