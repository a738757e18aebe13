using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>Where a mark covers the paper: a sample of places, about 5 pixels apart.</summary>
internal static class Cover
{
    private const double Distance = 5;

    public static IEnumerable<(double X, double Y)> Of(Mark mark, PanelLayout panel) => mark switch
    {
        LineMark line => Thinning.Pieces(line.Line, panel.Across, panel.Up).SelectMany(piece => Along(piece.Select(point => panel.Place(point.X, point.Y)).ToList())),
        ScatterMark scatter => Thinning.Points(scatter.Points, panel.Across, panel.Up).SelectMany(i => Disc(panel.Place(scatter.Points.X[i], scatter.Points.Y[i])).Concat(Bars(scatter, i, panel))),
        BarsMark bars => Enumerable.Range(0, bars.Values.Count).SelectMany(i =>
        {
            var (from, width) = panel.BarOf(bars.Name);
            return Along([panel.Place(bars.Categories[i] + from + (width / 2), bars.Values[i]), (panel.Across.Place(bars.Categories[i] + from + (width / 2)), panel.Ground)]);
        }),
        BoxMark box => Along([panel.Place(box.Category, box.Low), panel.Place(box.Category, box.High)]).Concat(box.Outliers.SelectMany(value => Disc(panel.Place(box.Category, value)))),
        HistogramMark histogram => Enumerable.Range(0, histogram.Counts.Count).SelectMany(i =>
        {
            var middle = (histogram.Edges[i] + histogram.Edges[i + 1]) / 2;
            return Along([panel.Place(middle, histogram.Counts[i]), (panel.Across.Place(middle), panel.Ground)]);
        }),
        _ => [],
    };

    private static IEnumerable<(double X, double Y)> Disc((double X, double Y) place) =>
        [place, (place.X - 4, place.Y), (place.X + 4, place.Y), (place.X, place.Y - 4), (place.X, place.Y + 4)];

    private static IEnumerable<(double X, double Y)> Bars(ScatterMark scatter, int i, PanelLayout panel)
    {
        var (x, y) = (scatter.Points.X[i], scatter.Points.Y[i]);
        return (scatter.XInterval is { } sides ? Along([panel.Place(sides.Low[i], y), panel.Place(sides.High[i], y)]) : [])
            .Concat(scatter.YInterval is { } ends ? Along([panel.Place(x, ends.Low[i]), panel.Place(x, ends.High[i])]) : []);
    }

    private static IEnumerable<(double X, double Y)> Along(IReadOnlyList<(double X, double Y)> places)
    {
        for (var i = 0; i + 1 < places.Count; i++)
        {
            var (one, other) = (places[i], places[i + 1]);
            var length = Math.Max(Math.Abs(other.X - one.X), Math.Abs(other.Y - one.Y));
            if (!double.IsFinite(length))
                continue;
            var steps = Math.Min(400, 1 + (int)(length / Distance));
            for (var step = 0; step < steps; step++)
                yield return (one.X + ((other.X - one.X) * step / steps), one.Y + ((other.Y - one.Y) * step / steps));
        }

        if (places.Count > 0)
            yield return places[^1];
    }
}
