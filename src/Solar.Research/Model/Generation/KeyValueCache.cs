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
        return (keys.narrow(2, 0, length), values.narrow(2, 0, length));
    }

    public void Dispose()
    {
        keys?.Dispose();
        values?.Dispose();
    }
}
