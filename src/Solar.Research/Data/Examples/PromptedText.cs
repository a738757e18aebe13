namespace Solar.Research.Data.Examples;

/// <summary>A prompt and a response as a template writes them for the model.</summary>
/// <remarks>
/// A template writes special tokens, people do not: <c>&lt;/s&gt;</c> ends a turn where the template put it, and is four
/// characters of text where a user or a response says it. <see cref="Spoken"/> carries that difference to the tokenizer.
/// </remarks>
/// <param name="Prompt">All that stands before the first letter of the response.</param>
/// <param name="Response">The response with whatever the template puts after it, the end token's text included.</param>
public sealed record PromptedText(string Prompt, string Response)
{
    /// <summary>
    /// The stretches of Prompt + Response that messages say, from Start to before End, in order and apart: no special token
    /// is found in them. What is outside them is the template's. Empty: all of it is the template's.
    /// </summary>
    public IReadOnlyList<(int Start, int End)> Spoken { get; init; } = [];

    /// <summary>The same text, and the same of it spoken.</summary>
    public bool Equals(PromptedText? other) =>
        other is not null && Prompt == other.Prompt && Response == other.Response && Spoken.SequenceEqual(other.Spoken);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Prompt, Response);
}
