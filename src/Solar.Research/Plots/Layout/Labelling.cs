using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>Words between the marks.</summary>
/// <param name="Lines">The words.</param>
/// <param name="Box">The room they take.</param>
/// <param name="Of">The value that they belong to; an arrow leads to it when there is one to draw.</param>
/// <param name="Arrow">Whether there is.</param>
internal sealed record PlacedLabel(IReadOnlyList<string> Lines, Frame Box, (double X, double Y) Of, bool Arrow);

/// <summary>Finds places for words where they cover as little as possible of what is drawn, and of each other.</summary>
internal sealed class Labelling(PanelLayout panel)
{
    private const double NoteWidth = 190;

    private readonly List<(double X, double Y)> _drawn = [];
    private readonly List<Frame> _taken = [];

    public IReadOnlyList<PlacedLabel> All()
    {
        foreach (var mark in panel.Panel.Marks)
            _drawn.AddRange(Cover.Of(mark, panel));
        var labels = new List<PlacedLabel>();
        foreach (var mark in panel.Panel.Marks.OfType<ScatterMark>())
        {
            for (var i = 0; i < mark.Labels.Count; i++)
            {
                if (mark.Labels[i].Length > 0 && panel.Across.Shows(mark.Points.X[i]) && panel.Up.Shows(mark.Points.Y[i]))
                    labels.Add(Around([mark.Labels[i]], mark.Points.X[i], mark.Points.Y[i], [9, 18], arrow: false));
            }
        }

        // What has little choice comes first.
        labels.AddRange(panel.Panel.Guides.OfType<Note>().Select(Place));
        labels.AddRange(panel.Panel.Guides.OfType<ShadedRegion>().Where(region => region.Label.Length > 0).Select(Place));
        labels.AddRange(panel.Panel.Guides.OfType<ReferenceLine>().Where(line => line.Label.Length > 0).Select(Place));
        return labels;
    }

    private PlacedLabel Place(Note note) =>
        Around(TextWidth.Wrap(note.Text, NoteWidth, FigureLayout.TickSize), note.X, note.Y, [34, 56, 84, 120], arrow: true);

    private PlacedLabel Place(ReferenceLine line)
    {
        var (width, height) = SizeOf([line.Label]);
        var frame = panel.Frame;
        if (line.Vertical)
        {
            var x = panel.Across.Place(line.At);
            return Best([line.Label], (line.At, double.NaN), false,
                from down in Spread(frame.Top + 4, frame.Bottom - height - 4)
                from left in new[] { x + 7, x - width - 7 }
                select new Frame(left, down, left + width, down + height));
        }

        var y = panel.Up.Place(line.At);
        if (Margins.LabelsStandOutside(panel.Panel))
            return Best([line.Label], (double.NaN, line.At), false, [new(frame.Right + 6, y - (height / 2), frame.Right + 6 + width, y + (height / 2))]);
        return Best([line.Label], (double.NaN, line.At), false,
            from left in Spread(frame.Right - width - 6, frame.Left + 6)
            from top in new[] { y - height - 3, y + 4 }
            select new Frame(left, top, left + width, top + height));
    }

    private PlacedLabel Place(ShadedRegion region)
    {
        var frame = panel.Frame;
        if (region.Vertical)
        {
            var (from, to) = (panel.Across.Place(region.From), panel.Across.Place(region.To));
            var lines = TextWidth.Wrap(region.Label, Math.Max(60, Math.Abs(to - from) - 8), FigureLayout.TickSize);
            var (width, height) = SizeOf(lines);
            var left = ((from + to) / 2) - (width / 2);
            return Best(lines, ((region.From + region.To) / 2, double.NaN), false,
                Spread(frame.Top + 4, frame.Bottom - height - 4).Select(top => new Frame(left, top, left + width, top + height)));
        }

        var middle = (panel.Up.Place(region.From) + panel.Up.Place(region.To)) / 2;
        var size = SizeOf([region.Label]);
        return Best([region.Label], (double.NaN, (region.From + region.To) / 2), false,
            Spread(frame.Right - size.Width - 6, frame.Left + 6).Select(left => new Frame(left, middle - (size.Height / 2), left + size.Width, middle + (size.Height / 2))));
    }

    private PlacedLabel Around(IReadOnlyList<string> lines, double x, double y, double[] distances, bool arrow)
    {
        var (width, height) = SizeOf(lines);
        var (atX, atY) = panel.Place(x, y);
        return Best(lines, (x, y), arrow,
            from distance in distances
            from direction in new[] { (1.0, 0.0), (-1, 0), (0, -1), (0, 1), (0.8, -0.6), (-0.8, -0.6), (0.8, 0.6), (-0.8, 0.6) }
            let middleX = atX + (direction.Item1 * (distance + (width / 2)))
            let middleY = atY + (direction.Item2 * (distance + (height / 2)))
            select new Frame(middleX - (width / 2), middleY - (height / 2), middleX + (width / 2), middleY + (height / 2)));
    }

    // Of places that cover equally little, the first.
    private PlacedLabel Best(IReadOnlyList<string> lines, (double X, double Y) of, bool arrow, IEnumerable<Frame> places)
    {
        var best = places.MinBy(Cost);
        _taken.Add(best);
        return new(lines, best, of, arrow);
    }

    private double Cost(Frame box)
    {
        var wide = box.Wider(3);
        return _drawn.Count(point => wide.Holds(point.X, point.Y)) + (200 * _taken.Count(wide.Meets)) + (panel.Frame.Holds(box) ? 0 : 1000);
    }

    private static IEnumerable<double> Spread(double from, double to) => Enumerable.Range(0, 13).Select(i => from + ((to - from) * i / 12));

    private static (double Width, double Height) SizeOf(IReadOnlyList<string> lines) =>
        (lines.Max(line => TextWidth.Of(line, FigureLayout.TickSize)), lines.Count * FigureLayout.TickLine);
}
