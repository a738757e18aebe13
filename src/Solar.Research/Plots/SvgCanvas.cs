using System.Globalization;
using System.Text;
using System.Xml;

namespace Solar.Research.Plots;

/// <summary>Shapes and words as an SVG document; places are in pixels, downwards.</summary>
internal sealed class SvgCanvas : IDisposable
{
    private const string Namespace = "http://www.w3.org/2000/svg";
    private const string Fonts = "'DejaVu Sans', 'Noto Sans', Verdana, Helvetica, sans-serif";

    private readonly StringBuilder _text = new();
    private readonly XmlWriter _xml;

    public SvgCanvas(double width, double height, string title)
    {
        _xml = XmlWriter.Create(_text, new XmlWriterSettings { Indent = true, IndentChars = " ", NewLineChars = "\n", OmitXmlDeclaration = true });
        Open("svg", ("viewBox", $"0 0 {N(width)} {N(height)}"), ("width", N(width)), ("height", N(height)), ("font-family", Fonts), ("role", "img"));
        Element("title", title);
        Rectangle(0, 0, width, height, "#ffffff");
    }

    public void Dispose() => _xml.Dispose();

    public override string ToString()
    {
        _xml.Flush();
        return _text.ToString();
    }

    /// <summary>Ends the document and gives its text.</summary>
    public string Finish()
    {
        Close();
        return ToString() + "\n";
    }

    public void Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        _xml.WriteStartElement(element, Namespace);
        foreach (var (name, value) in attributes)
            _xml.WriteAttributeString(name, value);
    }

    public void Close() => _xml.WriteEndElement();

    public void Element(string element, string text)
    {
        Open(element);
        _xml.WriteString(text);
        Close();
    }

    public void Rectangle(double x, double y, double width, double height, string fill, string stroke = "none")
    {
        Open("rect", ("x", N(x)), ("y", N(y)), ("width", N(width)), ("height", N(height)), ("fill", fill), ("stroke", stroke));
        Close();
    }

    public void Line(double x1, double y1, double x2, double y2, string stroke, double width, string dash = "")
    {
        Open("line", ("x1", N(x1)), ("y1", N(y1)), ("x2", N(x2)), ("y2", N(y2)), ("stroke", stroke), ("stroke-width", N(width)));
        if (dash.Length > 0)
            _xml.WriteAttributeString("stroke-dasharray", dash);
        Close();
    }

    public void Polyline(IEnumerable<(double X, double Y)> places, LineStyle style, double width, double opacity)
    {
        Open(
            "polyline",
            ("points", string.Join(' ', places.Select(place => $"{N(place.X)},{N(place.Y)}"))),
            ("fill", "none"), ("stroke", style.Colour), ("stroke-width", N(width)), ("stroke-linejoin", "round"), ("stroke-opacity", N(opacity)));
        if (style.Dash.Length > 0)
            _xml.WriteAttributeString("stroke-dasharray", style.Dash);
        Close();
    }

    public void Mark(double x, double y, LineStyle style, double r)
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
        Open("path", ("d", path), ("fill", style.Marker == Marker.Cross ? "none" : style.Colour), ("stroke", style.Colour), ("stroke-width", "1.6"));
        Close();
    }

    /// <param name="words">What is written.</param>
    /// <param name="x">Of the anchor.</param>
    /// <param name="y">Of the line the letters stand on.</param>
    /// <param name="size">Height of the letters.</param>
    /// <param name="anchor">Which end of the words is at the place: start, middle or end.</param>
    /// <param name="weight">normal or bold.</param>
    /// <param name="colour">Of the letters.</param>
    /// <param name="upwards">Written from below to above.</param>
    public void Text(string words, double x, double y, double size, string anchor = "start", string weight = "normal", string colour = "#222222", bool upwards = false)
    {
        Open("text", ("x", N(x)), ("y", N(y)), ("font-size", N(size)), ("text-anchor", anchor), ("font-weight", weight), ("fill", colour));
        if (upwards)
            _xml.WriteAttributeString("transform", $"rotate(-90 {N(x)} {N(y)})");
        _xml.WriteString(words);
        Close();
    }

    /// <summary>A place with no more digits than the eye has.</summary>
    public static string N(double number) => Math.Round(number, 2).ToString("0.##", CultureInfo.InvariantCulture);
}
