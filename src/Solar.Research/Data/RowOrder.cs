namespace Solar.Research.Data;

/// <summary>The order in which examples are seen: every epoch is a new permutation, and all of them follow from the seed.</summary>
/// <remarks>A position says everything about where a run stands, so a resumed run needs no saved generator.</remarks>
/// <param name="count">Examples in one epoch.</param>
/// <param name="seed">Two orders with one seed are the same.</param>
public sealed class RowOrder(int count, long seed)
{
    private readonly int[] permutation = count > 0
        ? new int[count]
        : throw new ArgumentOutOfRangeException(nameof(count), count, "There is nothing to put in order.");

    private long epoch = -1;

    /// <summary>The example at a position of the endless sequence.</summary>
    /// <param name="position">0 is the first example of the run; every <c>count</c> positions are one epoch.</param>
    public int this[long position]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(position);
            if (position / count != epoch)
                Enter(position / count);
            return permutation[position % count];
        }
    }

    private void Enter(long next)
    {
        for (var i = 0; i < count; i++)
            permutation[i] = i;
        new SplitMix64(seed, next).Shuffle<int>(permutation);
        epoch = next;
    }
}
