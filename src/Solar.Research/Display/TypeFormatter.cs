namespace Solar.Research.Display;

/// <summary>Writes values in one MIME type; the shape is the convention's (<see cref="TypeFormatterSourceAttribute"/>).</summary>
/// <param name="mimeType">Such as <c>text/html</c>.</param>
/// <param name="text">The content, or null when this value cannot be shown so.</param>
internal sealed class TypeFormatter(string mimeType, Func<object, string?> text)
{
    public string MimeType { get; } = mimeType;

    public bool Format(object value, TextWriter writer)
    {
        if (text(value) is not { } content)
            return false;
        writer.Write(content);
        return true;
    }
}
