using System.Text.Json.Nodes;

namespace Solar.Notebooks.Display;

/// <summary>One thing shown, in every form that a front end may choose from.</summary>
/// <param name="Data">MIME type to content, as nbformat has it: text as a string, images as base64 text, <c>+json</c> types as JSON.</param>
/// <param name="Metadata">MIME type to its metadata, such as width and height of an image.</param>
public sealed record MimeBundle(IReadOnlyDictionary<string, JsonNode?> Data, JsonObject? Metadata = null)
{
    /// <summary>A bundle of one text form.</summary>
    public static MimeBundle Of(string mimeType, string content) => new(new Dictionary<string, JsonNode?> { [mimeType] = JsonValue.Create(content) });

    /// <summary>Plain text alone.</summary>
    public static MimeBundle Text(string content) => Of("text/plain", content);
}
