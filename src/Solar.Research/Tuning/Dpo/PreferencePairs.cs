using System.Collections;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tuning.Dpo;

/// <summary>A prompt with a better and a worse response, in tokens.</summary>
/// <param name="Chosen">The prompt and the better response.</param>
/// <param name="Rejected">The same prompt and the worse response.</param>
public sealed record PreferencePair(PromptedTokens Chosen, PromptedTokens Rejected);

/// <summary>Preference pairs in tokens, ready to be learned from.</summary>
public sealed class PreferencePairs : IReadOnlyList<PreferencePair>
{
    private readonly PreferencePair[] _pairs;

    /// <param name="pairs">The pairs.</param>
    /// <param name="dropped">How many were left out before, by reason.</param>
    /// <param name="truncated">Responses that were cut at the end.</param>
    public PreferencePairs(IEnumerable<PreferencePair> pairs, IReadOnlyDictionary<string, int>? dropped = null, int truncated = 0)
    {
        _pairs = [.. pairs];
        Dropped = dropped ?? new Dictionary<string, int>();
        Truncated = truncated;
    }

    /// <summary>Pairs.</summary>
    public int Count => _pairs.Length;

    /// <summary>Pairs that were left out, by reason.</summary>
    public IReadOnlyDictionary<string, int> Dropped { get; }

    /// <summary>Responses that were longer than allowed and cut at the end.</summary>
    public int Truncated { get; }

    /// <summary>The pair at an index.</summary>
    public PreferencePair this[int index] => _pairs[index];

    /// <summary>Writes examples by a template, in tokens, on all cores.</summary>
    /// <remarks>
    /// As TRL at f2cd577 (<c>truncation_mode="keep_start"</c>): what is too long loses its end, and a pair whose prompt leaves no
    /// room for a response is dropped; so is one whose responses are the same tokens, from which nothing can be learned.
    /// </remarks>
    /// <param name="examples">Prompts with two responses each.</param>
    /// <param name="template">How a conversation is written.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="maxTokens">The most tokens of a prompt with one response.</param>
    public static PreferencePairs Of(IEnumerable<PreferenceExample> examples, ChatTemplate template, BpeTokenizer tokenizer, int maxTokens)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(tokenizer);
        List<PreferencePair> pairs = [];
        Dictionary<string, int> dropped = [];
        var truncated = 0;
        foreach (var (chosen, rejected) in examples.AsParallel().AsOrdered().Select(example => (Tokens(example, example.Chosen), Tokens(example, example.Rejected))))
        {
            if (!HasResponse(chosen) || !HasResponse(rejected))
            {
                Drop("the prompt leaves no room for a response");
                continue;
            }

            if (chosen.Ids.AsSpan().SequenceEqual(rejected.Ids))
            {
                Drop("both responses are the same tokens");
                continue;
            }

            truncated += (chosen.IsTruncated ? 1 : 0) + (rejected.IsTruncated ? 1 : 0);
            pairs.Add(new(chosen, rejected));
        }

        return new(pairs, dropped, truncated);

        PromptedTokens Tokens(PreferenceExample example, string response) => PromptedTokens.Of(template.Format(example.Prompt, response), tokenizer, maxTokens);
        void Drop(string reason) => dropped[reason] = dropped.GetValueOrDefault(reason) + 1;
        static bool HasResponse(PromptedTokens text) => Math.Max(1, text.PromptLength) < text.Ids.Length;
    }

    /// <summary>What identifies the pairs: SHA-256 of their tokens and where the responses begin, in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in _pairs.SelectMany(pair => new[] { pair.Chosen, pair.Rejected }))
        {
            hash.AppendData(MemoryMarshal.AsBytes<int>([text.Ids.Length, text.PromptLength]));
            hash.AppendData(MemoryMarshal.AsBytes<int>(text.Ids));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public IEnumerator<PreferencePair> GetEnumerator() => _pairs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
