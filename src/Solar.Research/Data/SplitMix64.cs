namespace Solar.Research.Data;

/// <summary>A small generator of pseudo-random numbers whose sequence is the same on every machine and every runtime.</summary>
/// <remarks>Steele, Lea and Flood 2014 (SplitMix). <see cref="Random"/> does not promise its sequence across runtime versions.</remarks>
public sealed class SplitMix64
{
    private ulong state;

    /// <summary>A generator that starts at <paramref name="seed"/>.</summary>
    public SplitMix64(long seed) => state = unchecked((ulong)seed);

    /// <summary>A generator for one of many independent streams of a seed: an epoch, a layer, a row.</summary>
    public SplitMix64(long seed, long stream)
        : this(seed) => state = Next() ^ unchecked((ulong)stream * 0xD1342543DE82EF95UL);

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            state += 0x9E3779B97F4A7C15UL;
            var z = state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number in [0, <paramref name="exclusive"/>), every one equally likely.</summary>
    public int Below(int exclusive)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusive);
        var bound = (ulong)exclusive;
        // The lowest 2^64 mod bound values are thrown away, so that what is left divides evenly (Lemire 2019).
        var refused = unchecked(0UL - bound) % bound;
        while (true)
        {
            var high = Math.BigMul(Next(), bound, out var low);
            if (low >= refused)
                return (int)high;
        }
    }

    /// <summary>Puts the items in a random order, every order equally likely.</summary>
    public void Shuffle<T>(Span<T> items)
    {
        for (var last = items.Length - 1; last > 0; last--)
        {
            var other = Below(last + 1);
            (items[last], items[other]) = (items[other], items[last]);
        }
    }
}
