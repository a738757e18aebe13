using Solar.Notebooks.Display;

namespace Solar.Notebooks.Languages;

/// <summary>HTML as it is written.</summary>
public sealed class HtmlLanguage : ShownLanguage
{
    /// <inheritdoc/>
    public override string Name => "html";

    /// <inheritdoc/>
    public override IReadOnlyList<string> Aliases => ["htm"];

    /// <inheritdoc/>
    protected override MimeBundle Shown(string text) => MimeBundle.Of("text/html", text);
}
