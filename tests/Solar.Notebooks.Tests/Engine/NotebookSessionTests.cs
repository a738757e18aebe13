using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine;

public sealed class NotebookSessionTests : IDisposable
{
    private readonly NotebookSession _session = new(new SessionOptions());

    [Fact]
    public void The_last_expression_is_the_cells_value()
    {
        Assert.Equal("42", Run("6 * 7").Result);
        Assert.Null(Run("var x = 6 * 7;").Result);
        Assert.Equal("43", Run("x + 1").Result);
    }

    [Fact]
    public void Console_output_reaches_the_front_end_before_the_cell_ends()
    {
        var page = Run("Console.WriteLine(\"out\"); Console.Error.WriteLine(\"err\"); Console.Write('x');");
        Assert.Equal("out\nx", page.Stdout);
        Assert.Equal("err\n", page.Stderr);
    }

    [Fact]
    public void A_void_call_without_a_semicolon_has_no_value()
    {
        Assert.Null(Run("Console.WriteLine(1)").Result);
        Assert.Equal("null", Run("(string)null").Result);
    }

    [Fact]
    public void What_ran_before_an_exception_is_kept()
    {
        var page = new RecordingFrontEnd();
        Assert.Equal(CellStatus.Failed, _session.Run(new("var a = 1; throw new InvalidOperationException(\"no\");"), page).Status);
        Assert.Equal("InvalidOperationException", Assert.IsType<CellError>(page.Events[^1]).Name);
        Assert.Equal("1", Run("a").Result);
    }

    [Fact]
    public void A_cell_that_does_not_compile_changes_nothing()
    {
        Run("var a = 1;");
        var outcome = _session.Run(new("var a = 2;\nint b = \"text\";", Name: "cell 7"), new RecordingFrontEnd());
        Assert.Equal("CS0029", outcome.Error!.Name);
        Assert.Contains("cell 7, line 2, column 9", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal("1", Run("a").Result);
    }

    [Fact]
    public void A_value_keeps_its_type_when_a_later_cell_needs_more_of_the_framework()
    {
        Run("var r = new System.Text.RegularExpressions.Regex(\"a\"); var shown = display(1); var key = ConsoleKey.A;");
        Assert.Equal("True", Run("""
            System.Net.Http.HttpClient h = null;
            System.Text.RegularExpressions.Regex q = r;
            DisplayedValue d = shown;
            ConsoleKey k = key;
            q != null && d != null
            """).Result);
    }

    public void Dispose() => _session.Dispose();

    private RecordingFrontEnd Run(string code)
    {
        var page = new RecordingFrontEnd();
        var outcome = _session.Run(new(code), page);
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error?.Message);
        return page;
    }
}
