using System.Globalization;

namespace Solar.Research.Plots.Layout;

/// <summary>Equal distances are equal factors; ticks at powers of ten, and between them where there are few.</summary>
internal sealed record LogScale(double Low, double High, double From, double To) : Scale(Low, High, From, To)
{
    public override IReadOnlyList<Tick> Ticks
    {
        get
        {
            var decades = Math.Log10(High / Low);
            if (decades < 0.7) // too short for 1, 2, 5: round differences
                return new LinearScale(Low, High, From, To, Math.Abs(To - From) / 75).Ticks;

            var every = (int)Math.Ceiling(decades / Math.Max(2, Math.Abs(To - From) / 45));
            var ticks = new List<Tick>();
            for (var power = (int)Math.Floor(Math.Log10(Low) - 1e-9); power <= Math.Log10(High) + 1e-9; power++)
            {
                for (var digit = 1; digit < 10; digit++)
                {
                    var value = digit * Math.Pow(10, power);
                    var named = digit == 1 ? power % every == 0 : decades < 2.3 && digit is (2 or 5);
                    if (value >= Low * (1 - 1e-9) && value <= High * (1 + 1e-9) && (named || every == 1))
                        ticks.Add(new(value, named ? Label(value) : ""));
                }
            }

            return ticks;
        }
    }

    public override double Place(double value) => From + (Math.Log(value / Low) / Math.Log(High / Low) * (To - From));

    private static string Label(double value) => value switch
    {
        < 1e-3 or >= 1e15 => value.ToString("0.#e0", CultureInfo.InvariantCulture),
        >= 1e12 => Short(value / 1e12, "T"),
        >= 1e9 => Short(value / 1e9, "G"),
        >= 1e6 => Short(value / 1e6, "M"),
        >= 1e3 => Short(value / 1e3, "k"),
        _ => Short(value, ""),
    };

    private static string Short(double value, string suffix) => value.ToString("0.###", CultureInfo.InvariantCulture) + suffix;
}
