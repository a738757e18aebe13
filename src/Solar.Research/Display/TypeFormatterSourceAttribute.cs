namespace Solar.Research.Display;

/// <summary>Names the class that says how a notebook shows values of a type.</summary>
/// <remarks>
/// The convention of .NET Interactive: a notebook engine finds this attribute by its simple name, makes the source with its
/// public parameterless constructor, calls <c>CreateTypeFormatters()</c> and uses each formatter's <c>MimeType</c> and
/// <c>Format(object, TextWriter)</c>. So the library shows richly in any engine that keeps the convention, and references none.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct)]
internal sealed class TypeFormatterSourceAttribute(Type formatterSourceType) : Attribute
{
    /// <summary>The class with <c>CreateTypeFormatters()</c>.</summary>
    public Type FormatterSourceType { get; } = formatterSourceType;

    /// <summary>The MIME types to emit together, a PNG only where one can be made; without them an engine emits <c>text/html</c> alone.</summary>
    public string[] PreferredMimeTypes
    {
        get => [.. field.Where(mimeType => mimeType != "image/png" || RsvgConvert.Installed is not null)];
        set;
    } = [];
}
