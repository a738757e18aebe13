namespace Solar.Research.Data.Examples;

/// <summary>One turn of a conversation.</summary>
/// <param name="Role">"system", "user" or "assistant".</param>
/// <param name="Content">What was said.</param>
public sealed record ChatMessage(string Role, string Content)
{
    /// <summary>Says how the model is to behave; only ever the first turn.</summary>
    public const string System = "system";

    /// <summary>Asks.</summary>
    public const string User = "user";

    /// <summary>Answers.</summary>
    public const string Assistant = "assistant";

    /// <summary>
    /// What an instruction works on, where a data set keeps it apart: Alpaca's "input". Alpaca's template gives it a place of its
    /// own; in every other it follows the content after an empty line.
    /// </summary>
    public string? Input { get; init; }
}
