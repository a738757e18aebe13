namespace Solar.Research.Plots.Marks;

/// <summary>A box from the first quartile to the third with the median in it, whiskers, and the values beyond them.</summary>
/// <remarks>
/// Quartiles by linear interpolation between the ordered values (Hyndman and Fan 1996, type 7). Whiskers reach to the last
/// value within 1.5 times the box's height of it (Tukey 1977).
/// </remarks>
/// <param name="Name">Its category.</param>
/// <param name="Category">The index of its category.</param>
/// <param name="Count">How many values it stands for.</param>
/// <param name="Low">The lower whisker's end.</param>
/// <param name="FirstQuartile">A quarter of the values lie below.</param>
/// <param name="Median">Half of the values lie below.</param>
/// <param name="ThirdQuartile">Three quarters of the values lie below.</param>
/// <param name="High">The upper whisker's end.</param>
/// <param name="Outliers">The values beyond the whiskers.</param>
public sealed record BoxMark(
    string Name, int Category, int Count, double Low, double FirstQuartile, double Median, double ThirdQuartile, double High, IReadOnlyList<double> Outliers) : Mark(Name)
{
    internal override IEnumerable<double> Across => [];

    internal override IEnumerable<double> Upwards => Outliers.Append(Low).Append(High);

    internal override bool InLegend => false; // its category stands below it

    internal static BoxMark Of(string name, int category, IEnumerable<double> values)
    {
        var sorted = values.Where(double.IsFinite).Order().ToList();
        if (sorted.Count == 0)
            throw new ArgumentException($"The box '{name}' has no value that is a number.");
        var (first, third) = (Quantile(sorted, 0.25), Quantile(sorted, 0.75));
        var reach = 1.5 * (third - first);
        var within = sorted.Where(value => value >= first - reach && value <= third + reach).ToList();
        return new(
            name, category, sorted.Count, within[0], first, Quantile(sorted, 0.5), third, within[^1],
            [.. sorted.Where(value => value < within[0] || value > within[^1])]);
    }

    internal static double Quantile(IReadOnlyList<double> sorted, double share)
    {
        var place = share * (sorted.Count - 1);
        var before = (int)place;
        return before + 1 < sorted.Count ? sorted[before] + ((place - before) * (sorted[before + 1] - sorted[before])) : sorted[before];
    }
}
