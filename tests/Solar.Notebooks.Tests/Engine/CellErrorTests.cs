namespace Solar.Notebooks.Tests.Engine;

/// <summary>Errors speak of the cell as it was written.</summary>
public sealed class CellErrorTests : CellTest
{
    [Fact]
    public void An_exception_shows_the_cells_lines_and_what_caused_it()
    {
        Run("""
            int Inner(int x)
            {
                return 10 / x;
            }
            """);
        var error = Fail("""
            var zero = 0;
            try
            {
                Inner(zero);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException("outer", e);
            }
            """);
        Assert.Equal("InvalidOperationException", error.Name);
        Assert.Equal("outer", error.Message);
        Assert.Equal(
            [
                "System.InvalidOperationException: outer",
                "   at cell 7, line 8",
                "caused by System.DivideByZeroException: Attempted to divide by zero.",
                "   at Inner in cell 1, line 3",
                "   at cell 7, line 4",
            ],
            error.Traceback);
    }

    [Theory]
    [InlineData("int F() => int.Parse(\"x\");\nF();", "   at F in cell 7, line 1", "   at cell 7, line 2")]
    [InlineData("async Task F()\n{\n    await Task.Yield();\n    throw new Exception();\n}\nawait F();", "   at F in cell 7, line 4", "   at cell 7, line 6")]
    [InlineData("new[] { 0 }.Select(x =>\n    1 / x).ToList();", "   at a lambda in cell 7, line 2", "   at cell 7, line 1")]
    [InlineData("class C { public int this[int i] => throw new Exception(\"a\\nb\"); }\nvar c = new C();\n_ = c[1];", "   at C.get_Item in cell 7, line 1", "   at cell 7, line 3")]
    [InlineData("\n\nTask.Run(() => { throw new Exception(); }).Wait();", "   at a lambda in cell 7, line 3", "   at a lambda in cell 7, line 3")]
    public void Frames_of_the_cell_have_its_names_and_lines(string code, string first, string last)
    {
        var frames = Fail(code).Traceback.Where(line => line.StartsWith("   at ", StringComparison.Ordinal)).ToList();
        Assert.Contains(first, frames);
        Assert.Equal(last, frames[^1]);
        Assert.DoesNotContain(frames, frame => frame.Contains("Solar.Notebooks", StringComparison.Ordinal) || frame.Contains("Submission", StringComparison.Ordinal));
    }

    [Fact]
    public void A_task_that_was_waited_for_shows_its_own_exception() =>
        Assert.Equal("FormatException", Fail("Task.Run(() => int.Parse(\"x\")).Wait();").Name);

    [Fact]
    public void All_errors_of_the_compiler_are_listed_with_their_places()
    {
        var error = Fail("int a = \"x\";\nfor (var i = 0; i < 3; i++) string b = 1;\nundeclared();");
        Assert.Equal("CS0029", error.Name);
        Assert.StartsWith("cell 7, line 1, column 9: error CS0029: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(error.Traceback, line => line.StartsWith("cell 7, line 2, column 29: ", StringComparison.Ordinal));
        Assert.Contains(error.Traceback, line => line.StartsWith("cell 7, line 3, column 1: error CS0103", StringComparison.Ordinal));
    }

    [Fact]
    public void An_error_inside_a_loop_has_the_column_it_was_written_at() =>
        Assert.StartsWith("cell 7, line 1, column 42: error CS1503", Fail("for (var i = 0; i < 3; i++) Thread.Sleep(\"x\");").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("namespace N { class C { } }", "#!lib")]
    [InlineData("file class C { }", "#!lib")]
    [InlineData("public static class E { extension(int n) { public int Twice => n * 2; } }", "#!lib")]
    [InlineData("static class E { public static int Twice(this int n) => n * 2; }", "top level")]
    [InlineData("using var file = new MemoryStream();", "using (")]
    [InlineData("Span<int> s = stackalloc int[3];", "function")]
    [InlineData("partial class P { [System.Text.RegularExpressions.GeneratedRegex(\"a\")] public partial System.Text.RegularExpressions.Regex R(); }", "source generator")]
    [InlineData("partial class P { [System.Runtime.InteropServices.LibraryImport(\"c\")] public static partial int getpid(); }", "source generator")]
    public void What_a_script_cannot_hold_says_what_to_do(string code, string advice) =>
        Assert.Contains(Fail(code).Traceback, line => line.Contains(advice, StringComparison.Ordinal));

    [Fact]
    public void A_variable_that_a_failed_cell_did_not_reach_keeps_its_value()
    {
        Run("var a = 1; var b = \"one\";");
        Fail("var a = int.Parse(\"x\"); var b = \"two\";");
        Assert.Equal("1 one", Value("$\"{a} {b}\""));
        Fail("var a = 2; var b = int.Parse(\"x\").ToString();");
        Assert.Equal("2 one", Value("$\"{a} {b}\""));
    }

    [Fact]
    public void A_variable_that_changes_its_type_in_a_failed_cell_keeps_its_value_too()
    {
        Run("var a = 1;");
        Fail("string a = int.Parse(\"x\").ToString();");
        Assert.Equal("2", Value("a + 1"));
    }
}
