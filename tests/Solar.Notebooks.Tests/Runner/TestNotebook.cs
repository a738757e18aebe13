using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Runner;

namespace Solar.Notebooks.Tests.Runner;

/// <summary>Short ways to notebooks and their runs.</summary>
internal static class TestNotebook
{
    public static Notebook Of(params string[] sources)
    {
        var notebook = Notebook.Create();
        foreach (var source in sources)
            notebook.Cells.Add(new(CellKind.Code, source));
        return Notebook.Parse(notebook.ToText());
    }

    public static NotebookCell Tagged(this NotebookCell cell, params string[] tags)
    {
        cell.Metadata["tags"] = new System.Text.Json.Nodes.JsonArray([.. tags.Select(t => (System.Text.Json.Nodes.JsonNode)t)]);
        return cell;
    }

    public static async Task<NotebookResult> Run(Notebook notebook, RunOptions? options = null, string? folder = null) =>
        await new NotebookRun(options ?? new()).Run(notebook, Path.Combine(folder ?? Path.GetTempPath(), "test.ipynb"), RunProgress.None, TestContext.Current.CancellationToken);

    public static string Plain(NotebookCell cell) => string.Concat(cell.Outputs.Select(o => o switch
    {
        StreamOutput stream => stream.Text,
        DisplayOutput shown => shown.Bundle.Data["text/plain"]!.GetValue<string>(),
        ResultOutput result => result.Bundle.Data["text/plain"]!.GetValue<string>(),
        ErrorOutput error => $"{error.Name}: {error.Message}",
        _ => "?",
    }));
}
