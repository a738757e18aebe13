using System.Text.Json.Nodes;

namespace Solar.Notebooks.Documents;

/// <summary>What a notebook's metadata say about its kernel.</summary>
internal static class NotebookLanguage
{
    /// <summary>The kernel's language; C# where nothing is said.</summary>
    public static string Of(JsonObject metadata)
    {
        if (metadata["polyglot_notebook"] is JsonObject polyglot && CellLanguage.Named(polyglot, "kernelInfo", "defaultKernelName") is { } kernel)
            return kernel;
        return CellLanguage.Named(metadata, "kernelspec", "language")
            ?? KernelName(metadata)
            ?? CellLanguage.Named(metadata, "language_info", "name")
            ?? "csharp";
    }

    /// <summary>The metadata of a notebook for our kernel.</summary>
    /// <param name="language">The language of cells that do not say theirs.</param>
    public static JsonObject Metadata(string language)
    {
        var metadata = new JsonObject
        {
            ["kernelspec"] = new JsonObject { ["display_name"] = "C# (Solar)", ["language"] = "C#", ["name"] = "solar-csharp" },
            ["language_info"] = new JsonObject
            {
                ["codemirror_mode"] = "text/x-csharp",
                ["file_extension"] = ".csx",
                ["mimetype"] = "text/x-csharp",
                ["name"] = "C#",
                ["pygments_lexer"] = "csharp",
                ["version"] = "14.0",
            },
        };
        if (language != "csharp")
        {
            metadata["polyglot_notebook"] = new JsonObject
            {
                ["kernelInfo"] = new JsonObject
                {
                    ["defaultKernelName"] = language,
                    ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = language }),
                },
            };
        }

        return metadata;
    }

    // A kernelspec's name says a language only where we know that kernel: python3 is no language.
    private static string? KernelName(JsonObject metadata) =>
        metadata["kernelspec"] is JsonObject spec && spec["name"] is JsonValue value && value.TryGetValue<string>(out var name) && CellLanguage.IsKnown(name)
            ? CellLanguage.Normal(name)
            : null;
}
