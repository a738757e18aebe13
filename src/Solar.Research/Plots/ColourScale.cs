using System.Globalization;

namespace Solar.Research.Plots;

/// <summary>Colours for values: equal steps of the value are equal steps to the eye, the colour-blind's too, and in grey print.</summary>
internal sealed class ColourScale
{
    // Cividis (Nuñez, Anderton and Renslow 2018), every second stop of the table that plotly.js carries.
    private static readonly (int Red, int Green, int Blue)[] Cividis =
    [
        (0, 32, 76), (0, 52, 110), (60, 74, 107), (91, 95, 109), (117, 117, 117), (146, 140, 120), (176, 165, 114), (209, 191, 102), (255, 233, 69),
    ];

    // From Okabe and Ito's blue over near-white to their vermillion: for differences, where the middle means none.
    private static readonly (int Red, int Green, int Blue)[] Diverging = [(0, 114, 178), (247, 247, 247), (213, 94, 0)];

    private readonly (int Red, int Green, int Blue)[] _stops;

    private ColourScale((int, int, int)[] stops, double low, double high) => (_stops, Low, High) = (stops, low, high);

    /// <summary>The value of the first colour.</summary>
    public double Low { get; }

    /// <summary>The value of the last colour.</summary>
    public double High { get; }

    /// <summary>The colours with their places from 0 to 1.</summary>
    public IEnumerable<(double Place, string Colour)> Stops => _stops.Select((stop, i) => ((double)i / (_stops.Length - 1), Hex(stop)));

    /// <summary>A scale over values, or, with a centre, one that reaches as far to either side of it.</summary>
    public static ColourScale Over(IEnumerable<double> values, double? centre)
    {
        var finite = values.Where(double.IsFinite).ToList();
        var (low, high) = (finite.Min(), finite.Max());
        if (centre is not { } middle)
            return low < high ? new(Cividis, low, high) : new(Cividis, low - 0.5, high + 0.5);
        var reach = Math.Max(Math.Abs(high - middle), Math.Abs(middle - low));
        reach = reach > 0 ? reach : 1;
        return new(Diverging, middle - reach, middle + reach);
    }

    /// <summary>The colour of a value.</summary>
    public string Of(double value) => Hex(Mix(value));

    /// <summary>Whether white letters are read better on a value's colour than black ones.</summary>
    public bool IsDark(double value)
    {
        var (red, green, blue) = Mix(value);
        return (0.299 * red) + (0.587 * green) + (0.114 * blue) < 140;
    }

    private (int Red, int Green, int Blue) Mix(double value)
    {
        var place = Math.Clamp((value - Low) / (High - Low), 0, 1) * (_stops.Length - 1);
        var before = Math.Min((int)place, _stops.Length - 2);
        var (one, other, share) = (_stops[before], _stops[before + 1], place - before);
        int Between(int a, int b) => (int)Math.Round(a + (share * (b - a)));
        return (Between(one.Red, other.Red), Between(one.Green, other.Green), Between(one.Blue, other.Blue));
    }

    private static string Hex((int Red, int Green, int Blue) colour) =>
        string.Create(CultureInfo.InvariantCulture, $"#{colour.Red:x2}{colour.Green:x2}{colour.Blue:x2}");
}
