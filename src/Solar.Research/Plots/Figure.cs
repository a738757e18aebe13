using System.Net;
using Solar.Research.Display;
using Solar.Research.Plots.Plotly;
using Solar.Research.Plots.Svg;

namespace Solar.Research.Plots;

/// <summary>A figure: panels under one title and one legend, independent of what draws it.</summary>
/// <remarks>
/// Immutable: every method gives a new figure. <c>Figure.Of("The loss recovers", x: "tokens", y: "loss, nats").Line("DUS", xs, ys)</c>
/// is one panel; <see cref="Grid"/> puts several under one title. A notebook that ends a cell with a figure shows it.
/// </remarks>
[TypeFormatterSource(typeof(FigureFormatters), PreferredMimeTypes = [FigureFormatters.Plotly, FigureFormatters.Png, FigureFormatters.Text])]
public sealed record Figure
{
    /// <summary>The finding, in a sentence.</summary>
    public required string Title { get; init; }

    /// <summary>What was done, in a line.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>The panels, row by row.</summary>
    public required IReadOnlyList<Panel> Panels { get; init; }

    /// <summary>Panels in a row.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>Whether all panels show the same stretch of the horizontal axis; its label then stands once in a column.</summary>
    public bool ShareX { get; init; }

    /// <summary>Whether all panels show the same stretch of the vertical axis; its label then stands once in a row.</summary>
    public bool ShareY { get; init; }

    /// <summary>Pixels across and down between the axes of a panel; none: by the number of columns.</summary>
    public (double Width, double Height)? PanelSize { get; init; }

    /// <summary>An empty figure of one panel, to which marks are added.</summary>
    /// <param name="title">The finding, in a sentence; in a grid, what this panel shows that the others do not.</param>
    /// <param name="x">What the horizontal axis measures, with the unit.</param>
    /// <param name="y">What the vertical axis measures, with the unit.</param>
    /// <param name="subtitle">What was done, in a line.</param>
    public static Figure Of(string title, string x, string y, string subtitle = "") =>
        new() { Title = title, Subtitle = subtitle, Panels = [new() { Title = title, X = new(x), Y = new(y) }] };

    /// <summary>Small multiples: figures side by side under one title and one legend.</summary>
    /// <param name="title">The finding, in a sentence.</param>
    /// <param name="panels">The figures, row by row; their titles become the panels'.</param>
    /// <param name="columns">Panels in a row.</param>
    /// <param name="shareX">Whether all show the same stretch of the horizontal axis.</param>
    /// <param name="shareY">Whether all show the same stretch of the vertical axis.</param>
    /// <param name="subtitle">What was done, in a line.</param>
    public static Figure Grid(string title, IEnumerable<Figure> panels, int columns = 2, bool shareX = false, bool shareY = false, string subtitle = "")
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        var all = panels.SelectMany(figure => figure.Panels).ToList();
        if (all.Count == 0)
            throw new ArgumentException($"The figure '{title}' has no panel; give Figure.Grid at least one figure.");
        return new() { Title = title, Subtitle = subtitle, Panels = all, Columns = Math.Min(columns, all.Count), ShareX = shareX, ShareY = shareY };
    }

    /// <summary>The figure as an SVG document; the same figure gives the same text.</summary>
    public string ToSvg() => FigureSvg.Draw(this);

    /// <summary>Writes the SVG document aside and renames it into place.</summary>
    public void SaveSvg(string path)
    {
        File.WriteAllText(path + ".partial", ToSvg());
        File.Move(path + ".partial", path, overwrite: true);
    }

    /// <summary>The figure for plotly.js, as JSON of <c>data</c> and <c>layout</c>.</summary>
    public string ToPlotlyJson() => PlotlyFigure.Of(this).ToJsonString(PlotlyFigure.Json);

    /// <summary>A piece of HTML with the drawing in it and no script.</summary>
    public string ToHtml() => $"<figure>\n{ToSvg()}<figcaption>{WebUtility.HtmlEncode(ToString())}</figcaption>\n</figure>\n";

    /// <summary>What the figure shows, in a line: for screen readers and for diffs.</summary>
    public override string ToString() => FigureText.Of(this);

    /// <summary>The figure with its one panel changed.</summary>
    internal Figure With(Func<Panel, Panel> change) => Panels is [var panel]
        ? this with { Panels = [change(panel)] }
        : throw new InvalidOperationException($"The figure '{Title}' has {Panels.Count} panels: change each before Figure.Grid puts them together.");
}
