namespace Solar.Research.Plots;

/// <summary>How one series differs from another: by colour, by dash or hatch, and by marker, so that it is told apart in grey too.</summary>
/// <param name="Colour">As <c>#rrggbb</c>.</param>
/// <param name="Dash">Lengths of strokes and gaps along a line; empty is a solid line.</param>
/// <param name="Marker">The shape drawn at points.</param>
/// <param name="Hatch">What is drawn over a filled area: one of <c>/ \ x - | .</c>, or nothing.</param>
public readonly record struct SeriesStyle(string Colour, string Dash, Marker Marker, string Hatch);

/// <summary>A shape at a point.</summary>
public enum Marker
{
    /// <summary>A disc.</summary>
    Circle,

    /// <summary>A square.</summary>
    Square,

    /// <summary>A triangle on its base.</summary>
    Triangle,

    /// <summary>A square on its corner.</summary>
    Diamond,

    /// <summary>A triangle on its tip.</summary>
    Wedge,

    /// <summary>Two crossed strokes.</summary>
    Cross,
}

/// <summary>The colours of Okabe and Ito (2008), which the colour-blind tell apart, dark ones first; each with a dash, a marker and a hatch of its own.</summary>
public static class Palette
{
    private static readonly SeriesStyle[] Styles =
    [
        new("#0072B2", "", Marker.Circle, ""), // blue
        new("#D55E00", "9 4", Marker.Square, "/"), // vermillion
        new("#009E73", "3 3", Marker.Triangle, "."), // bluish green
        new("#CC79A7", "12 4 3 4", Marker.Diamond, "x"), // reddish purple
        new("#E69F00", "6 3 2 3 2 3", Marker.Wedge, "\\"), // orange
        new("#000000", "2 5", Marker.Cross, "-"), // black
        new("#56B4E9", "14 6", Marker.Square, "|"), // sky blue
    ];

    /// <summary>How many series can be told apart.</summary>
    public static int Count => Styles.Length;

    /// <summary>The style of the series at an index.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are not as many styles: draw fewer series in one figure.</exception>
    public static SeriesStyle At(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Styles.Length);
        return Styles[index];
    }
}
