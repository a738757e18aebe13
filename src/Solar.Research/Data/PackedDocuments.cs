using System.Buffers.Binary;
using System.Collections;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Solar.Research.Data;

/// <summary>Documents laid end to end and cut into rows of equal length: no padding, and every token but the first is a target once.</summary>
/// <remarks>
/// Row i holds the stream's tokens iT … iT + T: neighbours share one token, which is the last target of one and the first
/// input of the next. What is left at the end and does not fill a row is not used; <see cref="UnusedTokens"/> counts it.
/// A row is made when it is asked for, so the documents are held once, as four bytes a token.
/// </remarks>
public sealed class PackedDocuments : IReadOnlyList<PackedRow>
{
    private readonly int[] stream;
    private readonly int[] starts;

    private PackedDocuments(int[] stream, int[] starts, int tokensPerRow)
    {
        this.stream = stream;
        this.starts = starts;
        TokensPerRow = tokensPerRow;
    }

    /// <summary>T, the targets of one row.</summary>
    public int TokensPerRow { get; }

    /// <summary>Rows.</summary>
    public int Count => Math.Max(0, stream.Length - 1) / TokensPerRow;

    /// <summary>Tokens at the end that do not fill a row: fewer than T.</summary>
    public int UnusedTokens => stream.Length - (Count == 0 ? 0 : (Count * TokensPerRow) + 1);

    /// <summary>The rows of these documents.</summary>
    /// <param name="documents">Token ids of each document, with whatever begin and end tokens it is to have. An empty one adds nothing.</param>
    /// <param name="tokensPerRow">T.</param>
    /// <param name="seed">The order in which documents are laid; none keeps the order given.</param>
    /// <exception cref="ArgumentException">There are not enough tokens for one row, or too many for one array.</exception>
    public static PackedDocuments Pack(IEnumerable<IReadOnlyList<int>> documents, int tokensPerRow, long? seed = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokensPerRow);
        var order = documents.Where(document => document.Count > 0).ToArray();
        if (seed is { } chosen)
            new SplitMix64(chosen).Shuffle<IReadOnlyList<int>>(order);

        var total = order.Sum(document => (long)document.Count);
        if (total > Array.MaxLength)
            throw new ArgumentException($"{total} tokens are more than one stream holds ({Array.MaxLength}): pack them in parts.", nameof(documents));
        if (total < tokensPerRow + 1L)
            throw new ArgumentException($"{total} tokens in {order.Length} documents do not fill one row of {tokensPerRow} + 1: give more text or shorter rows.", nameof(documents));

        var stream = new int[total];
        var starts = new int[order.Length];
        var at = 0;
        for (var d = 0; d < order.Length; d++)
        {
            starts[d] = at;
            foreach (var token in order[d])
                stream[at++] = token;
        }

        return new(stream, starts, tokensPerRow);
    }

    /// <summary>The row at an index.</summary>
    public PackedRow this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
            var from = index * TokensPerRow;
            var documentStarts = new int[TokensPerRow + 1];
            var document = Array.BinarySearch(starts, from);
            if (document < 0)
                document = ~document - 1;
            for (var t = 0; t <= TokensPerRow; t++)
            {
                while (document + 1 < starts.Length && starts[document + 1] <= from + t)
                    document++;
                documentStarts[t] = Math.Max(0, starts[document] - from);
            }

            return new(stream.AsSpan(from, TokensPerRow + 1).ToArray(), documentStarts);
        }
    }

    /// <summary>What identifies these rows: SHA-256 of T, the document starts and the tokens, in lower-case hexadecimal.</summary>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append([TokensPerRow, starts.Length]);
        Append(starts);
        Append(stream);
        return Convert.ToHexStringLower(hash.GetHashAndReset());

        void Append(ReadOnlySpan<int> numbers)
        {
            if (BitConverter.IsLittleEndian)
            {
                hash.AppendData(MemoryMarshal.AsBytes(numbers));
                return;
            }

            Span<byte> bytes = stackalloc byte[sizeof(int)];
            foreach (var number in numbers)
            {
                BinaryPrimitives.WriteInt32LittleEndian(bytes, number);
                hash.AppendData(bytes);
            }
        }
    }

    /// <inheritdoc/>
    public IEnumerator<PackedRow> GetEnumerator()
    {
        for (var i = 0; i < Count; i++)
            yield return this[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
