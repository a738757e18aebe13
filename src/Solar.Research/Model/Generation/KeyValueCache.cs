using static TorchSharp.torch;

namespace Solar.Research.Model.Generation;

/// <summary>The keys and values of the tokens that a decoder has read, so that the next token costs one token's work.</summary>
/// <param name="layers">L.</param>
/// <param name="capacity">The tokens that there is room for.</param>
public sealed class KeyValueCache(int layers, int capacity) : IDisposable
{
    /// <summary>The tokens that it holds.</summary>
    public long Length { get; private set; }

    internal IReadOnlyList<LayerCache> Layers { get; } = [.. Enumerable.Range(0, layers).Select(_ => new LayerCache(capacity))];

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var layer in Layers)
            layer.Dispose();
    }

    /// <summary>Makes what one row has read the past of several, so that a beginning that they share is read once.</summary>
    /// <param name="rows">B, from now on.</param>
    public void Repeat(int rows)
    {
        foreach (var layer in Layers)
            layer.Repeat(rows);
    }

    internal void Advance(long tokens) => Length += tokens;

    internal void ExpectRoom(long tokens)
    {
        if (Length + tokens > capacity)
            throw new ArgumentException($"The cache has room for {capacity} tokens, {Length} are taken, and {tokens} more do not fit.");
    }
}

/// <summary>The cache of one layer: keys (turned by their position already) and values.</summary>
internal sealed class LayerCache(int capacity) : IDisposable
{
    private Tensor? keys;
    private Tensor? values;
    private long length;

    /// <summary>Whether nothing is held yet.</summary>
    public bool IsEmpty => length == 0;

    /// <summary>[B, K, S, D] The keys that are held.</summary>
    public Tensor Keys => Held(keys);

    /// <summary>[B, K, S, D] The values that are held.</summary>
    public Tensor Values => Held(values);

    /// <param name="newKeys">[B, K, T, D]</param>
    /// <param name="newValues">[B, K, T, D]</param>
    /// <returns>[B, K, S, D] All that are held now.</returns>
    public (Tensor Keys, Tensor Values) Append(Tensor newKeys, Tensor newValues)
    {
        var (b, k, t, d) = (newKeys.shape[0], newKeys.shape[1], newKeys.shape[2], newKeys.shape[3]);
        keys ??= empty([b, k, capacity, d], newKeys.dtype, newKeys.device).DetachFromDisposeScope();
        values ??= empty([b, k, capacity, d], newKeys.dtype, newKeys.device).DetachFromDisposeScope();
        keys.narrow(2, length, t).copy_(newKeys);
        values.narrow(2, length, t).copy_(newValues);
        length += t;
        return (Keys, Values);
    }

    /// <summary>[1, K, …] becomes [B, K, …].</summary>
    public void Repeat(long rows)
    {
        (keys, values) = (Repeated(keys!, rows), Repeated(values!, rows));
    }

    private Tensor Held(Tensor? all) => (all ?? throw new InvalidOperationException("The cache holds nothing yet.")).narrow(2, 0, length);

    private Tensor Repeated(Tensor held, long rows)
    {
        using (held)
        {
            if (held.shape[0] != 1)
                throw new ArgumentException($"One row is repeated, but the cache holds {held.shape[0]}.");
            var wide = empty([rows, held.shape[1], held.shape[2], held.shape[3]], held.dtype, held.device).DetachFromDisposeScope();
            using var from = held.narrow(2, 0, length);
            using var to = wide.narrow(2, 0, length);
            to.copy_(from);
            return wide;
        }
    }

    public void Dispose()
    {
        keys?.Dispose();
        values?.Dispose();
    }
}
