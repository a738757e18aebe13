using System.Globalization;

namespace Solar.Research.Plots;

/// <summary>A scale from values to places, with round tick values.</summary>
public sealed class Axis
{
    private readonly double _from;
    private readonly double _to;

    /// <param name="low">The smallest value shown.</param>
    /// <param name="high">The largest value shown.</param>
    /// <param name="from">The place of the smallest.</param>
    /// <param name="to">The place of the largest.</param>
    /// <param name="ticks">About how many ticks.</param>
    public Axis(double low, double high, double from, double to, int ticks)
    {
        if (!double.IsFinite(low) || !double.IsFinite(high) || low > high)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"An axis cannot run from {low} to {high}."));
        if (low == high)
            (low, high) = (low - 0.5, high + 0.5);
        (Low, High, _from, _to) = (low, high, from, to);
        Step = RoundStep((high - low) / Math.Max(1, ticks));
    }

    /// <summary>The smallest value shown.</summary>
    public double Low { get; }

    /// <summary>The largest value shown.</summary>
    public double High { get; }

    /// <summary>The distance of ticks: 1, 2 or 5 times a power of ten.</summary>
    public double Step { get; }

    /// <summary>The tick values, ascending.</summary>
    public IEnumerable<double> Ticks()
    {
        for (var i = (long)Math.Ceiling((Low / Step) - 1e-9); i * Step <= High + (1e-9 * Step); i++)
            yield return i * Step;
    }

    /// <summary>Where a value lies.</summary>
    public double Place(double value) => _from + ((value - Low) / (High - Low) * (_to - _from));

    /// <summary>A tick value as text: thousands as k, millions as M and so on, no more digits than the step has.</summary>
    public string Label(double tick)
    {
        var (unit, suffix) = Math.Max(Math.Abs(Low), Math.Abs(High)) switch
        {
            >= 1e15 => (1e15, "P"),
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(Step / unit) + 1e-9));
        return tick == 0 ? "0" : (tick / unit).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + suffix;
    }

    private static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch { <= 1.0001 => power, <= 2.0001 => 2 * power, <= 5.0001 => 5 * power, _ => 10 * power };
    }
}
