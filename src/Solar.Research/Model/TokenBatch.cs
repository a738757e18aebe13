using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>Rows of tokens, what they are to predict, and how far back each may look.</summary>
/// <param name="Ids">[B, T] int64 token ids.</param>
/// <param name="Targets">[B, T] int64 the token to predict at t (already shifted: the id at t + 1); −100 is not counted.</param>
/// <param name="FirstVisible">
/// [B, T] int64: the token at t sees the keys s with first[t] ≤ s ≤ t. One representation for document boundaries and left
/// padding; null is 0 everywhere. The decoder adds its own sliding window to it.
/// </param>
/// <remarks>Positions run through the row and do not restart with a document: the rotary embedding only knows distances.</remarks>
public sealed record TokenBatch(Tensor Ids, Tensor? Targets = null, Tensor? FirstVisible = null) : IDisposable
{
    /// <summary>The target that is not counted.</summary>
    public const long Ignored = -100;

    /// <summary>A batch of packed rows: T tokens each, the same shifted by one as targets, and the documents kept apart.</summary>
    /// <remarks>
    /// Every token but a row's first is a target, so a document's first token is predicted from the end of the one before,
    /// unless the row says which targets are counted.
    /// </remarks>
    public static TokenBatch From(IReadOnlyList<PackedRow> rows, Device? device = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(rows.Count, nameof(rows));
        var length = rows[0].Tokens.Length - 1;
        var (ids, targets, first) = (new long[rows.Count * length], new long[rows.Count * length], new long[rows.Count * length]);
        var apart = false;
        for (var b = 0; b < rows.Count; b++)
        {
            var (tokens, starts, counted) = rows[b];
            if (tokens.Length != length + 1 || starts.Length < length)
                throw new ArgumentException($"Row {b} has {tokens.Length} tokens and {starts.Length} document starts, but row 0 has {length + 1} tokens.", nameof(rows));
            if (counted is not null && counted.Length != length + 1)
                throw new ArgumentException($"Row {b} says of {counted.Length} tokens whether they are counted, but has {length + 1}.", nameof(rows));
            for (var t = 0; t < length; t++)
            {
                var i = (b * length) + t;
                (ids[i], targets[i], first[i]) = (tokens[t], counted is null || counted[t + 1] ? tokens[t + 1] : Ignored, starts[t]);
                apart |= starts[t] > 0;
            }
        }

        Tensor Make(long[] values) => tensor(values, [rows.Count, length], device: device);
        return new(Make(ids), Make(targets), apart ? Make(first) : null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        Targets?.Dispose();
        FirstVisible?.Dispose();
    }

    internal (long Rows, long Length) ExpectShapes()
    {
        if (Ids.dim() != 2 || Ids.shape[1] == 0)
            throw new ArgumentException($"Token ids are [B, T], but these are [{string.Join(", ", Ids.shape)}].");
        Targets?.ExpectShape(Ids.shape);
        FirstVisible?.ExpectShape(Ids.shape);
        return (Ids.shape[0], Ids.shape[1]);
    }
}
