using System.Text.Json.Nodes;

namespace Solar.Research.Experiments.Claims;

/// <summary>Which notebook shows which claim: the first one with a code cell that names the claim in quotes.</summary>
public static class ClaimNotebooks
{
    /// <summary>The folder of the notebooks in a checkout.</summary>
    public const string Folder = "notebooks";

    /// <summary>The notebooks of a checkout, in order.</summary>
    public static IReadOnlyList<string> All(string root) => Directory.Exists(Path.Combine(root, Folder))
        ? [.. Directory.EnumerateFiles(Path.Combine(root, Folder), "*.ipynb").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>For each claim that a notebook names, the notebook's path relative to the checkout.</summary>
    public static IReadOnlyDictionary<string, string> Of(string root, IEnumerable<string> claims)
    {
        var codes = All(root).Select(path => (Path: $"{Folder}/{Path.GetFileName(path)}", Code: CodeOf(path))).ToList();
        return (from claim in claims
                let found = codes.FirstOrDefault(notebook => notebook.Code.Contains($"\"{claim}\"", StringComparison.Ordinal)).Path
                where found is not null
                select (claim, found)).ToDictionary();
    }

    private static string CodeOf(string path)
    {
        var cells = JsonNode.Parse(File.ReadAllText(path))!["cells"]!.AsArray();
        return string.Join('\n', cells.Where(cell => (string?)cell!["cell_type"] == "code").Select(cell => Text(cell!["source"]!)));
    }

    // Notebooks have a text as one string or as a list of its lines.
    private static string Text(JsonNode source) => source is JsonArray lines ? string.Concat(lines.Select(line => (string)line!)) : (string)source!;
}
