using Solar.Notebooks.Documents;
using Solar.Notebooks.Documents.Dib;

namespace Solar.Notebooks.Tests.Documents.Dib;

public class DibDocumentTests
{
    [Fact]
    public void A_file_is_cut_where_its_languages_begin()
    {
        var notebook = NotebookFile.Read(Fixture.PathOf("sample.dib"));

        Assert.Equal(
            [
                ("markdown", "# Title\n\nText with #!csharp inside a line."),
                ("csharp", "#!time\nConsole.WriteLine(\"a\");\n\nConsole.WriteLine(\"b\");"),
                ("sql-flights", "SELECT 1"),
                ("fsharp", "[1..3]\n|> List.sum"),
            ],
            notebook.Cells.Select(c => (CellLanguage.Of(notebook, c), c.Source)));
        Assert.Equal(CellKind.Markdown, notebook.Cells[0].Kind);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("var x = 1;\n\n\n\n#!md\n\n\n#!raw\nx   \n\n")]
    [InlineData("\uFEFF#!csharp\r\n1\r\n#!F#\r\n2")]
    [InlineData("#!csharp")]
    public void A_document_is_its_text(string text) => Assert.Equal(text, DibDocument.Parse(text).ToText());

    [Fact]
    public void A_sample_survives_reading_and_writing() => Assert.Equal(Fixture.Text("sample.dib"), DibDocument.Parse(Fixture.Text("sample.dib")).ToText());

    [Fact]
    public void A_sample_survives_being_a_notebook_but_for_the_names_order_in_meta()
    {
        var notebook = Notebook.Parse(DibDocument.Parse(Fixture.Text("sample.dib")).ToNotebook().ToText());

        var back = DibDocument.Of(notebook).ToText();

        Assert.Equal(Fixture.Text("sample.dib").Split('\n')[3..], back.Split('\n')[3..]);
        Assert.Equal(back, DibDocument.Of(DibDocument.Parse(back).ToNotebook()).ToText());
        Assert.Contains("\"sql-flights\"", back.Split('\n')[2]);
    }

    [Fact]
    public void Text_before_the_first_magic_is_code()
    {
        var cells = DibDocument.Parse("1 + 1\n#!markdown\nhello").ToNotebook().Cells;
        Assert.Equal([(CellKind.Code, "1 + 1"), (CellKind.Markdown, "hello")], cells.Select(c => (c.Kind, c.Source)));
    }

    [Fact]
    public void A_cell_that_names_its_language_in_its_first_line_is_not_given_it_twice()
    {
        var notebook = Notebook.Create();
        notebook.Cells.Add(new(CellKind.Code, "#!sql\nSELECT 1"));
        notebook.Cells.Add(new(CellKind.Raw, "raw text"));

        Assert.EndsWith("\n\n#!sql\n\nSELECT 1\n\n#!raw\n\nraw text\n", DibDocument.Of(notebook).ToText());
    }

    [Fact]
    public void A_text_that_would_fall_apart_is_refused()
    {
        var notebook = Notebook.Create();
        notebook.Cells.Add(new(CellKind.Markdown, "Cells begin with\n#!csharp\nin this format."));

        var refusal = Assert.Throws<InvalidDataException>(() => DibDocument.Of(notebook));

        Assert.Equal("Cell 1 holds the line '#!csharp', which a .dib file reads as the beginning of another cell. Change that line.", refusal.Message);
    }

    [Fact]
    public void Bad_meta_is_refused_with_its_place()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => DibDocument.Parse("#!meta\n\n{\"a\": }\n\n#!csharp\n1", "a.dib"));
        Assert.Equal("a.dib, #!meta, line 1, column 7: this is not JSON: a value was expected, found '}'.", refusal.Message);
    }
}
