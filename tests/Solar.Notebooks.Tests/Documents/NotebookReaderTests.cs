using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Tests.Documents;

public class NotebookReaderTests
{
    [Theory]
    [InlineData("", "a.ipynb, line 1, column 1: this is not JSON: the file is empty.")]
    [InlineData("{\n \"cells\": [}", "a.ipynb, line 2, column 12: this is not JSON: a value was expected, found '}'.")]
    [InlineData("{\"cells\": [] \"a\"}", "a.ipynb, line 1, column 14: this is not JSON: ',' or '}' after a member was expected, found '\"'.")]
    [InlineData("{\"a\": \"x\ny\"}", "a.ipynb, line 1, column 9: this is not JSON: a string holds the control character U+000A, which JSON writes as an escape.")]
    [InlineData("{\"a\": \"x", "a.ipynb, line 1, column 7: this is not JSON: the string that begins here never ends.")]
    [InlineData("{\"a\": \"\\x\"}", "a.ipynb, line 1, column 8: this is not JSON: \\ is not followed by an escape that JSON knows, but by 'x'.")]
    [InlineData("{\"a\": 1.}", "a.ipynb, line 1, column 7: this is not JSON: a number is not whole.")]
    [InlineData("{} x", "a.ipynb, line 1, column 4: this is not JSON: the JSON is over, but 'x' follows.")]
    [InlineData("[]", "a.ipynb, line 1, column 1: this is not a notebook: an object with \"cells\" and \"nbformat\" was expected.")]
    [InlineData("{\"cells\": []}", "a.ipynb, line 1, column 1: this is not a notebook: it has no member \"nbformat\".")]
    [InlineData("{\"nbformat\": 4}", "a.ipynb, line 1, column 1: this is not a notebook: it has no list \"cells\".")]
    [InlineData("{\"worksheets\": [],\n\"nbformat\": 3}", "a.ipynb, line 2, column 13: the notebook is of format 3; format 4 can be read. Upgrade it with: jupyter nbconvert --to notebook --inplace a.ipynb")]
    [InlineData("{\"nbformat\": 5}", "a.ipynb, line 1, column 14: the notebook is of format 5, which is newer than the formats that can be read (4.0 to 4.5).")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"heading\", \"source\": \"x\"}]}", "a.ipynb, line 1, column 41: \"cell_type\" of cell 1 should be code, markdown or raw, found \"heading\".")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": 3}]}", "a.ipynb, line 1, column 59: \"source\" of cell 1 should be a string or a list of lines.")]
    [InlineData("{\"nbformat\": 4, \"cells\": [{\"cell_type\": \"code\", \"source\": \"\", \"outputs\": {}}]}", "a.ipynb, line 1, column 74: \"outputs\" of cell 1 should be a list.")]
    public void What_is_no_notebook_is_refused_with_its_place(string text, string message)
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Notebook.Parse(text, "a.ipynb"));
        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        var refusal = Assert.Throws<InvalidDataException>(() => Notebook.Parse(new string('[', 100_000), "a.ipynb"));
        Assert.Contains("nested more than 1000 deep", refusal.Message);
    }

    [Fact]
    public void A_text_cut_off_anywhere_is_refused_with_its_place()
    {
        var text = Fixture.Text("jupyter-4.5.ipynb").TrimEnd();
        for (var length = 0; length < text.Length; length++)
        {
            var refusal = Assert.Throws<InvalidDataException>(() => Notebook.Parse(text[..length], "a.ipynb"));
            Assert.Matches(@"^a\.ipynb, line \d+, column \d+: this is not JSON", refusal.Message);
        }
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused()
    {
        using var folder = new TempFolder();
        File.WriteAllBytes(folder.PathOf("a.ipynb"), [(byte)'{', 0xff]);

        var refusal = Assert.Throws<InvalidDataException>(() => NotebookFile.Read(folder.PathOf("a.ipynb")));

        Assert.EndsWith("a.ipynb: this is not UTF-8 (byte 1). Save it as UTF-8.", refusal.Message);
    }

    [Fact]
    public void What_a_cell_holds_is_read()
    {
        var cells = Notebook.Parse(Fixture.Text("jupyter-4.5.ipynb")).Cells;

        Assert.Equal([CellKind.Markdown, CellKind.Raw, CellKind.Code, CellKind.Code], cells.Select(c => c.Kind));
        Assert.Equal("cell-0", cells[0].Id);
        Assert.Equal(["parameters"], cells[0].Tags);
        Assert.StartsWith("iVBOR", cells[0].Attachments["dot.png"].Data["image/png"]!.GetValue<string>());
        Assert.Equal("var ü = \"tab\\t\";\nü\u2028", cells[2].Source);
        Assert.Equal(3, cells[2].ExecutionCount);
        Assert.Null(cells[3].ExecutionCount);

        var outputs = cells[2].Outputs;
        Assert.Equal(new StreamOutput("stdout", "one\ntwo\n\u001b[31mred\u001b[0m"), outputs[0]);
        var shown = Assert.IsType<DisplayOutput>(outputs[2]).Bundle;
        Assert.Equal("<svg>\n</svg>", shown.Data["image/svg+xml"]!.GetValue<string>());
        Assert.True(double.IsNaN(shown.Data["application/vnd.plotly.v1+json"]!["data"]![0]!["y"]![1]!.GetValue<double>()));
        Assert.Equal(1, shown.Metadata!["image/png"]!["width"]!.GetValue<int>());
        Assert.Equal(2, Assert.IsType<ResultOutput>(outputs[3]).Bundle.Data["application/json"]!.AsArray().Count);
        Assert.Equal(2, Assert.IsType<ErrorOutput>(outputs[4]).Traceback.Count);
    }

    [Fact]
    public void An_output_of_an_unknown_type_is_kept()
    {
        const string Text = """{"cells": [{"cell_type": "code", "source": "", "outputs": [{"output_type": "hologram", "x": 1}]}], "nbformat": 4}""";
        var notebook = Notebook.Parse(Text);
        notebook.Cells[0].Outputs = [.. notebook.Cells[0].Outputs, new StreamOutput("stdout", "a")];

        Assert.Contains("""{"output_type": "hologram", "x": 1}, {""", notebook.ToText());
    }
}
