using System.Globalization;

namespace Solar.Research.Plots.Layout;

/// <summary>The stretch of values that an axis shows.</summary>
internal static class AxisStretch
{
    /// <param name="axis">What is asked of it.</param>
    /// <param name="name">Which axis, for errors.</param>
    /// <param name="values">Every value it should show.</param>
    /// <param name="air">The share of the stretch that is left free at an end that was not asked for.</param>
    public static (double Low, double High) Of(Axis axis, string name, IEnumerable<double> values, double air)
    {
        if (axis.Categories.Count > 0)
            return (-0.5, axis.Categories.Count - 0.5);
        if (axis.Low >= axis.High)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} cannot run from {axis.Low} to {axis.High}."));

        var finite = values.Where(double.IsFinite).ToList();
        if (axis.Log && finite.Concat(Given(axis)).FirstOrDefault(value => value <= 0, 1) is <= 0 and var bad)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"{name} is logarithmic and cannot show {bad}: leave out what is not positive, or take a linear axis."));

        var shown = finite.Where(value => value >= (axis.Low ?? value) && value <= (axis.High ?? value)).ToList();
        if (shown.Count == 0 && (axis.Low is null || axis.High is null))
        {
            throw new ArgumentException(finite.Count == 0
                ? $"{name} has no number to show."
                : string.Create(CultureInfo.InvariantCulture, $"{name} runs {(axis.Low is { } from ? $"from {from}" : $"up to {axis.High}")}, and nothing lies there: the values go from {finite.Min()} to {finite.Max()}."));
        }

        var (low, high) = (axis.Low ?? shown.Min(), axis.High ?? shown.Max());
        return axis.Log ? LogAir(axis, low, high, air) : LinearAir(axis, low, high, air);
    }

    // Zero is an end that readers look for: air does not reach past it.
    private static (double Low, double High) LinearAir(Axis axis, double low, double high, double air)
    {
        if (low == high)
            return (axis.Low ?? low - 0.5, axis.High ?? high + 0.5);
        var free = air * (high - low);
        return (
            axis.Low ?? (low >= 0 ? Math.Max(0, low - free) : low - free),
            axis.High ?? (high <= 0 ? Math.Min(0, high + free) : high + free));
    }

    private static (double Low, double High) LogAir(Axis axis, double low, double high, double air)
    {
        var factor = low == high ? 2 : Math.Pow(high / low, air);
        return (axis.Low ?? low / factor, axis.High ?? high * factor);
    }

    private static List<double> Given(Axis axis) => [.. new[] { axis.Low, axis.High }.OfType<double>()];
}
