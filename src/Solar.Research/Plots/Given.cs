using System.Globalization;
using System.Numerics;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots;

/// <summary>What a caller gives to be drawn, checked at the door.</summary>
internal static class Given
{
    public static double[] Numbers<T>(IEnumerable<T> values)
        where T : INumber<T> => [.. values.Select(double.CreateChecked)];

    public static Curve Points(string what, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count != y.Count)
            throw new ArgumentException($"The {what} has {x.Count} x values and {y.Count} y values: give one of each for every point.");
        if (!x.Zip(y).Any(point => double.IsFinite(point.First) && double.IsFinite(point.Second)))
            throw new ArgumentException($"The {what} has no point to draw: of {x.Count}, none has two numbers.");
        return new(x, y);
    }

    public static Interval? Ends(string what, int count, (IEnumerable<double> Low, IEnumerable<double> High)? given)
    {
        if (given is not { } ends)
            return null;
        var (low, high) = (ends.Low.ToList(), ends.High.ToList());
        if (low.Count != count || high.Count != count)
            throw new ArgumentException($"The {what} has {low.Count} lower and {high.Count} upper ends for {count} points: give one of each for every point.");
        return new(low, high);
    }

    public static IReadOnlyList<string> Names(string what, int count, IEnumerable<string>? given)
    {
        var names = given?.ToList() ?? [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (names.Count != count)
            throw new ArgumentException($"The heat map has {count} {what} but {names.Count} names for them.");
        return names;
    }

    /// <summary>The panel with one more mark.</summary>
    public static Panel Add(this Panel panel, Mark mark) => panel with { Marks = [.. panel.Marks, mark] };

    /// <summary>Refuses a mark of two numbers in a panel that has names on its axes.</summary>
    public static Panel Numeric(this Panel panel, string name) => panel.X.Categories.Count == 0 && panel.Y.Categories.Count == 0
        ? panel
        : throw new ArgumentException($"'{name}' has numbers on both axes, but the panel '{panel.Title}' has names on one: give it a panel of its own.");

    /// <summary>The axis with names added that it does not have yet, and the place of each of them.</summary>
    public static (Axis Axis, IReadOnlyList<int> Indexes) Including(this Axis axis, IReadOnlyList<string> names, Panel panel, string mark)
    {
        var other = ReferenceEquals(axis, panel.X) ? panel.Y : panel.X;
        if (other.Categories.Count > 0 || (axis.Categories.Count == 0 && panel.Marks.Count > 0))
            throw new ArgumentException($"'{mark}' has names on an axis where the panel '{panel.Title}' has numbers: give it a panel of its own.");
        var all = axis.Categories.Concat(names).Distinct().ToList();
        return (axis with { Categories = all }, [.. names.Select(name => all.IndexOf(name))]);
    }
}
