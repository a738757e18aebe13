namespace Solar.Research.Merging.Rules;

/// <summary>Finds the k largest of very many numbers without holding or sorting them: by two histograms of their bits, and a count of ties.</summary>
/// <remarks>
/// Magnitudes are compared in single precision, as mergekit's trimming does (a6e4028, sparsify.py); of those that are equal at the edge,
/// the first in the tensor are kept, where mergekit leaves it to the sort.
/// </remarks>
/// <param name="kept">k.</param>
internal sealed class MagnitudeCut(long kept)
{
    /// <summary>How many values the upper bits of a magnitude have, and the lower.</summary>
    public const int UpperValues = 1 << 16, LowerValues = 1 << LowerBits;

    private const int LowerBits = 15;

    private uint _upper, _edge;
    private long[] _tiesBefore = [];

    /// <summary>How many of the numbers that equal the edge are kept.</summary>
    public long KeptTies { get; private set; }

    /// <summary>Whether more numbers equal the edge than are kept, so that their places decide.</summary>
    public bool TiesDecide { get; private set; }

    /// <summary>The smallest magnitude that is kept.</summary>
    public float Edge => BitConverter.UInt32BitsToSingle(_edge);

    /// <summary>First look: by the upper bits.</summary>
    public static void TallyUpper(ReadOnlySpan<double> values, Span<long> tallies)
    {
        foreach (var value in values)
            tallies[(int)(Key(value) >> LowerBits)]++;
    }

    /// <summary>Ends the first look.</summary>
    public void FindUpper(ReadOnlySpan<long> tallies)
    {
        KeptTies = kept;
        _upper = Descend(tallies);
    }

    /// <summary>Second look: those that share the upper bits of the edge, by the lower.</summary>
    public void TallyLower(ReadOnlySpan<double> values, Span<long> tallies)
    {
        foreach (var value in values)
        {
            var key = Key(value);
            if (key >> LowerBits == _upper)
                tallies[(int)(key & (LowerValues - 1))]++;
        }
    }

    /// <summary>Ends the second look: the edge is known.</summary>
    public void FindEdge(ReadOnlySpan<long> tallies)
    {
        var lower = Descend(tallies);
        _edge = (_upper << LowerBits) | lower;
        TiesDecide = tallies[(int)lower] > KeptTies;
    }

    /// <summary>Third look, where ties decide: how many equal the edge.</summary>
    public long CountTies(ReadOnlySpan<double> values)
    {
        var ties = 0L;
        foreach (var value in values)
            ties += Key(value) == _edge ? 1 : 0;
        return ties;
    }

    /// <summary>Ends the third look.</summary>
    public void PlaceTies(IEnumerable<long> chunks)
    {
        var before = 0L;
        var places = new List<long>();
        foreach (var ties in chunks)
        {
            places.Add(before);
            before += ties;
        }

        _tiesBefore = [.. places];
    }

    /// <summary>How many numbers equal the edge before a chunk.</summary>
    public long TiesBefore(int chunk) => chunk < _tiesBefore.Length ? _tiesBefore[chunk] : 0;

    /// <summary>Sets what is not among the k largest to zero.</summary>
    /// <param name="values">A block.</param>
    /// <param name="ties">How many numbers before it equal the edge; moved on.</param>
    public void Trim(Span<double> values, ref double ties)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var key = Key(values[i]);
            if (key > _edge || (key == _edge && ties++ < KeptTies))
                continue;
            values[i] = 0;
        }
    }

    // From the largest down, to the value among which the k-th lies; KeptTies becomes its place there.
    private uint Descend(ReadOnlySpan<long> tallies)
    {
        for (var value = tallies.Length - 1; value >= 0; value--)
        {
            if (tallies[value] >= KeptTies)
                return (uint)value;
            KeptTies -= tallies[value];
        }

        throw new System.Diagnostics.UnreachableException();
    }

    private static uint Key(double value) => BitConverter.SingleToUInt32Bits((float)value) & 0x7FFFFFFF;
}
