using Solar.Notebooks.Display;

namespace Solar.Notebooks.Documents.Export;

/// <summary>An image of a bundle.</summary>
internal sealed record ShownImage(string MimeType, byte[] Content)
{
    public string Extension => MimeType switch { "image/jpeg" => ".jpg", "image/gif" => ".gif", "image/webp" => ".webp", "image/svg+xml" => ".svg", _ => ".png" };

    public string DataUri => $"data:{MimeType};base64,{Convert.ToBase64String(Content)}";
}

/// <summary>The form of a bundle that a page without programs shows best: an image, otherwise HTML, Markdown or text.</summary>
internal sealed record ShownForm(ShownImage? Image, string? Html, string? Markdown, string Text)
{
    private static readonly string[] Bitmaps = ["image/png", "image/jpeg", "image/gif", "image/webp"];

    public static ShownForm Of(MimeBundle bundle)
    {
        string? Form(string mimeType) => bundle.Data.TryGetValue(mimeType, out var content) ? OutputJson.Text(content) : null;
        var bitmap = Bitmaps.FirstOrDefault(bundle.Data.ContainsKey);
        var image = bitmap is not null ? Bitmap(bitmap, Form(bitmap)!)
            : Form("text/html") is null && Form("image/svg+xml") is { } svg ? new ShownImage("image/svg+xml", System.Text.Encoding.UTF8.GetBytes(svg))
            : null;
        var text = Form("text/plain") ?? Form("text/latex") ?? Form("application/json") ?? Form("application/javascript") ?? $"({string.Join(", ", bundle.Data.Keys)})";
        return new(image, Form("text/html"), Form("text/markdown"), PlainText.Of(text));
    }

    private static ShownImage? Bitmap(string mimeType, string base64)
    {
        var content = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, content, out var length) ? new(mimeType, content[..length]) : null;
    }
}
