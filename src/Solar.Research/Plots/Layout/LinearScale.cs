using System.Globalization;

namespace Solar.Research.Plots.Layout;

/// <summary>Equal distances are equal differences; ticks at 1, 2 or 5 times a power of ten.</summary>
internal sealed record LinearScale : Scale
{
    /// <param name="low">The smallest value shown.</param>
    /// <param name="high">The largest value shown.</param>
    /// <param name="from">The place of the smallest.</param>
    /// <param name="to">The place of the largest.</param>
    /// <param name="ticks">About how many ticks.</param>
    public LinearScale(double low, double high, double from, double to, double ticks)
        : base(low, high, from, to) => Step = RoundStep((high - low) / Math.Max(2, Math.Round(ticks)));

    /// <summary>The distance of ticks.</summary>
    public double Step { get; }

    public override IReadOnlyList<Tick> Ticks
    {
        get
        {
            var ticks = new List<Tick>();
            for (var i = (long)Math.Ceiling((Low / Step) - 1e-9); i * Step <= High + (1e-9 * Step); i++)
                ticks.Add(new(i * Step, Label(i * Step)));
            return ticks;
        }
    }

    public override double Place(double value) => From + ((value - Low) / (High - Low) * (To - From));

    /// <summary>1, 2 or 5 times a power of ten, not below what is asked for.</summary>
    public static double RoundStep(double rough)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return (rough / power) switch { <= 1.0001 => power, <= 2.0001 => 2 * power, <= 5.0001 => 5 * power, _ => 10 * power };
    }

    // Thousands as k, millions as M and so on; no more digits than the step has.
    private string Label(double tick)
    {
        if (tick == 0)
            return "0";
        var greatest = Math.Max(Math.Abs(Low), Math.Abs(High));
        if (greatest is < 1e-3 or >= 1e15)
            return tick.ToString("0.##e0", CultureInfo.InvariantCulture);
        var (unit, suffix) = greatest switch
        {
            >= 1e12 => (1e12, "T"),
            >= 1e9 => (1e9, "G"),
            >= 1e6 => (1e6, "M"),
            >= 1e4 => (1e3, "k"),
            _ => (1.0, ""),
        };
        var digits = Math.Max(0, -(int)Math.Floor(Math.Log10(Step / unit) + 1e-9));
        return (tick / unit).ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) + suffix;
    }
}
