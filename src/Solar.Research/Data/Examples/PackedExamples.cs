using System.Buffers.Binary;
using System.Collections;
using System.Security.Cryptography;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Data.Examples;

/// <summary>Prompts with responses, several to a row of equal length; the loss counts the responses' tokens alone.</summary>
/// <remarks>
/// Best-fit decreasing, as TRL packs ("bfd"): the longest example first, each into the fullest row that still has room, the earliest
/// of those. Unlike TRL, over all examples and not a thousand at a time. Attention never crosses from one example to another; what is
/// left of a row holds token 0, is a document of its own and is not counted.
/// A row is made when it is asked for.
/// </remarks>
public sealed class PackedExamples : IReadOnlyList<PackedRow>
{
    private readonly IReadOnlyList<PromptedTokens> examples;
    private readonly int[][] rows;

    private PackedExamples(IReadOnlyList<PromptedTokens> examples, int[][] rows, int tokensPerRow) =>
        (this.examples, this.rows, TokensPerRow) = (examples, rows, tokensPerRow);

    /// <summary>T, the targets of one row.</summary>
    public int TokensPerRow { get; }

    /// <summary>Rows.</summary>
    public int Count => rows.Length;

    /// <summary>Examples that are in a row.</summary>
    public int Examples => examples.Count;

    /// <summary>Those of them whose end was cut off: on tokenising, or because they are longer than a row.</summary>
    public int Truncated { get; private init; }

    /// <summary>Examples left out, because nothing of the response was left after the prompt.</summary>
    public int Dropped { get; private init; }

    /// <summary>Examples in a row whose prompt has other ids without its response (<see cref="PromptedTokens.IsPromptChanged"/>).</summary>
    public int PromptsChanged { get; private init; }

    /// <summary>Targets that the loss counts.</summary>
    public long CountedTokens { get; private init; }

    /// <summary>Places in rows that hold no example.</summary>
    public long UnusedTokens { get; private init; }

    /// <summary>The rows of examples that a template writes, tokenised on all cores.</summary>
    /// <param name="examples">Prompts and responses.</param>
    /// <param name="template">How a conversation is written.</param>
    /// <param name="tokenizer">The model's.</param>
    /// <param name="tokensPerRow">T; an example has room for T + 1 tokens.</param>
    /// <exception cref="ArgumentException">None of them can be learned from.</exception>
    public static PackedExamples Of(IEnumerable<InstructionExample> examples, ChatTemplate template, BpeTokenizer tokenizer, int tokensPerRow)
    {
        ArgumentNullException.ThrowIfNull(template);
        return Pack(PromptedTokens.OfAll(examples, example => template.Format(example.Prompt, example.Response), tokenizer, tokensPerRow + 1), tokensPerRow);
    }

    /// <summary>The rows of these examples.</summary>
    /// <param name="examples">Prompts and responses.</param>
    /// <param name="tokensPerRow">T; an example has room for T + 1 tokens.</param>
    /// <exception cref="ArgumentException">None of them can be learned from.</exception>
    public static PackedExamples Pack(IEnumerable<PromptedTokens> examples, int tokensPerRow)
    {
        ArgumentNullException.ThrowIfNull(examples);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokensPerRow);
        int capacity = tokensPerRow + 1, given = 0;
        var kept = new List<PromptedTokens>();
        foreach (var example in examples)
        {
            given++;
            var fitting = example.Ids.Length <= capacity ? example : example with { Ids = example.Ids[..capacity], IsTruncated = true };
            if (fitting.ResponseLength > 0 && fitting.Ids.Length > 1)
                kept.Add(fitting);
        }

        if (kept.Count == 0)
            throw new ArgumentException($"Of {given} examples none has a response that begins within {capacity} tokens: take longer rows, or other examples.", nameof(examples));
        var rows = BestFitDecreasing([.. kept.Select(example => example.Ids.Length)], capacity);
        return new(kept, rows, tokensPerRow)
        {
            Truncated = kept.Count(example => example.IsTruncated),
            Dropped = given - kept.Count,
            PromptsChanged = kept.Count(example => example.IsPromptChanged),
            CountedTokens = kept.Sum(example => (long)example.Ids.Length - FirstCounted(example)),
            UnusedTokens = ((long)rows.Length * capacity) - kept.Sum(example => (long)example.Ids.Length),
        };
    }

    /// <summary>The row at an index.</summary>
    public PackedRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var (tokens, starts, counted) = (new int[TokensPerRow + 1], new int[TokensPerRow + 1], new bool[TokensPerRow + 1]);
            int at = 0;
            foreach (int example in rows[index])
            {
                var (ids, _) = examples[example];
                ids.CopyTo(tokens, at);
                Array.Fill(starts, at, at, ids.Length);
                Array.Fill(counted, true, at + FirstCounted(examples[example]), ids.Length - FirstCounted(examples[example]));
                at += ids.Length;
            }

            Array.Fill(starts, at, at, tokens.Length - at);
            return new(tokens, starts, counted);
        }
    }

    /// <summary>What identifies these rows: SHA-256 of T and of each row's examples, in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append([TokensPerRow, Count]);
        foreach (var row in rows)
        {
            Append([row.Length]);
            foreach (int example in row)
            {
                Append([examples[example].Ids.Length, examples[example].PromptLength]);
                Append(examples[example].Ids);
            }
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(int[] numbers)
        {
            var bytes = new byte[numbers.Length * sizeof(int)];
            for (int i = 0; i < numbers.Length; i++)
                BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(i * sizeof(int)), numbers[i]);
            hash.AppendData(bytes);
        }
    }

    /// <inheritdoc/>
    public IEnumerator<PackedRow> GetEnumerator()
    {
        for (int i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // The first token of an example has none before it, and can be no target.
    private static int FirstCounted(PromptedTokens example) => Math.Max(1, example.PromptLength);

    // For each row the indices of its examples, in the order in which they were put there.
    private static int[][] BestFitDecreasing(int[] lengths, int capacity)
    {
        var rows = new List<List<int>>();
        var rowsByRoom = new SortedDictionary<int, Queue<int>>();
        var rooms = new SortedSet<int>();
        foreach (int example in Enumerable.Range(0, lengths.Length).OrderByDescending(i => lengths[i]))
        {
            int length = lengths[example], room = capacity, row = rows.Count;
            if (rooms.GetViewBetween(length, capacity).Min is var fitting and > 0) // 0: there is none, for no example is that short
            {
                room = fitting;
                row = rowsByRoom[room].Dequeue();
                if (rowsByRoom[room].Count == 0)
                    rooms.Remove(room);
            }
            else
            {
                rows.Add([]);
            }

            rows[row].Add(example);
            if (!rowsByRoom.TryGetValue(room - length, out var waiting))
                rowsByRoom[room - length] = waiting = new();
            waiting.Enqueue(row);
            rooms.Add(room - length);
        }

        return [.. rows.Select(row => row.ToArray())];
    }
}
