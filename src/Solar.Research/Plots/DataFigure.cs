using System.Globalization;
using Solar.Research.Data.Sets;
using Solar.Research.Experiments.Instruct;

namespace Solar.Research.Plots;

/// <summary>The figure of Table 1: how many rows each set has, how many the paper used of it, and how many are used here.</summary>
public static class DataFigure
{
    /// <summary>The figure of what was drawn from sets of Table 1.</summary>
    /// <exception cref="ArgumentException">A report is of a set that Table 1 does not list, or of an empty one.</exception>
    public static Figure Of(IReadOnlyList<SetReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        return Of([.. reports.Select(report => (report.Set, report.Kept))]);
    }

    /// <summary>The figure of what an experiment's models are tuned on.</summary>
    public static Figure Of(TrainingDataSummary summary)
    {
        ArgumentNullException.ThrowIfNull(summary);
        return Of([.. summary.Sets.Select(set => (set.Set, set.Used))]);
    }

    private static Figure Of(IReadOnlyList<(string Set, long Used)> used)
    {
        var sets = used.Select(set => TrainingSet.Named(set.Set)).ToList();
        if (sets.Find(set => set.Total is null || set.MaximumUsed is null) is { } other)
            throw new ArgumentException($"Table 1 does not list '{other.Name}'.", nameof(used));
        var names = sets.Select(set => set.Title).ToList();
        var shares = used.Zip(sets, (here, set) => 100.0 * here.Used / set.MaximumUsed!.Value).ToList();
        return Figure.Of(Finding(shares.Min(), shares.Max()), x: "rows", y: "")
            .Dots("in the paper's set", names, sets.Select(set => (double)set.Total!.Value))
            .Dots("used by the paper, at most", names, sets.Select(set => (double)set.MaximumUsed!.Value))
            .Dots("used here", names, used.Select(set => (double)set.Used))
            .LogX();
    }

    private static string Finding(double low, double high) => string.Create(
        CultureInfo.InvariantCulture,
        $"Used here: {(high - low < 0.05 ? $"{high:0.0}" : $"{low:0.0} to {high:0.0}")} % of the rows that the paper used");
}
