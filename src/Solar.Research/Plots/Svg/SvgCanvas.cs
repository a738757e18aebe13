using System.Globalization;
using System.Text;
using System.Xml;

namespace Solar.Research.Plots.Svg;

/// <summary>Shapes and words as an SVG document; places are in pixels, downwards.</summary>
internal sealed class SvgCanvas : IDisposable
{
    /// <summary>The colours of words and axes, of what stands back, and of the lines behind the marks.</summary>
    public const string Ink = "#222222", Quiet = "#555555", Grid = "#e3e3e3", White = "#ffffff";

    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "'DejaVu Sans', 'Noto Sans', Verdana, Helvetica, sans-serif";

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    public SvgCanvas(double width, double height, string title, string description)
    {
        _xml = XmlWriter.Create(_text, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n", OmitXmlDeclaration = true });
        Open("svg", ("viewBox", $"0 0 {N(width)} {N(height)}"), ("width", N(width)), ("height", N(height)), ("font-family", Fonts), ("role", "img"));
        Element("title", title);
        Element("desc", description);
        Rectangle(0, 0, width, height, White);
    }

    public void Dispose() => _xml.Dispose();

    /// <summary>Ends the document and gives its text.</summary>
    public string Finish()
    {
        Close();
        _xml.Flush();
        return _text.Append('\n').ToString();
    }

    public void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(element, Namespace);
        foreach (var (name, value) in attributes)
        {
            if (value.Length > 0)
                _xml.WriteAttributeString(name, value);
        }
    }

    public void Close() => _xml.WriteEndElement();

    public void Empty(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        Close();
    }

    public void Element(string element, string text)
    {
        Open(element);
        _xml.WriteString(text);
        Close();
    }

    public void Rectangle(double x, double y, double width, double height, string fill, string stroke = "", double opacity = 1) =>
        Empty("rect", ("x", N(x)), ("y", N(y)), ("width", N(width)), ("height", N(height)), ("fill", fill), ("stroke", stroke), ("fill-opacity", Opacity(opacity)));

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width, string dash = "") =>
        Empty("line", ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)), ("stroke", stroke), ("stroke-width", N(width)), ("stroke-dasharray", dash));

    public void Polyline(IEnumerable<(double X, double Y)> places, string stroke, double width, string dash = "", double opacity = 1) =>
        Empty(
            "polyline", ("points", Places(places)), ("fill", "none"), ("stroke", stroke), ("stroke-width", N(width)), ("stroke-linejoin", "round"),
            ("stroke-opacity", Opacity(opacity)), ("stroke-dasharray", dash));

    public void Polygon(IEnumerable<(double X, double Y)> places, string fill, double opacity) =>
        Empty("polygon", ("points", Places(places)), ("fill", fill), ("fill-opacity", Opacity(opacity)));

    /// <summary>A marker at a place, with a white edge that parts it from what is below.</summary>
    public void Mark(double x, double y, SeriesStyle style, double r, double opacity = 1)
    {
        var path = style.Marker switch
        {
            Marker.Circle => $"M{N(x - r)},{N(y)} a{N(r)},{N(r)} 0 1,0 {N(2 * r)},0 a{N(r)},{N(r)} 0 1,0 {N(-2 * r)},0 Z",
            Marker.Square => $"M{N(x - r)},{N(y - r)} h{N(2 * r)} v{N(2 * r)} h{N(-2 * r)} Z",
            Marker.Triangle => $"M{N(x - r)},{N(y + r)} h{N(2 * r)} L{N(x)},{N(y - r)} Z",
            Marker.Wedge => $"M{N(x - r)},{N(y - r)} h{N(2 * r)} L{N(x)},{N(y + r)} Z",
            Marker.Diamond => $"M{N(x)},{N(y - (1.3 * r))} L{N(x + (1.3 * r))},{N(y)} L{N(x)},{N(y + (1.3 * r))} L{N(x - (1.3 * r))},{N(y)} Z",
            _ => $"M{N(x - r)},{N(y - r)} L{N(x + r)},{N(y + r)} M{N(x - r)},{N(y + r)} L{N(x + r)},{N(y - r)}",
        };
        if (style.Marker == Marker.Cross)
            Empty("path", ("d", path), ("fill", "none"), ("stroke", style.Colour), ("stroke-width", "1.8"), ("stroke-opacity", Opacity(opacity)));
        else
            Empty("path", ("d", path), ("fill", style.Colour), ("stroke", White), ("stroke-width", "0.8"), ("fill-opacity", Opacity(opacity)));
    }

    /// <param name="words">What is written.</param>
    /// <param name="x">Of the anchor.</param>
    /// <param name="y">Of the line the letters stand on.</param>
    /// <param name="size">Height of the letters.</param>
    /// <param name="anchor">Which end of the words is at the place: start, middle or end.</param>
    /// <param name="bold">Whether they are bold.</param>
    /// <param name="colour">Of the letters.</param>
    /// <param name="turned">Degrees to the right about the place.</param>
    /// <param name="halo">Whether white around the letters parts them from what is below.</param>
    public void Text(string words, double x, double y, double size, string anchor = "", bool bold = false, string colour = Ink, double turned = 0, bool halo = false)
    {
        Open(
            "text", ("x", N(x)), ("y", N(y)), ("font-size", N(size)), ("text-anchor", anchor), ("font-weight", bold ? "bold" : ""), ("fill", colour),
            ("transform", turned == 0 ? "" : $"rotate({N(turned)} {N(x)} {N(y)})"), ("stroke", halo ? White : ""), ("stroke-width", halo ? "3" : ""), ("paint-order", halo ? "stroke" : ""));
        _xml.WriteString(words);
        Close();
    }

    /// <summary>A place with no more digits than the eye has.</summary>
    public static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);

    private static string Opacity(double opacity) => opacity == 1 ? "" : N(opacity);

    private static string Places(IEnumerable<(double X, double Y)> places) => string.Join(' ', places.Select(place => $"{N(place.X)},{N(place.Y)}"));
}
