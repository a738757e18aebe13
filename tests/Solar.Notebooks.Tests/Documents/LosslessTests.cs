using System.Text;
using System.Text.Json.Nodes;
using Solar.Notebooks.Display;
using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Tests.Documents;

public class LosslessTests
{
    public static TheoryData<string> Notebooks => Fixture.Notebooks;

    [Fact]
    public void Seven_writers_notebooks_are_at_hand() => Assert.Equal(7, Notebooks.Count);

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void What_was_not_changed_is_written_byte_for_byte(string name)
    {
        using var folder = new TempFolder();
        var written = folder.PathOf(name);

        NotebookFile.Write(NotebookFile.Read(Fixture.PathOf(name)), written);

        Assert.Equal(File.ReadAllBytes(Fixture.PathOf(name)), File.ReadAllBytes(written));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Looking_at_everything_changes_nothing(string name)
    {
        var notebook = Notebook.Parse(Fixture.Text(name));
        foreach (var cell in notebook.Cells)
        {
            _ = (cell.Source, cell.Metadata.Count, cell.Tags, cell.Outputs, cell.Attachments, cell.Id);
            cell.Outputs = [.. cell.Outputs];
            cell.Source += "";
            cell.ExecutionCount = cell.ExecutionCount;
        }

        _ = (notebook.Metadata, notebook.Language);
        Assert.Equal(Fixture.Text(name), notebook.ToText());
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void Line_ends_of_windows_and_a_byte_order_mark_stay(string name)
    {
        var text = "\uFEFF" + Fixture.Text(name).Replace("\n", "\r\n", StringComparison.Ordinal);
        var notebook = Notebook.Parse(text);
        Assert.Equal(text, notebook.ToText());

        notebook.Metadata["added"] = new JsonObject { ["a"] = 1 };
        var changed = notebook.ToText();
        Assert.StartsWith("\uFEFF{", changed);
        Assert.Equal(changed.Count(c => c == '\r'), changed.Count(c => c == '\n'));
    }

    [Theory]
    [MemberData(nameof(Notebooks))]
    public void New_outputs_of_one_cell_change_nothing_else(string name)
    {
        var text = Fixture.Text(name).Replace("\"nbformat_minor\": 2", "\"nbformat_minor\": 5", StringComparison.Ordinal);
        var notebook = Upgraded(text);
        var before = notebook.ToText();
        var cell = notebook.Cells.First(c => c.Kind == CellKind.Code);
        cell.Outputs = [new StreamOutput("stdout", "new\n")];

        var after = notebook.ToText();

        // The two texts agree up to the outputs and behind them: what differs is one stretch, and it is JSON of the new output.
        var same = before.Zip(after).TakeWhile(p => p.First == p.Second).Count();
        var sameEnd = before.Reverse().Zip(after.Reverse()).TakeWhile(p => p.First == p.Second).Count();
        var stretch = after[same..^Math.Min(sameEnd, after.Length - same)];
        Assert.True(stretch.Length < 200, stretch);
        Assert.Equal([new StreamOutput("stdout", "new\n")], Notebook.Parse(after).Cells.First(c => c.Kind == CellKind.Code).Outputs);
        Assert.Equal(before.Split('\n').Take(3).Select(l => l[..Math.Min(l.Length, 100)]), after.Split('\n').Take(3).Select(l => l[..Math.Min(l.Length, 100)]));
    }

    [Fact]
    public void Every_change_looks_as_Jupyter_writes_it()
    {
        var notebook = Notebook.Parse(Fixture.Text("jupyter-4.5.ipynb"));
        var cell = notebook.Cells[2];
        cell.Source = "a\nb";
        cell.ExecutionCount = 9;
        cell.Metadata["scrolled"] = false;
        cell.Outputs = [new ResultOutput(new(new Dictionary<string, JsonNode?> { ["text/plain"] = "ä\nb" }), 9)];

        Assert.Contains(
            """
              {
               "cell_type": "code",
               "execution_count": 9,
               "id": "cell-2",
               "metadata": {
                "scrolled": false,
                "unknown": {
                 "deep": [
                  1,
                  2.5,
                  1e-07,
                  null,
                  {},
                  []
                 ]
                }
               },
               "outputs": [
                {
                 "data": {
                  "text/plain": [
                   "ä\n",
                   "b"
                  ]
                 },
                 "execution_count": 9,
                 "metadata": {},
                 "output_type": "execute_result"
                }
               ],
               "source": [
                "a\n",
                "b"
               ]
              },
            """,
            notebook.ToText());
    }

    [Fact]
    public void Cells_can_be_added_removed_and_moved_and_the_others_keep_their_text()
    {
        var text = Fixture.Text("jupyter-4.5.ipynb");
        var notebook = Notebook.Parse(text);
        var (first, last) = (notebook.Cells[0], notebook.Cells[3]);
        notebook.Cells.RemoveAt(0);
        notebook.Cells.Add(first);
        Assert.NotEqual(text, notebook.ToText());
        notebook.Cells.RemoveAt(notebook.Cells.Count - 1);
        notebook.Cells.Insert(0, first);
        Assert.Equal(text, notebook.ToText());

        notebook.Cells.Insert(3, new NotebookCell(CellKind.Code, "1 + 1", "fsharp"));
        var added = notebook.ToText();
        notebook.Cells.RemoveAt(3);
        Assert.Equal(text, notebook.ToText());
        Assert.Contains("\n  {\n   \"cell_type\": \"code\",\n   \"execution_count\": null,\n   \"id\": \"", added);
        Assert.Equal(text.Length, added.Length - (added.IndexOf(last.Id!, StringComparison.Ordinal) - text.IndexOf(last.Id!, StringComparison.Ordinal)));

        notebook.Cells.Clear();
        Assert.Contains("\"cells\": [],", notebook.ToText());
    }

    [Fact]
    public void A_text_on_one_line_stays_on_one_line_and_ascii_stays_ascii()
    {
        var notebook = Notebook.Parse(Fixture.Text("one-line-ascii.ipynb"));
        notebook.Cells[2].Outputs = [new StreamOutput("stdout", "é 📈\n"), new DisplayOutput(MimeBundle.Text("x"))];

        var text = notebook.ToText();

        Assert.DoesNotContain("\n", text);
        Assert.True(Ascii.IsValid(text));
        Assert.Contains("[{\"name\": \"stdout\", \"output_type\": \"stream\", \"text\": [\"\\u00e9 \\ud83d\\udcc8\\n\"]}, {", text);
    }

    [Fact]
    public void An_older_format_becomes_4_5_when_it_is_changed_and_its_ids_follow_from_the_cells()
    {
        var notebook = Notebook.Parse(Fixture.Text("jupyter-4.2.ipynb"));
        Assert.All(notebook.Cells, c => Assert.Null(c.Id));
        notebook.Cells[2].ExecutionCount = 4;

        var text = notebook.ToText();

        var again = Notebook.Parse(Fixture.Text("jupyter-4.2.ipynb"));
        again.Cells[2].ExecutionCount = 4;
        Assert.Equal(text, again.ToText());
        Assert.Contains("\"nbformat_minor\": 5", text);
        Assert.Equal(4, Notebook.Parse(text).Cells.Select(c => c.Id).Distinct().Count());

        // Nothing but the version, the count and the ids is new.
        var ids = text.Split('\n').Where(l => !l.StartsWith("   \"id\": ", StringComparison.Ordinal));
        Assert.Equal(
            Fixture.Text("jupyter-4.2.ipynb").Replace("\"execution_count\": 3,\n   \"m", "\"execution_count\": 4,\n   \"m", StringComparison.Ordinal).Replace("_minor\": 2", "_minor\": 5", StringComparison.Ordinal),
            string.Join('\n', ids));
    }

    [Fact]
    public void Equal_cells_and_equal_ids_get_ids_of_their_own()
    {
        var notebook = Notebook.Create();
        foreach (var id in new[] { null, null, "one", "one" })
            notebook.Cells.Add(new(CellKind.Code, "same") { Id = id });

        var ids = Notebook.Parse(notebook.ToText()).Cells.Select(c => c.Id!).ToArray();

        Assert.Equal(4, ids.Distinct().Count());
        Assert.Equal("one", ids[2]);
        Assert.All(ids, id => Assert.Matches("^[a-zA-Z0-9_-]{1,64}$", id));
    }

    [Fact]
    public void Half_a_surrogate_pair_survives_as_an_escape()
    {
        var notebook = Notebook.Create();
        notebook.Cells.Add(new(CellKind.Code, "x") { Outputs = [new StreamOutput("stdout", "\ud83d and 📈")] });

        var bytes = Encoding.UTF8.GetBytes(notebook.ToText());

        Assert.Equal([new StreamOutput("stdout", "\ud83d and 📈")], Notebook.Parse(Encoding.UTF8.GetString(bytes)).Cells[0].Outputs);
    }

    private static Notebook Upgraded(string text)
    {
        var notebook = Notebook.Parse(text);
        notebook.Cells.First(c => c.Kind == CellKind.Code).ExecutionCount = 77;
        return Notebook.Parse(notebook.ToText());
    }
}
