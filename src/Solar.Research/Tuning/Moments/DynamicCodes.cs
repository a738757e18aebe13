namespace Solar.Research.Tuning.Moments;

/// <summary>The numbers in [−1, 1] that one byte stands for: dense near zero in proportion, as an exponent and a fraction share its bits.</summary>
/// <remarks>
/// Dettmers et al. 2022, §1.3 and §2.2 ("dynamic tree quantization" and its unsigned form), as bitsandbytes makes the table: seven decades, each cut into
/// twice as many equal parts as the one below, a code at the middle of every part, and 1 itself, so that the largest of a block is exact where it is positive.
/// Departs: the unsigned table has no zero. A mean of squares that became zero would divide by ε alone (Li et al. 2023, "Memory Efficient Optimizers with
/// 4-bit States", §3.2); the least becomes 3·10⁻⁷ of its block's largest instead, which makes a step smaller and never larger.
/// </remarks>
internal static class DynamicCodes
{
    private const int Decades = 7;

    /// <summary>256 codes from −0.993 to 1, zero among them, ascending.</summary>
    public static float[] Signed { get; } = [.. Magnitudes(1).Select(code => -code).Concat([0]).Concat(Magnitudes(1)).Append(1).Order().Select(code => (float)code)];

    /// <summary>255 codes from 3.25·10⁻⁷ to 1, ascending.</summary>
    public static float[] Positive { get; } = [.. Magnitudes(2).Append(1).Order().Select(code => (float)code)];

    // 10⁻⁶ … 10⁰ times the middles of 1, 2, 4, … 64 parts (or twice as many) of [0.1, 1].
    private static IEnumerable<double> Magnitudes(int partsOfLowest)
    {
        for (var decade = 0; decade < Decades; decade++)
        {
            var parts = partsOfLowest << decade;
            for (var i = 0; i < parts; i++)
                yield return Math.Pow(10, decade - Decades + 1) * (0.1 + (0.9 * (i + 0.5) / parts));
        }
    }
}
