using System.Text.Json.Nodes;
using Solar.Notebooks.Documents.Json;

namespace Solar.Notebooks.Documents.Dib;

/// <summary>What a <c>.dib</c> file says about its kernels under <c>#!meta</c>.</summary>
internal static class DibMeta
{
    /// <summary>The magic above it.</summary>
    public const string Magic = "meta";

    /// <summary>Names that begin a cell in every file.</summary>
    public static IReadOnlySet<string> CommonNames { get; } = new HashSet<string>(
        [Magic, "csharp", "c#", "cs", "fsharp", "f#", "fs", "pwsh", "powershell", "javascript", "js", "html", "markdown", "md", "mermaid", "sql", "kql", "http", "value", "raw"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly JsonStyle OneLine = new(null, "\n", ":", ",", Ascii: false, Sorted: false);

    /// <summary>The object under <c>#!meta</c>; none if there is no such cell.</summary>
    public static JsonObject? Parse(IEnumerable<DibCell> cells, string name)
    {
        if (cells.FirstOrDefault(c => c.Magic == Magic) is not { } meta || meta.Source.Trim().Length == 0)
            return null;
        return JsonPieceReader.Read(meta.Source, $"{name}, #!meta").ToNode() as JsonObject
            ?? throw new InvalidDataException($"{name}: under #!meta an object was expected, found {meta.Source.Trim()}.");
    }

    /// <summary>Every name that begins a cell in a file with this meta object.</summary>
    public static IReadOnlySet<string> Names(JsonObject? meta)
    {
        var names = new HashSet<string>(CommonNames, StringComparer.OrdinalIgnoreCase);
        foreach (var kernel in ((meta?["kernelInfo"] as JsonObject)?["items"] as JsonArray ?? []).OfType<JsonObject>())
            names.UnionWith((kernel["aliases"] as JsonArray ?? []).Append(kernel["name"]).Select(OutputJson.Text));
        names.Remove("");
        return names;
    }

    /// <summary>A notebook's meta object, on one line.</summary>
    public static string Of(Notebook notebook) => OneLine.Write(notebook.Metadata["polyglot_notebook"] as JsonObject ?? new JsonObject
    {
        ["kernelInfo"] = new JsonObject
        {
            ["defaultKernelName"] = notebook.Language,
            ["items"] = new JsonArray(new JsonObject { ["aliases"] = new JsonArray(), ["name"] = notebook.Language }),
        },
    }, 0);
}
