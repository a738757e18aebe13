namespace Solar.Research.Data.SmallWorld;

/// <summary>Items of which the first are spoken of often and the last seldom: the i-th has weight 1 / (i + offset).</summary>
/// <remarks>Zipf 1949. It spreads what a small model knows: the common facts are learned early, the rare ones late or never.</remarks>
internal sealed class Zipf<T>
{
    private readonly IReadOnlyList<T> _items;
    private readonly int[] _upTo;

    public Zipf(IReadOnlyList<T> items, int offset)
    {
        _items = items;
        _upTo = new int[items.Count];
        var sum = 0;
        for (var i = 0; i < items.Count; i++)
            _upTo[i] = sum += 1_000_000 / (i + offset);
    }

    public T Draw(Dice dice)
    {
        var at = Array.BinarySearch(_upTo, dice.Below(_upTo[^1]) + 1);
        return _items[at < 0 ? ~at : at];
    }
}
