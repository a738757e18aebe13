using System.Text.Json.Nodes;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Languages;

/// <summary>A diagram in Mermaid's words. JupyterLab from 4.1 and VS Code draw it; others show the words.</summary>
/// <remarks>No script is fetched from anywhere: the drawing is the front end's own, of the Markdown block.</remarks>
public sealed class MermaidLanguage : ShownLanguage
{
    /// <inheritdoc/>
    public override string Name => "mermaid";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["mmd"];

    /// <inheritdoc/>
    protected override MimeBundle Shown(string text)
    {
        // A fence longer than any within.
        var fence = new string('`', Math.Max(3, LongestRun(text) + 1));
        return new(new Dictionary<string, JsonNode?>
        {
            ["text/vnd.mermaid"] = text,
            ["text/markdown"] = $"{fence}mermaid\n{text}\n{fence}",
            ["text/plain"] = text,
        });
    }

    private static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
