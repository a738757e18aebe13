using System.Text.Json.Nodes;
using Solar.Notebooks.Display.Outlines;
using Solar.Notebooks.Display.Rendering;

namespace Solar.Notebooks.Display;

/// <summary>Turns any value into what a front end can show.</summary>
/// <remarks>
/// A type that brings formatters by .NET Interactive's convention is shown by them, in the forms that it prefers.
/// Anything else is <c>text/plain</c>, and <c>text/html</c> beside it where a table says more than a line.
/// </remarks>
public static class Formatter
{
    private const string Plain = "text/plain", Html = "text/html";

    /// <summary>The value in all the forms that suit it, or in those asked for.</summary>
    /// <exception cref="FormatterException">The type's own formatters cannot be used, or a form was asked for that the value does not have.</exception>
    public static MimeBundle Of(object? value, params string[] mimeTypes)
    {
        ArgumentNullException.ThrowIfNull(mimeTypes);
        if (value is MimeBundle bundle)
            return mimeTypes.Length == 0 ? bundle : Part(bundle, mimeTypes);

        var outline = OutlineBuilder.Of(value);
        var wanted = mimeTypes.Length > 0 ? mimeTypes : Preferred(outline);
        // Metadata of one form is no use without the form; the conventions bring none.
        return new(wanted.Distinct().ToDictionary(mimeType => mimeType, mimeType => Content(value, outline, mimeType)));
    }

    private static IReadOnlyList<string> Preferred(Outline outline) => outline switch
    {
        Special { Formatters.PreferredMimeTypes: { Count: > 0 } preferred } => preferred,
        { IsPlain: true } => [Plain],
        _ => [Html, Plain],
    };

    private static JsonNode? Content(object? value, Outline outline, string mimeType)
    {
        if (outline is Special special && special.Formatters.Format(special.Value, mimeType) is { } text)
            return JsonForm.Holds(mimeType) ? JsonForm.Parse(text, mimeType, special.Value.GetType()) : JsonValue.Create(text);
        return mimeType switch
        {
            Plain => JsonValue.Create(TextRenderer.Render(outline)),
            Html => JsonValue.Create(HtmlRenderer.Render(outline)),
            _ when JsonForm.Holds(mimeType) => JsonForm.Of(value, mimeType),
            _ when value is string or null => JsonValue.Create(value as string ?? ""),
            _ => throw new FormatterException($"{TypeName.Of(value.GetType())} has no form '{mimeType}'. Show it without naming a form, or give its type a formatter for that one."),
        };
    }

    private static MimeBundle Part(MimeBundle bundle, string[] mimeTypes)
    {
        var absent = mimeTypes.FirstOrDefault(mimeType => !bundle.Data.ContainsKey(mimeType));
        return absent is null
            ? bundle with { Data = mimeTypes.Distinct().ToDictionary(mimeType => mimeType, mimeType => bundle.Data[mimeType]) }
            : throw new FormatterException($"The value has no form '{absent}'; it has {string.Join(", ", bundle.Data.Keys)}.");
    }
}
