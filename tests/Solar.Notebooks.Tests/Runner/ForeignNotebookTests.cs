using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Tests.Documents;

namespace Solar.Notebooks.Tests.Runner;

/// <summary>Notebooks of .NET Interactive run as they are.</summary>
public class ForeignNotebookTests
{
    [Fact]
    public async Task A_polyglot_notebook_of_vs_code_runs_in_the_languages_its_cells_name()
    {
        var notebook = Notebook.Parse(Fixture.Text("vscode-polyglot.ipynb"));
        var sql = notebook.Cells.Single(c => c.Source == "select 1");
        sql.Tagged("skip-execution"); // DuckDB's library is not on every machine

        var result = await TestNotebook.Run(notebook);

        Assert.True(result.Passed, result.Cells.FirstOrDefault(c => c.Error is not null)?.Error!.Message);
        Assert.Equal("Hello, <world> & 'all'\n2", TestNotebook.Plain(notebook.Cells[1]));
        Assert.Contains("1", TestNotebook.Plain(notebook.Cells[2])); // F#
        Assert.NotEmpty(notebook.Cells[4].Outputs); // Mermaid
        Assert.Equal(".net-csharp", notebook.Metadata["kernelspec"]!["name"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_notebook_of_the_fsharp_kernel_is_in_fsharp()
    {
        var notebook = Notebook.Parse("""{"cells": [{"cell_type": "code", "source": "let x = [1..3] |> List.sum\nprintfn \"%d\" x"}], "metadata": {"kernelspec": {"name": ".net-fsharp", "language": "F#", "display_name": ".NET (F#)"}}, "nbformat": 4, "nbformat_minor": 2}""");

        Assert.True((await TestNotebook.Run(notebook)).Passed);

        Assert.Equal("6\n", TestNotebook.Plain(notebook.Cells[0]));
    }
}
