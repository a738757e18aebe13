using Solar.Research.Display;

namespace Solar.Research.Plots;

/// <summary>How a notebook shows a figure: live where plotly.js is at hand, as a picture elsewhere, and in words.</summary>
/// <remarks>
/// Never as <c>text/html</c> or SVG: most viewers prefer those to the picture, then remove the script from the one and the
/// shapes from the other.
/// </remarks>
internal sealed class FigureFormatters
{
    public const string Plotly = "application/vnd.plotly.v1+json", Png = "image/png", Text = "text/plain";

    private readonly TypeFormatter[] _formatters =
    [
        new(Plotly, figure => ((Figure)figure).ToPlotlyJson()),
        new(Png, figure => RsvgConvert.Installed is { } program ? Convert.ToBase64String(program.ToPng(((Figure)figure).ToSvg())) : null),
        new(Text, figure => figure.ToString()),
    ];

    public IEnumerable<object> CreateTypeFormatters() => _formatters;
}
