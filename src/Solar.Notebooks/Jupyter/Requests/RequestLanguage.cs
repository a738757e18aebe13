using System.Text.Json;

namespace Solar.Notebooks.Jupyter.Requests;

/// <summary>The language that a cell's metadata names, as it comes with a request.</summary>
/// <remarks>
/// Front ends send the cell's metadata with the request: VS Code as members of the message's metadata, in some versions below a
/// member <c>metadata</c>. The keys are those of .NET Interactive's notebooks, old and new, and VS Code's own.
/// </remarks>
internal static class RequestLanguage
{
    private static readonly (string Member, string Name)[] Places =
        [("polyglot_notebook", "kernelName"), ("dotnet_interactive", "language"), ("vscode", "languageId")];

    // Language ids of the discontinued extension: as they are they mean its default language, else they end with the language.
    private static readonly string[] Extensions = ["dotnet-interactive", "polyglot-notebook"];

    /// <summary>The language, or null if the cell has none of its own.</summary>
    public static string? Of(JsonElement metadata)
    {
        foreach (var (member, name) in Places)
        {
            if (Text(metadata, member, name) is { Length: > 0 } found)
                return Plain(found);
        }

        return metadata.TryGetProperty("metadata", out var inner) && inner.ValueKind == JsonValueKind.Object ? Of(inner) : null;
    }

    private static string? Plain(string language)
    {
        foreach (var extension in Extensions)
        {
            if (language == extension)
                return null;
            if (language.StartsWith(extension + ".", StringComparison.Ordinal))
                return language[(extension.Length + 1)..];
        }

        return language;
    }

    private static string? Text(JsonElement metadata, string member, string name) =>
        metadata.TryGetProperty(member, out var inner) && inner.ValueKind == JsonValueKind.Object &&
        inner.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
