using System.Text.Json.Nodes;
using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Tests.Documents;

public class CellLanguageTests
{
    [Theory]
    [InlineData("""{"polyglot_notebook": {"kernelName": "fsharp"}, "dotnet_interactive": {"language": "sql"}}""", "", "fsharp")]
    [InlineData("""{"dotnet_interactive": {"language": "sql"}, "vscode": {"languageId": "html"}}""", "", "sql")]
    [InlineData("""{"vscode": {"languageId": "html"}}""", "#!fsharp\n1", "html")]
    [InlineData("""{"vscode": {"languageId": "polyglot-notebook"}}""", "", "csharp")]
    [InlineData("""{"vscode": {"languageId": "dotnet-interactive.fsharp"}}""", "", "fsharp")]
    [InlineData("""{"polyglot_notebook": "odd"}""", "\n  #!F#\n1", "fsharp")]
    [InlineData("{}", "#!sql --connection c", "sql")]
    [InlineData("{}", "#!time\n#!sql", "csharp")]
    [InlineData("{}", "1 // #!sql", "csharp")]
    [InlineData("""{"polyglot_notebook": {"kernelName": "sql-flights"}}""", "", "sql-flights")]
    public void The_first_place_that_says_it_wins(string metadata, string source, string expected)
    {
        var notebook = Notebook.Create();
        var cell = new NotebookCell(CellKind.Code, source);
        foreach (var (name, value) in JsonNode.Parse(metadata)!.AsObject())
            cell.Metadata[name] = value!.DeepClone();

        Assert.Equal(expected, CellLanguage.Of(notebook, cell));
    }

    [Theory]
    [InlineData("""{}""", "csharp")]
    [InlineData("""{"kernelspec": {"name": ".net-csharp", "language": "C#", "display_name": ".NET (C#)"}}""", "csharp")]
    [InlineData("""{"kernelspec": {"name": ".net-fsharp", "language": "F#", "display_name": ".NET (F#)"}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"name": ".net-powershell", "display_name": "x"}}""", "pwsh")]
    [InlineData("""{"kernelspec": {"name": "solar-csharp", "language": "C#"}, "polyglot_notebook": {"kernelInfo": {"defaultKernelName": "fsharp"}}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"name": "x"}, "language_info": {"name": "polyglot-notebook"}}""", "csharp")]
    [InlineData("""{"language_info": {"name": "F#"}}""", "fsharp")]
    [InlineData("""{"kernelspec": {"name": "python3", "language": "python"}}""", "python")]
    public void Cells_that_say_nothing_follow_the_notebook(string metadata, string expected)
    {
        var notebook = Notebook.Parse($$"""{"cells": [{"cell_type": "code", "source": ""}], "metadata": {{metadata}}, "nbformat": 4, "nbformat_minor": 5}""");

        Assert.Equal(expected, CellLanguage.Of(notebook, notebook.Cells[0]));
    }

    [Fact]
    public void Text_cells_are_in_no_language_of_the_kernel()
    {
        var notebook = Notebook.Create();
        Assert.Equal("markdown", CellLanguage.Of(notebook, new(CellKind.Markdown, "#!sql")));
        Assert.Equal("raw", CellLanguage.Of(notebook, new(CellKind.Raw, "")));
    }
}
