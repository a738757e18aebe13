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

    /// <summary>A picture.</summary>
    /// <param name="bytes">A whole PNG, JPEG, GIF or WebP file.</param>
    /// <param name="width">How wide it is shown; none: as wide as it is.</param>
    /// <param name="height">How high it is shown.</param>
    public static MimeBundle Image(byte[] bytes, int? width = null, int? height = null)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        var mimeType = bytes switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => "image/gif",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => "image/webp",
            _ => throw new ArgumentException($"The {bytes.Length} bytes do not begin as a PNG, JPEG, GIF or WebP file does.", nameof(bytes)),
        };
        var size = new JsonObject();
        if (width is not null)
            size["width"] = width;
        if (height is not null)
            size["height"] = height;
        return new(
            new Dictionary<string, JsonNode?> { [mimeType] = Convert.ToBase64String(bytes), ["text/plain"] = $"({mimeType}, {bytes.Length} bytes)" },
            size.Count > 0 ? new JsonObject { [mimeType] = size } : null);
    }
}
