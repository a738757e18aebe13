namespace Solar.Research.Plots.Marks;

/// <summary>How many values lie between neighbouring edges.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Values">What is counted.</param>
/// <param name="Edges">The ends of the bins, ascending; histograms of one panel share theirs.</param>
/// <param name="Counts">For each bin, how many values.</param>
public sealed record HistogramMark(string Name, IReadOnlyList<double> Values, IReadOnlyList<double> Edges, IReadOnlyList<int> Counts) : Mark(Name)
{
    internal override IEnumerable<double> Across => [Edges[0], Edges[^1]];

    internal override IEnumerable<double> Upwards => [0, Counts.Max()];

    /// <summary>Round edges over all values: as wide as Freedman and Diaconis (1981) say, 2·IQR / ∛n, or as many as asked for.</summary>
    internal static IReadOnlyList<double> EdgesOver(IReadOnlyList<double> sorted, int? bins)
    {
        var (low, high) = (sorted[0], sorted[^1]);
        if (low == high)
            return [low - 0.5, low + 0.5];
        if (bins is { } wanted)
            return [.. Enumerable.Range(0, wanted + 1).Select(i => i == wanted ? high : low + (i * (high - low) / wanted))];

        var spread = BoxMark.Quantile(sorted, 0.75) - BoxMark.Quantile(sorted, 0.25);
        var width = 2 * spread / Math.Cbrt(sorted.Count);
        var step = Layout.LinearScale.RoundStep(Math.Clamp(0.7 * width, (high - low) / 60, (high - low) / 8));
        var first = (long)Math.Floor((low / step) + 1e-9);
        var last = (long)Math.Ceiling((high / step) - 1e-9);
        return [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => (first + i) * step)];
    }

    /// <summary>A bin holds its lower edge; the last one holds its upper edge as well.</summary>
    internal HistogramMark Over(IReadOnlyList<double> edges)
    {
        var counts = new int[edges.Count - 1];
        foreach (var value in Values)
            counts[Math.Clamp(BinOf(edges, value), 0, counts.Length - 1)]++;
        return this with { Edges = edges, Counts = counts };
    }

    private static int BinOf(IReadOnlyList<double> edges, double value)
    {
        var (low, high) = (0, edges.Count - 1);
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (edges[middle] <= value)
                low = middle;
            else
                high = middle;
        }

        return low;
    }
}
