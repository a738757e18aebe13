using Solar.Research.Data.Tokenization;

namespace Solar.Research.Data.Examples;

/// <summary>A prompt and a response as token ids.</summary>
/// <param name="Ids">[n] The begin token, the prompt, the response, the end token. Without the end token where it was cut.</param>
/// <param name="PromptLength">How many of them are the prompt's, the begin token included; the others are what is learned.</param>
public sealed record PromptedTokens(int[] Ids, int PromptLength)
{
    /// <summary>Tokens of the response that are left, the end token included.</summary>
    public int ResponseLength => Math.Max(0, Ids.Length - PromptLength);

    /// <summary>Whether tokens were cut off the end.</summary>
    public bool IsTruncated { get; init; }

    /// <summary>Whether the prompt's last letters became part of the response's first token, so that the prompt alone has other ids.</summary>
    public bool IsPromptChanged { get; init; }

    /// <summary>The ids of a prompt with its response.</summary>
    /// <remarks>
    /// As TRL (trl/data_utils, SFTTrainer and DPOTrainer): prompt and response are tokenised as one text, and what lies behind as many ids as the
    /// prompt alone has is the response; the start is kept when there are too many. Special tokens are found where the template
    /// wrote them and never in what a message says (<see cref="PromptedText.Spoken"/>). The begin token is put first unless the
    /// template did; the end token stands last, once. Departs: a text that was cut has no end token, because it does not end there.
    /// </remarks>
    /// <param name="text">The prompt and the response.</param>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="maxTokens">n at most.</param>
    public static PromptedTokens Of(PromptedText text, BpeTokenizer tokenizer, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxTokens);
        int[] prompt = OfPrompt(text, tokenizer);
        var ids = Encode(text.Prompt + text.Response, text.Spoken, tokenizer);
        bool changed = !ids.AsSpan(0, Math.Min(ids.Length, prompt.Length)).SequenceEqual(prompt);
        if (tokenizer.EosId is { } end)
        {
            int length = ids.Length;
            while (length > prompt.Length && ids[length - 1] == end)
                length--;
            ids = [.. ids.AsSpan(0, length), end];
        }

        bool cut = ids.Length > maxTokens;
        return new(cut ? ids[..maxTokens] : ids, Math.Min(prompt.Length, maxTokens)) { IsTruncated = cut, IsPromptChanged = changed };
    }

    /// <summary>The ids of many prompts with their responses, in the examples' order, written by a template and tokenised on all cores.</summary>
    /// <param name="examples">Read as they are needed.</param>
    /// <param name="format">The text of one; called from several threads.</param>
    /// <param name="tokenizer">The vocabulary.</param>
    /// <param name="maxTokens">n at most.</param>
    public static IEnumerable<PromptedTokens> OfAll<T>(IEnumerable<T> examples, Func<T, PromptedText> format, BpeTokenizer tokenizer, int maxTokens) =>
        examples.AsParallel().AsOrdered().Select(example => Of(format(example), tokenizer, maxTokens));

    /// <summary>The ids of the prompt alone, the begin token first: what a response is generated from.</summary>
    public static int[] OfPrompt(PromptedText text, BpeTokenizer tokenizer)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokenizer);
        var spoken = text.Spoken.Where(stretch => stretch.Start < text.Prompt.Length)
            .Select(stretch => (stretch.Start, Math.Min(stretch.End, text.Prompt.Length)));
        return Encode(text.Prompt, [.. spoken], tokenizer);
    }

    private static int[] Encode(string text, IReadOnlyList<(int Start, int End)> spoken, BpeTokenizer tokenizer)
    {
        var ids = tokenizer.EncodeToIds(text, spoken);
        return tokenizer.BosId is { } begin && (ids.Count == 0 || ids[0] != begin) ? [begin, .. ids] : [.. ids];
    }
}
