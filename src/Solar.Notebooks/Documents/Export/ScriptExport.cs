using System.Text;

namespace Solar.Notebooks.Documents.Export;

/// <summary>A notebook as a C# script: its C# cells as they are, everything else as comments between <c>// %%</c> lines.</summary>
/// <remarks>A cell's last expression shows nothing in a script, and Roslyn accepts one without a semicolon only at the very end.</remarks>
public static class ScriptExport
{
    /// <summary>The text of the script.</summary>
    public static string Of(Notebook notebook)
    {
        var script = new StringBuilder();
        foreach (var cell in notebook.Cells)
        {
            var language = CellLanguage.Of(notebook, cell);
            script.Append(script.Length > 0 ? "\n" : "").Append("// %%").Append(language == "csharp" ? "" : $" [{language}]").Append('\n');
            foreach (var line in cell.Source.Replace("\r\n", "\n", StringComparison.Ordinal).Trim('\n').Split('\n'))
                script.Append(Written(line, language)).Append('\n');
        }

        return script.ToString();
    }

    // Magics are no C#.
    private static string Written(string line, string language) =>
        language == "csharp" && !line.TrimStart().StartsWith("#!", StringComparison.Ordinal) ? line : $"// {line}".TrimEnd();
}
