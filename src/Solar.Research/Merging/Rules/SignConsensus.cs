using System.Runtime.Intrinsics;

namespace Solar.Research.Merging.Rules;

/// <summary>The vote of TIES, element by element: the sign of the sum prevails (+ where it is 0), and only differences of that sign are summed.</summary>
/// <remarks>Yadav et al. 2023, §3; mergekit a6e4028, get_mask with "sum". A divisor of 0 counts as 1.</remarks>
internal static class SignConsensus
{
    /// <summary>Sums those of the prevailing sign, and divides by their weights where asked to.</summary>
    /// <param name="differences">Weighted already.</param>
    /// <param name="count">How many elements of each are meant.</param>
    /// <param name="weights">One for each difference.</param>
    /// <param name="normalize">Whether to divide.</param>
    /// <param name="output">The sums.</param>
    public static void Sum(ReadOnlySpan<double[]> differences, int count, ReadOnlySpan<double> weights, bool normalize, double[] output)
    {
        var i = 0;
        for (; i <= count - Vector256<double>.Count; i += Vector256<double>.Count)
        {
            var sum = Vector256.Create(differences[0].AsSpan(i));
            for (var model = 1; model < differences.Length; model++)
                sum += Vector256.Create(differences[model].AsSpan(i));
            var positive = Vector256.GreaterThanOrEqual(sum, Vector256<double>.Zero);

            var (agreed, divisor) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (var model = 0; model < differences.Length; model++)
            {
                var values = Vector256.Create(differences[model].AsSpan(i));
                var agrees = Vector256.ConditionalSelect(
                    positive, Vector256.GreaterThan(values, Vector256<double>.Zero), Vector256.LessThan(values, Vector256<double>.Zero));
                agreed += values & agrees;
                divisor += Vector256.Create(weights[model]) & agrees;
            }

            if (normalize)
                agreed /= Vector256.ConditionalSelect(Vector256.Equals(divisor, Vector256<double>.Zero), Vector256<double>.One, divisor);
            agreed.CopyTo(output, i);
        }

        for (; i < count; i++)
            output[i] = One(differences, i, weights, normalize);
    }

    private static double One(ReadOnlySpan<double[]> differences, int i, ReadOnlySpan<double> weights, bool normalize)
    {
        var sum = differences[0][i];
        for (var model = 1; model < differences.Length; model++)
            sum += differences[model][i];
        var (agreed, divisor) = (0.0, 0.0);
        for (var model = 0; model < differences.Length; model++)
        {
            var value = differences[model][i];
            if (sum >= 0 ? value > 0 : value < 0)
                (agreed, divisor) = (agreed + value, divisor + weights[model]);
        }

        return normalize && divisor != 0 ? agreed / divisor : agreed;
    }
}
