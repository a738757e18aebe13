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
    public static void Sum(ReadOnlySpan<double[]> differences, int count, IReadOnlyList<double> weights, bool normalize, double[] output)
    {
        var lanes = Vector256<double>.Count;
        for (var i = 0; i < count; i += lanes)
        {
            var at = Math.Min(i, Math.Max(0, count - lanes)); // the last group overlaps the one before
            var sum = Load(differences[0], at);
            for (var model = 1; model < differences.Length; model++)
                sum += Load(differences[model], at);
            var positive = Vector256.GreaterThanOrEqual(sum, Vector256<double>.Zero);

            var (agreed, divisor) = (Vector256<double>.Zero, Vector256<double>.Zero);
            for (var model = 0; model < differences.Length; model++)
            {
                var values = Load(differences[model], at);
                var above = Vector256.GreaterThan(values, Vector256<double>.Zero);
                var below = Vector256.LessThan(values, Vector256<double>.Zero);
                var agrees = Vector256.ConditionalSelect(positive, above, below);
                agreed += values & agrees;
                divisor += Vector256.Create(weights[model]) & agrees;
            }

            if (normalize)
                agreed /= Vector256.ConditionalSelect(Vector256.Equals(divisor, Vector256<double>.Zero), Vector256<double>.One, divisor);
            Store(agreed, output, at, count);
        }
    }

    private static Vector256<double> Load(double[] values, int at) =>
        at + Vector256<double>.Count <= values.Length
            ? Vector256.Create(values.AsSpan(at))
            : Vector256.Create(At(values, at), At(values, at + 1), At(values, at + 2), At(values, at + 3));

    private static double At(double[] values, int i) => i < values.Length ? values[i] : 0;

    private static void Store(Vector256<double> lanes, double[] values, int at, int count)
    {
        for (var i = 0; i < Vector256<double>.Count && at + i < count; i++)
            values[at + i] = lanes[i];
    }
}
