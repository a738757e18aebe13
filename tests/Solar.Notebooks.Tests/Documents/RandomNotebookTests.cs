using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Tests.Documents;

public class RandomNotebookTests
{
    private const int Seeds = 2000;

    [Fact]
    public void Any_notebook_is_written_as_it_was_read()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var text = new RandomNotebook(seed).Text();
            var notebook = Notebook.Parse(text);
            foreach (var cell in notebook.Cells)
            {
                cell.Outputs = [.. cell.Outputs];
                _ = (cell.Metadata, cell.Source);
            }

            _ = notebook.Metadata;
            Assert.True(text == notebook.ToText(), $"seed {seed}");
        }
    }

    [Fact]
    public void Changing_one_cell_of_any_notebook_changes_that_cell_alone()
    {
        var changed = 0;
        for (var seed = 0; seed < Seeds; seed++)
        {
            var text = new RandomNotebook(seed).Text();
            var notebook = Notebook.Parse(text);
            if (notebook.Cells.LastOrDefault(c => c.Kind == CellKind.Code) is not { } cell)
                continue;
            cell.Outputs = [new StreamOutput("stdout", "fresh 📈\n")];
            cell.Source = "fresh";
            var after = Notebook.Parse(notebook.ToText());

            var (start, end) = (cell.Origin!.Start, text.Length - cell.Origin.End);
            Assert.True(text[..start] == after.OriginalText[..start], $"seed {seed}: before the cell");
            Assert.True(text[^end..] == after.OriginalText[^end..], $"seed {seed}: behind the cell");
            var written = after.Cells[notebook.Cells.IndexOf(cell)];
            Assert.Equal(cell.Outputs, written.Outputs);
            Assert.Equal("fresh", written.Source);
            Assert.Equal(cell.Metadata.ToJsonString(), written.Metadata.ToJsonString());
            changed++;
        }

        Assert.True(changed > Seeds / 2);
    }

    [Fact]
    public void What_a_notebook_holds_survives_being_laid_out_anew()
    {
        for (var seed = 0; seed < Seeds; seed++)
        {
            var notebook = Notebook.Parse(new RandomNotebook(seed).Text());
            var copy = Notebook.Create();
            foreach (var cell in notebook.Cells)
            {
                var fresh = new NotebookCell(cell.Kind, cell.Source) { Id = cell.Id, Outputs = cell.Outputs, ExecutionCount = cell.ExecutionCount };
                foreach (var (name, value) in cell.Metadata)
                    fresh.Metadata[name] = value?.DeepClone();
                copy.Cells.Add(fresh);
            }

            var again = Notebook.Parse(copy.ToText());
            foreach (var (was, now) in notebook.Cells.Zip(again.Cells))
            {
                now.Outputs = was.Outputs;
                now.Source = was.Source;
            }

            Assert.True(copy.ToText() == again.ToText(), $"seed {seed}");
        }
    }
}
