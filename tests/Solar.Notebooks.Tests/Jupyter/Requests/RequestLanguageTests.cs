using System.Text.Json;
using Solar.Notebooks.Jupyter.Requests;

namespace Solar.Notebooks.Tests.Jupyter.Requests;

public sealed class RequestLanguageTests
{
    [Theory]
    [InlineData("""{}""", null)]
    [InlineData("""{"cellId":"x","vscode":{"languageId":"fsharp"}}""", "fsharp")]
    [InlineData("""{"dotnet_interactive":{"language":"sql"}}""", "sql")]
    [InlineData("""{"polyglot_notebook":{"kernelName":"mermaid"},"dotnet_interactive":{"language":"csharp"}}""", "mermaid")]
    [InlineData("""{"metadata":{"polyglot_notebook":{"kernelName":"html"}}}""", "html")]
    [InlineData("""{"vscode":{"languageId":"polyglot-notebook"}}""", null)]
    [InlineData("""{"vscode":{"languageId":"dotnet-interactive.fsharp"}}""", "fsharp")]
    [InlineData("""{"vscode":7,"polyglot_notebook":{"kernelName":null},"dotnet_interactive":[]}""", null)]
    public void A_cells_language_is_where_its_front_end_put_it(string metadata, string? language)
    {
        using var document = JsonDocument.Parse(metadata);
        Assert.Equal(language, RequestLanguage.Of(document.RootElement));
    }
}
