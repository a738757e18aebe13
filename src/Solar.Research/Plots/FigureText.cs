using System.Globalization;
using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots;

/// <summary>What a figure shows, in one line.</summary>
internal static class FigureText
{
    private const int Most = 8; // of the values of one series

    public static string Of(Figure figure)
    {
        var panels = figure.Panels.Select(panel => $"{(figure.Panels.Count > 1 ? panel.Title + ": " : "")}{AxesOf(panel)}{string.Join("; ", panel.Marks.Select(mark => Of(mark, panel, alone: figure.Panels.Count == 1)))}");
        return $"Figure \"{figure.Title}\": {string.Join(" | ", panels)}".ReplaceLineEndings(" ");
    }

    private static string AxesOf(Panel panel) => (panel.X.Label, panel.Y.Label) switch
    {
        ({ Length: > 0 } x, { Length: > 0 } y) => $"{y} over {x}; ",
        ({ Length: > 0 } x, _) => $"{x}; ",
        (_, { Length: > 0 } y) => $"{y}; ",
        _ => "",
    };

    private static string Of(Mark mark, Panel panel, bool alone) => mark switch
    {
        LineMark line => $"{Named(line)}{Ends(line.Line)}{(alone ? $" ({Count(line.Line.X.Count, "point")})" : "")}",
        ScatterMark scatter when panel.Y.Categories.Count > 0 => $"{Named(scatter)}{Listed(scatter.Points.Y.Select((row, i) => $"{panel.Y.Categories[(int)row]} {Value(scatter.Points.X[i], scatter.XInterval, i)}"))}",
        ScatterMark scatter => $"{Named(scatter)}{Count(scatter.Points.X.Count, "point")}, x {Range(scatter.Points.X)}, y {Range(scatter.Points.Y)}",
        BarsMark bars => $"{Named(bars)}{Listed(bars.Categories.Select((category, i) => $"{panel.X.Categories[category]} {Value(bars.Values[i], bars.Interval, i)}"))}",
        BoxMark box => $"{Named(box)}median {Short(box.Median)}, quartiles {Short(box.FirstQuartile)} and {Short(box.ThirdQuartile)} of {Count(box.Count, "value")}",
        HistogramMark histogram => $"{Named(histogram)}{Count(histogram.Values.Count, "value")} {Range(histogram.Values)}",
        HeatMapMark heat => $"{heat.Unit} in {heat.Values.Count} rows and {heat.Values[0].Count} columns, {Range(heat.Values.SelectMany(row => row))}",
        _ => mark.Name,
    };

    private static string Named(Mark mark) => mark.Name.Length > 0 ? mark.Name + " " : "";

    private static string Ends(Curve curve)
    {
        var drawn = Enumerable.Range(0, curve.X.Count).Where(i => double.IsFinite(curve.X[i]) && double.IsFinite(curve.Y[i])).ToList();
        return $"from {Short(curve.Y[drawn[0]])} to {Short(curve.Y[drawn[^1]])}";
    }

    private static string Range(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToList();
        return $"{Short(finite.Min())} to {Short(finite.Max())}";
    }

    private static string Value(double value, Interval? interval, int i) =>
        interval is null ? Short(value) : $"{Short(value)} [{Short(interval.Low[i])}, {Short(interval.High[i])}]";

    private static string Listed(IEnumerable<string> all)
    {
        var items = all.ToList();
        return string.Join(", ", items.Take(Most)) + (items.Count > Most ? $" and {items.Count - Most} more" : "");
    }

    private static string Count(int count, string thing) => $"{count.ToString(CultureInfo.InvariantCulture)} {thing}{(count == 1 ? "" : "s")}";

    private static string Short(double value) => value.ToString(Math.Abs(value) is >= 1e4 and < 1e15 ? "0" : "G4", CultureInfo.InvariantCulture);
}
