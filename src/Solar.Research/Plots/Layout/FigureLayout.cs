using Solar.Research.Plots.Marks;

namespace Solar.Research.Plots.Layout;

/// <summary>An entry of the legend.</summary>
/// <param name="Name">What it says.</param>
/// <param name="Style">How the series looks.</param>
/// <param name="Mark">The first mark of that name.</param>
/// <param name="X">Where the entry begins.</param>
/// <param name="Y">The middle of its line.</param>
internal sealed record LegendEntry(string Name, SeriesStyle Style, Mark Mark, double X, double Y);

/// <summary>Where everything of a figure lies, in pixels; what draws it draws to these places.</summary>
internal sealed class FigureLayout
{
    public const double TitleSize = 21, TextSize = 15, TickSize = 13, TitleLine = 28, TextLine = 21, TickLine = 16;
    public const double Margin = 16, Indent = 24, LegendLine = 28, LegendSample = 44;

    private FigureLayout(Figure figure)
    {
        Figure = figure;
        Styles = StylesOf(figure);
        var (width, height) = figure.PanelSize ?? figure.Columns switch { 1 => (640, 340), 2 => (410, 270), 3 => (290, 200), _ => (220, 160) };
        var stretches = StretchesOf(figure);

        PanelLayout Lay(int i, double left, double top) => new(
            figure.Panels[i],
            new(left, top, left + width, top + height),
            Scale.Of(figure.Panels[i].X, stretches[i].X.Low, stretches[i].X.High, left, left + width),
            Scale.Of(figure.Panels[i].Y, stretches[i].Y.Low, stretches[i].Y.High, top + height, top),
            NamesX: !figure.ShareX || i + figure.Columns >= figure.Panels.Count,
            NamesY: !figure.ShareY || i % figure.Columns == 0)
        { Styles = Styles };

        // Margins do not depend on the place: panels laid anywhere tell how much room they need.
        var rooms = Enumerable.Range(0, figure.Panels.Count).Select(i => Margins.Of(Lay(i, 0, 0), figure.Panels.Count > 1)).ToList();
        var lefts = Enumerable.Range(0, figure.Columns).Select(column => rooms.Where((_, i) => i % figure.Columns == column).Max(room => room.Left)).ToList();
        var rights = Enumerable.Range(0, figure.Columns).Select(column => rooms.Where((_, i) => i % figure.Columns == column).Max(room => room.Right)).ToList();
        Width = Math.Ceiling(Margin + lefts.Sum() + rights.Sum() + (figure.Columns * width));

        Title = TextWidth.WrapEvenly(figure.Title, Width - Margin - Indent, TitleSize, bold: true);
        Subtitle = TextWidth.WrapEvenly(figure.Subtitle, Width - Margin - Indent, TextSize);
        TitleBottom = Margin + (Title.Count * TitleLine) + (Subtitle.Count * TextLine) + 6;
        Legend = LegendOf();
        var y = TitleBottom + (Legend.Count == 0 ? 0 : Legend[^1].Y - TitleBottom + (LegendLine / 2) + 6);

        var panels = new List<PanelLayout>();
        for (var row = 0; row * figure.Columns < figure.Panels.Count; row++)
        {
            var inRow = Enumerable.Range(row * figure.Columns, Math.Min(figure.Columns, figure.Panels.Count - (row * figure.Columns))).ToList();
            y += inRow.Max(i => rooms[i].Top);
            var x = Margin / 2;
            foreach (var i in inRow)
            {
                var column = i % figure.Columns;
                x += lefts[column];
                panels.Add(Lay(i, x, y));
                x += width + rights[column];
            }

            y += height + inRow.Max(i => rooms[i].Bottom);
        }

        Panels = panels;
        Height = Math.Ceiling(y + (Margin / 2));
    }

    public Figure Figure { get; }

    public double Width { get; }

    public double Height { get; }

    public IReadOnlyList<string> Title { get; }

    public IReadOnlyList<string> Subtitle { get; }

    /// <summary>Where the title ends and the legend begins.</summary>
    public double TitleBottom { get; }

    public IReadOnlyList<LegendEntry> Legend { get; }

    public IReadOnlyList<PanelLayout> Panels { get; }

    private IReadOnlyDictionary<string, SeriesStyle> Styles { get; }

    /// <exception cref="ArgumentException">There is nothing to draw, or it cannot be drawn as asked; the message names the panel.</exception>
    public static FigureLayout Of(Figure figure) => new(figure);

    /// <summary>The width of the legend's widest name.</summary>
    public double LegendName => Legend.Max(entry => TextWidth.Of(entry.Name, TextSize));

    private static Dictionary<string, SeriesStyle> StylesOf(Figure figure)
    {
        var names = figure.Panels.SelectMany(panel => panel.Marks).Where(mark => mark is not (BoxMark or HeatMapMark)).Select(mark => mark.Name).Distinct().ToList();
        return names.Count <= Palette.Count
            ? names.Select((name, i) => (name, Palette.At(i))).ToDictionary()
            : throw new ArgumentException($"The figure '{figure.Title}' has {names.Count} series, and {Palette.Count} can be told apart: draw fewer in one figure.");
    }

    private static List<((double Low, double High) X, (double Low, double High) Y)> StretchesOf(Figure figure)
    {
        var stretches = figure.Panels.Select(panel =>
        {
            if (panel.Marks.Count == 0)
                throw new ArgumentException($"The panel '{panel.Title}' has nothing to draw: add a line, points or bars to it.");
            return (
                X: AxisStretch.Of(panel.X, $"The horizontal axis of '{panel.Title}'", panel.Marks.SelectMany(mark => mark.Across).Concat(GuideValues(panel, vertical: true)), 0.025),
                Y: AxisStretch.Of(panel.Y, $"The vertical axis of '{panel.Title}'", panel.Marks.SelectMany(mark => mark.Upwards).Concat(GuideValues(panel, vertical: false)), 0.07));
        }).ToList();

        if (figure.ShareX)
            stretches = [.. stretches.Select(each => each with { X = (stretches.Min(one => one.X.Low), stretches.Max(one => one.X.High)) })];
        if (figure.ShareY)
            stretches = [.. stretches.Select(each => each with { Y = (stretches.Min(one => one.Y.Low), stretches.Max(one => one.Y.High)) })];
        return stretches;
    }

    private static IEnumerable<double> GuideValues(Panel panel, bool vertical) => panel.Guides.SelectMany(guide => guide switch
    {
        ReferenceLine line when line.Vertical == vertical => [line.At],
        ShadedRegion region when region.Vertical == vertical => [region.From, region.To],
        Note note => [vertical ? note.X : note.Y],
        _ => Array.Empty<double>(),
    });

    private List<LegendEntry> LegendOf()
    {
        var first = Figure.Panels.SelectMany(panel => panel.Marks).Where(mark => mark.InLegend).DistinctBy(mark => mark.Name).ToList();
        if (first.Count == 0)
            return [];
        var item = LegendSample + 10 + first.Max(mark => TextWidth.Of(mark.Name, TextSize)) + 26;
        var perRow = Math.Max(1, (int)((Width - Margin - Indent) / item));
        return [.. first.Select((mark, i) => new LegendEntry(
            mark.Name, Styles[mark.Name], mark, Indent + (i % perRow * item), TitleBottom + ((i / perRow) * LegendLine) + (LegendLine / 2)))];
    }
}
