using System.Text.Json.Nodes;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Languages;

/// <summary>JavaScript for the page. Only a front end that runs scripts of outputs does: classic Notebook, VS Code, and JupyterLab for a trusted notebook.</summary>
public sealed class JavaScriptLanguage : ShownLanguage
{
    /// <inheritdoc/>
    public override string Name => "javascript";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["js"];

    /// <inheritdoc/>
    protected override MimeBundle Shown(string text) => new(new Dictionary<string, JsonNode?>
    {
        ["application/javascript"] = text,
        ["text/plain"] = $"(JavaScript, {text.Length} characters)",
    });
}
