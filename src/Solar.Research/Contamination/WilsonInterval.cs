using System.Globalization;

namespace Solar.Research.Contamination;

/// <summary>A share of trials that succeeded, with the interval in which the true share lies 95 times of 100.</summary>
/// <remarks>
/// Wilson 1927: (p + z²/2n ± z·√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n) with z = 1.959964. It stays inside [0, 1] and does not
/// vanish at 0 or 1, where contamination shares often are.
/// </remarks>
/// <param name="Share">Successes over trials.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
/// <param name="Trials">n.</param>
public sealed record WilsonInterval(double Share, double Low, double High, int Trials)
{
    private const double Z = 1.959963984540054; // the 97.5th percentile of the normal distribution

    /// <param name="successes">At most <paramref name="trials"/>.</param>
    /// <param name="trials">n, at least 1.</param>
    public static WilsonInterval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(trials);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);
        var (n, p) = ((double)trials, (double)successes / trials);
        var middle = p + (Z * Z / (2 * n));
        var half = Z * Math.Sqrt((p * (1 - p) / n) + (Z * Z / (4 * n * n)));
        var scale = 1 + (Z * Z / n);
        return new(p, successes == 0 ? 0 : (middle - half) / scale, successes == trials ? 1 : (middle + half) / scale, trials);
    }

    /// <summary>Such as <c>0.70 [0.60, 0.78] of 100</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Share:F2} [{Low:F2}, {High:F2}] of {Trials}");
}
