using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Markdig;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Languages;

/// <summary>Markdown in a code cell; a front end shows it itself, or the HTML made of it.</summary>
public sealed class MarkdownLanguage : ShownLanguage
{
    private object? _pipeline;

    /// <inheritdoc/>
    public override string Name => "markdown";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["md"];

    /// <inheritdoc/>
    protected override MimeBundle Shown(string text) => new(new Dictionary<string, JsonNode?>
    {
        ["text/html"] = Html(text),
        ["text/markdown"] = text,
        ["text/plain"] = text,
    });

    // Apart, so that Markdig is loaded by the first cell and not with the class.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private string Html(string text)
    {
        _pipeline ??= new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();
        return Markdown.ToHtml(text, (MarkdownPipeline)_pipeline).Trim();
    }
}
