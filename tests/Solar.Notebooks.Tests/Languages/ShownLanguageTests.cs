using Solar.Notebooks.Display;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Languages;

public sealed class ShownLanguageTests : IDisposable
{
    private readonly Notebook _notebook = new();

    public void Dispose() => _notebook.Dispose();

    [Fact]
    public void Markdown_is_shown_as_itself_and_as_html()
    {
        var bundle = Shown("markdown", "\n# Title\n\n| a | b |\n|---|---|\n| 1 | $x^2$ |\n");
        Assert.Equal("# Title\n\n| a | b |\n|---|---|\n| 1 | $x^2$ |", bundle.Data["text/markdown"]!.ToString());
        Assert.StartsWith("<h1", bundle.Data["text/html"]!.ToString(), StringComparison.Ordinal);
        Assert.Contains("<table>", bundle.Data["text/html"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Html_is_shown_as_it_is() => Assert.Equal("<b>bold</b>", Shown("html", "<b>bold</b>").Data["text/html"]!.ToString());

    [Fact]
    public void Mermaid_is_a_block_that_front_ends_draw_and_fetches_nothing()
    {
        var bundle = Shown("mermaid", "flowchart LR\n  a --> b");
        Assert.Equal(["text/vnd.mermaid", "text/markdown", "text/plain"], bundle.Data.Keys);
        Assert.Equal("```mermaid\nflowchart LR\n  a --> b\n```", bundle.Data["text/markdown"]!.ToString());
        Assert.StartsWith("````mermaid\n", Shown("mermaid", "flowchart LR\n  a[\"```\"]").Data["text/markdown"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Javascript_is_for_the_page() => Assert.Equal("alert(1)", Shown("javascript", "alert(1)").Data["application/javascript"]!.ToString());

    [Fact]
    public void Without_text_nothing_is_shown() => Assert.Empty(_notebook.Run("markdown", " \n ").Events);

    [Theory]
    [InlineData("md", "markdown")]
    [InlineData("F#", "fsharp")]
    [InlineData("JS", "javascript")]
    [InlineData("duckdb", "sql")]
    public void A_language_is_known_by_its_other_names(string alias, string name) => Assert.Equal(name, _notebook.Session.Language(alias).Name);

    [Fact]
    public void Nothing_can_be_shared_with_a_language_without_variables() =>
        Assert.Contains("has no variables", Assert.Throws<CellFailedException>(() => _notebook.Session.Language("html").Declare("x", 1, typeof(int))).Message, StringComparison.Ordinal);

    private MimeBundle Shown(string language, string text) => Assert.IsType<DisplayData>(Assert.Single(_notebook.Run(language, text).Events)).Bundle;
}
