namespace Solar.Research.Display;

/// <summary>Shows values of a type as a <see cref="Table"/>: HTML for the eye, plain text for diffs and screen readers.</summary>
internal abstract class TableFormatterSource<T>
{
    /// <summary>The MIME types of every such type, for its attribute.</summary>
    public const string Html = "text/html", Text = "text/plain";

    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter(Html, value => TableOf((T)value).ToHtml()),
        new TypeFormatter(Text, value => TableOf((T)value).ToString()),
    ];

    /// <summary>The value as a table.</summary>
    protected abstract Table TableOf(T value);
}
