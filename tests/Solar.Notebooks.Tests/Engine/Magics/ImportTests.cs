using Solar.Notebooks.Documents;
using Solar.Notebooks.Tests.Engine.References;

namespace Solar.Notebooks.Tests.Engine.Magics;

public sealed class ImportTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly NotebookPage _page;

    public ImportTests() => _page = new(_folder.FullName, _folder.PathOf("cache"));

    [Fact]
    public void The_code_cells_of_a_notebook_run_in_order_and_in_their_languages()
    {
        var notebook = Notebook.Create();
        notebook.Cells.Add(new(CellKind.Markdown, "# not run"));
        notebook.Cells.Add(new(CellKind.Code, "var a = 20;"));
        notebook.Cells.Add(new(CellKind.Code, "namespace Deep { public static class C { public const int One = 1; } }", "lib"));
        notebook.Cells.Add(new(CellKind.Code, "a += Deep.C.One; a"));
        Write("parts/intro.ipynb", notebook.ToText());

        Assert.Equal(["21"], _page.ShownValues("#!import parts/intro.ipynb"));
        Assert.Equal("42", _page.Value("2 * a"));
    }

    [Fact]
    public void A_dib_file_runs_too()
    {
        Write("old.dib", "#!meta\n\n{\"kernelInfo\":{\"defaultKernelName\":\"csharp\",\"items\":[]}}\n\n#!markdown\n\n# words\n\n#!csharp\n\nvar fromDib = \"dib\";\n");
        Assert.Equal("dib", _page.Value("#!import old.dib\nfromDib"));
    }

    [Fact]
    public void A_cs_file_is_a_library_and_a_csx_file_a_script()
    {
        Write("Shapes.cs", "namespace Shapes;\n\npublic static class Extensions\n{\n    extension(int side)\n    {\n        public int Square => side * side;\n    }\n}\n");
        Write("start.csx", "#!import Shapes.cs\nusing Shapes;\nvar nine = 3.Square;\n");
        Assert.Equal("9", _page.Value("#!import start.csx\nnine"));
    }

    [Fact]
    public void Paths_in_an_imported_file_begin_at_its_own_folder()
    {
        Write("a/outer.csx", "#!import b/inner.csx\n#load \"b/loaded.csx\"\n");
        Write("a/b/inner.csx", "var inner = 1;");
        Write("a/b/loaded.csx", "#load \"deeper.csx\"\nvar loaded = deeper + 1;");
        Write("a/b/deeper.csx", "var deeper = 10;");
        Assert.Equal("12", _page.Value("#!import a/outer.csx\ninner + loaded"));
    }

    [Fact]
    public void Errors_name_the_imported_files_cell_and_line()
    {
        var notebook = Notebook.Create();
        notebook.Cells.Add(new(CellKind.Code, "var good = 1;"));
        notebook.Cells.Add(new(CellKind.Code, "\nint bad = \"text\";"));
        Write("bad.ipynb", notebook.ToText());

        Assert.Contains("bad.ipynb, cell 2, line 2, column 11", _page.Error("#!import bad.ipynb").Message, StringComparison.Ordinal);
        Assert.Equal("1", _page.Value("good"));
    }

    [Fact]
    public void A_file_that_imports_itself_is_refused()
    {
        Write("a.csx", "#!import b.csx");
        Write("b.csx", "#!import a.csx");
        Assert.Contains("a.csx imports b.csx imports a.csx", _page.Error("#!import a.csx").Message, StringComparison.Ordinal);

        Write("c.csx", "#load \"d.csx\"");
        Write("d.csx", "#load \"c.csx\"");
        Assert.Contains("c.csx loads d.csx loads c.csx", _page.Error("#load \"c.csx\"").Message, StringComparison.Ordinal);
        Assert.Equal("1", _page.Value("1"));
    }

    [Fact]
    public void What_cannot_be_imported_is_said()
    {
        Write("picture.png", "");
        Assert.Equal("FileNotFound", _page.Error("#!import gone.ipynb").Name);
        Assert.Contains("picture.png is neither a notebook", _page.Error("#!import picture.png").Message, StringComparison.Ordinal);
        Assert.Contains("#!import FILE", _page.Error("#!import").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_loaded_scripts_errors_have_its_own_name_and_lines()
    {
        Write("lib.csx", "var fine = 1;\nint wrong = fine.Nothing;");
        Assert.Contains("lib.csx, line 2, column 18", _page.Error("#load \"lib.csx\"").Message, StringComparison.Ordinal);
        Assert.Contains("cell, line 2: there is no file", _page.Error("\n#load \"gone.csx\"").Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _page.Dispose();
        _folder.Dispose();
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder.PathOf(name))!);
        File.WriteAllText(_folder.PathOf(name), text);
    }
}
