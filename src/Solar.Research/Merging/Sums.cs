using System.Runtime.Intrinsics;

namespace Solar.Research.Merging;

/// <summary>Sums in a fixed order of lanes, whatever the machine's vectors are: the same bits everywhere.</summary>
internal static class Sums
{
    public static double OfProducts(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        var (one, two) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var lanes = Vector256<double>.Count;
        var i = 0;
        for (; i <= a.Length - (2 * lanes); i += 2 * lanes)
        {
            one += Vector256.Create(a[i..]) * Vector256.Create(b[i..]);
            two += Vector256.Create(a[(i + lanes)..]) * Vector256.Create(b[(i + lanes)..]);
        }

        var sum = Vector256.Sum(one + two);
        for (; i < a.Length; i++)
            sum += a[i] * b[i];
        return sum;
    }

    public static double OfMagnitudes(ReadOnlySpan<double> values)
    {
        var lanes = Vector256<double>.Zero;
        var i = 0;
        for (; i <= values.Length - Vector256<double>.Count; i += Vector256<double>.Count)
            lanes += Vector256.Abs(Vector256.Create(values[i..]));
        var sum = Vector256.Sum(lanes);
        for (; i < values.Length; i++)
            sum += Math.Abs(values[i]);
        return sum;
    }
}
