using System.Globalization;

namespace Solar.Research.Experiments.Claims;

/// <summary>How much of what a claim asserts was found: positive values speak for the claim, negative ones against it.</summary>
/// <param name="Value">The mean over seeds, or the one exact value.</param>
/// <param name="Low">The lower end of its 95% interval; none with fewer than two seeds.</param>
/// <param name="High">The upper end.</param>
/// <param name="Seeds">How many paired seeds it was measured with; 0 for a computation that has no chance in it.</param>
/// <param name="Unit">What it is counted in.</param>
public sealed record Effect(double Value, double? Low, double? High, int Seeds, string Unit)
{
    /// <summary>A value that no seed moves: its interval is the value.</summary>
    public static Effect Exact(double value, string unit) => new(value, value, value, 0, unit);

    /// <summary>The mean of one difference a seed, with Student's 95% interval: mean ± t·s/√n.</summary>
    /// <param name="differences">For each seed, what was measured in one run less what was measured in its partner.</param>
    /// <param name="unit">What they are counted in.</param>
    public static Effect OfPairs(IReadOnlyList<double> differences, string unit)
    {
        var n = differences.Count;
        if (n == 0)
            throw new ArgumentException("An effect needs at least one seed.", nameof(differences));
        if (differences.FirstOrDefault(difference => !double.IsFinite(difference), 0) is var broken && !double.IsFinite(broken))
            throw new ArgumentException($"An effect of {broken} {unit} is no measurement.", nameof(differences));
        var mean = differences.Average();
        if (n == 1)
            return new(mean, null, null, 1, unit);

        var variance = differences.Sum(difference => (difference - mean) * (difference - mean)) / (n - 1);
        var half = StudentT.Quantile975(n - 1) * Math.Sqrt(variance / n);
        return new(mean, mean - half, mean + half, n, unit);
    }

    /// <summary>Supported when all of the interval is above 0, Contradicted when all of it is below, else Undecided.</summary>
    public Verdict Verdict => (Low, High) switch
    {
        ( > 0, not null) => Verdict.Supported,
        (not null, < 0) => Verdict.Contradicted,
        _ => Verdict.Undecided,
    };

    /// <summary>Such as <c>+0.021 [0.014, 0.028] nats, 3 seeds</c>.</summary>
    public override string ToString()
    {
        var interval = Low is { } low && High is { } high && Seeds > 0 ? $" [{Short(low)}, {Short(high)}]" : "";
        var seeds = Seeds switch { 0 => "", 1 => ", 1 seed", _ => $", {Seeds} seeds" };
        return $"{(Value > 0 ? "+" : "")}{Short(Value)}{interval} {Unit}{seeds}";
    }

    private static string Short(double value) => Math.Abs(value) >= 1000
        ? value.ToString("N0", CultureInfo.InvariantCulture)
        : value.ToString("0.0###", CultureInfo.InvariantCulture);
}
