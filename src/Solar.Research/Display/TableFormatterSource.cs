namespace Solar.Research.Display;

/// <summary>Shows values of a type as a <see cref="Table"/>: HTML for the eye, plain text for diffs and screen readers.</summary>
internal abstract class TableFormatterSource<T>
{
    public IEnumerable<object> CreateTypeFormatters() =>
    [
        new TypeFormatter("text/html", value => TableOf((T)value).ToHtml()),
        new TypeFormatter("text/plain", value => TextOf((T)value)),
    ];

    /// <summary>The value as a table.</summary>
    protected abstract Table TableOf(T value);

    /// <summary>The value in plain text: the same table, where the type has no better way to say it.</summary>
    protected virtual string TextOf(T value) => TableOf(value).ToString();
}
