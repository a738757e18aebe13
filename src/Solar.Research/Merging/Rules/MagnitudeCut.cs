using System.Numerics;
using System.Runtime.Intrinsics;

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
        Span<uint> keys = stackalloc uint[Vector256<uint>.Count];
        var i = 0;
        for (; i <= values.Length - keys.Length; i += keys.Length)
        {
            Vector256.ShiftRightLogical(Keys(values[i..]), LowerBits).CopyTo(keys);
            foreach (var key in keys)
                tallies[(int)key]++;
        }

        for (; i < values.Length; i++)
            tallies[(int)(Key(values[i]) >> LowerBits)]++;
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
        var i = 0;
        for (; i <= values.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            if (Vector256.EqualsAny(Vector256.ShiftRightLogical(Keys(values[i..]), LowerBits), Vector256.Create(_upper)))
                TallyLowerOneByOne(values.Slice(i, Vector256<uint>.Count), tallies);
        }

        TallyLowerOneByOne(values[i..], tallies);
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
        var i = 0;
        for (; i <= values.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
            ties += BitOperations.PopCount(Vector256.Equals(Keys(values[i..]), Vector256.Create(_edge)).ExtractMostSignificantBits());
        for (; i < values.Length; i++)
            ties += Key(values[i]) == _edge ? 1 : 0;
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
        var half = Vector256<double>.Count;
        var i = 0;
        for (; i <= values.Length - Vector256<uint>.Count; i += Vector256<uint>.Count)
        {
            var keys = Keys(values[i..]);
            if (TiesDecide && Vector256.EqualsAny(keys, Vector256.Create(_edge)))
            {
                TrimOneByOne(values.Slice(i, Vector256<uint>.Count), ref ties);
                continue;
            }

            // All ones in the lanes that stay, widened to the lanes of doubles.
            var (low, high) = Vector256.Widen(Vector256.GreaterThanOrEqual(keys, Vector256.Create(_edge)).AsInt32());
            (Vector256.Create<double>(values[i..]) & low.AsDouble()).CopyTo(values[i..]);
            (Vector256.Create<double>(values[(i + half)..]) & high.AsDouble()).CopyTo(values[(i + half)..]);
        }

        TrimOneByOne(values[i..], ref ties);
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

    private void TrimOneByOne(Span<double> values, ref double ties)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var key = Key(values[i]);
            if (key < _edge || (key == _edge && ties++ >= KeptTies))
                values[i] = 0;
        }
    }

    private void TallyLowerOneByOne(ReadOnlySpan<double> values, Span<long> tallies)
    {
        foreach (var value in values)
        {
            var key = Key(value);
            if (key >> LowerBits == _upper)
                tallies[(int)(key & (LowerValues - 1))]++;
        }
    }

    private static Vector256<uint> Keys(ReadOnlySpan<double> values) =>
        Vector256.Narrow(Vector256.Create(values), Vector256.Create(values[Vector256<double>.Count..])).AsUInt32() & Vector256.Create(0x7FFFFFFFu);

    private static uint Key(double value) => BitConverter.SingleToUInt32Bits((float)value) & 0x7FFFFFFF;
}
