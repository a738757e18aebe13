using System.Text.Json.Nodes;

namespace Solar.Notebooks.Documents;

/// <summary>Which language a cell is written in.</summary>
/// <remarks>
/// The places that say it, first one wins: <c>polyglot_notebook.kernelName</c>, <c>dotnet_interactive.language</c> and
/// <c>vscode.languageId</c> of the cell's metadata; its first magic line; the notebook's kernel.
/// </remarks>
public static class CellLanguage
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["csharp"] = "csharp",
        ["c#"] = "csharp",
        ["cs"] = "csharp",
        [".net-csharp"] = "csharp",
        ["solar-csharp"] = "csharp",
        ["csx"] = "csharp",
        ["c#script"] = "csharp",
        ["dotnet-csharp"] = "csharp",
        ["dotnet-fsharp"] = "fsharp",
        ["htm"] = "html",
        ["mmd"] = "mermaid",
        ["duckdb"] = "sql",
        ["fsharp"] = "fsharp",
        ["f#"] = "fsharp",
        ["fs"] = "fsharp",
        [".net-fsharp"] = "fsharp",
        ["pwsh"] = "pwsh",
        ["powershell"] = "pwsh",
        [".net-powershell"] = "pwsh",
        [".net-pwsh"] = "pwsh",
        ["javascript"] = "javascript",
        ["js"] = "javascript",
        ["markdown"] = "markdown",
        ["md"] = "markdown",
        ["html"] = "html",
        ["mermaid"] = "mermaid",
        ["sql"] = "sql",
        ["kql"] = "kql",
        ["http"] = "http",
        ["value"] = "value",
    };

    /// <summary>The language of a cell; <c>markdown</c> and <c>raw</c> for cells that are not code.</summary>
    public static string Of(Notebook notebook, NotebookCell cell) => cell.Kind switch
    {
        CellKind.Markdown => "markdown",
        CellKind.Raw => "raw",
        _ => Declared(cell) ?? Magic(cell.Source) ?? notebook.Language,
    };

    /// <summary>The language that a cell's metadata name; none if they do not.</summary>
    public static string? Declared(NotebookCell cell) =>
        Named(cell.Metadata, "polyglot_notebook", "kernelName")
        ?? Named(cell.Metadata, "dotnet_interactive", "language")
        ?? Named(cell.Metadata, "vscode", "languageId");

    /// <summary>The language that a cell's first line names by a magic, such as <c>#!sql</c>; none if it is anything else.</summary>
    public static string? Magic(string source)
    {
        var line = source.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0);
        return line is not null && line.StartsWith("#!", StringComparison.Ordinal) && Names.TryGetValue(line[2..].Split(' ', '\t')[0], out var name) ? name : null;
    }

    /// <summary>One name for each language: <c>C#</c>, <c>cs</c> and <c>.net-csharp</c> are <c>csharp</c>. Unknown names stay as they are.</summary>
    public static string Normal(string name) => Names.GetValueOrDefault(name.Trim(), name.Trim());

    /// <summary>Whether a name is that of a language, and not of some other magic.</summary>
    public static bool IsKnown(string name) => Names.ContainsKey(name);

    /// <summary>The metadata that say a cell's language to every program that asks.</summary>
    internal static JsonObject Metadata(string language) => new()
    {
        ["dotnet_interactive"] = new JsonObject { ["language"] = language },
        ["polyglot_notebook"] = new JsonObject { ["kernelName"] = language },
    };

    /// <summary>A language named by metadata. VS Code's own name for any polyglot cell says nothing.</summary>
    internal static string? Named(JsonObject metadata, string section, string member)
    {
        if (metadata[section] is not JsonObject members || members[member] is not JsonValue value || !value.TryGetValue<string>(out var name))
            return null;
        name = name.StartsWith("dotnet-interactive.", StringComparison.Ordinal) ? name["dotnet-interactive.".Length..] : name;
        return name is "" or "polyglot-notebook" or "plaintext" ? null : Normal(name);
    }
}
