using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Languages;

/// <summary>One session for all: the compiler takes seconds to start.</summary>
public sealed class FSharpFixture : IDisposable
{
    internal Notebook Notebook { get; } = new();

    public void Dispose() => Notebook.Dispose();
}

public sealed class FSharpLanguageTests(FSharpFixture fixture) : IClassFixture<FSharpFixture>
{
    private Notebook Notebook => fixture.Notebook;

    [Fact]
    public void The_last_expression_is_the_cells_value_and_earlier_cells_are_seen()
    {
        Notebook.Run("fsharp", "let square x = x * x\nlet seven = 7");
        Assert.Equal("49", Notebook.Run("fsharp", "square seven").Result);
    }

    [Fact]
    public void A_binding_or_a_unit_shows_nothing()
    {
        Assert.Null(Notebook.Run("fsharp", "let hidden = 3").Result);
        Assert.Null(Notebook.Run("fsharp", "ignore 3").Result);
        Assert.Null(Notebook.Run("fsharp", "3 |> ignore\nlet f x = x + 1").Result);
    }

    [Fact]
    public void What_it_prints_goes_to_the_cell() => Assert.Equal("x = 5\n", Notebook.Run("fsharp", "printfn \"x = %d\" 5").Stdout.ReplaceLineEndings("\n"));

    [Fact]
    public void A_mistake_is_told_with_the_cells_own_line()
    {
        var error = Notebook.Fail("fsharp", "let a = 1\n\nlet b : string = a");
        Assert.Equal("FS0001", error.Name);
        Assert.Contains("cell 1(3,18): error FS0001", error.Traceback[0], StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_of_the_code_is_the_cells_error()
    {
        var error = Notebook.Fail("fsharp", "(failwith \"no such luck\" : int)");
        Assert.Equal("no such luck", error.Message);
    }

    [Fact]
    public void Bound_values_can_be_shared_and_shared_values_used()
    {
        Notebook.Run("fsharp", "let shared = [1; 2; 3]");
        Assert.Equal([1, 2, 3], (IEnumerable<int>)Notebook.Variable("fsharp", "shared").Value!);

        Notebook.Session.Language("fsharp").Declare("fromOutside", new[] { 1.5, 2.5 }, typeof(double[]));
        Assert.Equal("4", Notebook.Run("fsharp", "Array.sum fromOutside").Result);
    }

    [Fact]
    public void Sequences_rows_and_texts_arrive_as_what_they_are()
    {
        var fsharp = Notebook.Session.Language("fsharp");
        fsharp.Declare("query", Enumerable.Range(1, 3).Where(i => i > 1), typeof(IEnumerable<int>));
        fsharp.Declare("rows", new List<Dictionary<string, object?>> { new() { ["a"] = 5 } }, typeof(object));
        fsharp.Declare("nothing", null, typeof(string));
        Assert.Equal("5", Notebook.Run("fsharp", "Seq.sum query").Result);
        Assert.Equal("6", Notebook.Run("fsharp", "(unbox<int> rows.[0].[\"a\"]) + 1").Result);
        Assert.Equal("True", Notebook.Run("fsharp", "isNull nothing").Result);
        var refused = Assert.Throws<CellFailedException>(() => fsharp.Declare("hidden", new Hidden(), typeof(Hidden)));
        Assert.Contains("a type that F# cannot name", refused.Message, StringComparison.Ordinal);
    }

    private sealed class Hidden;

    [Fact]
    public void Records_become_tables_and_unions_say_themselves()
    {
        var shown = Notebook.Run("fsharp", "type Point = { X: int; Y: float }\n[ { X = 1; Y = 2.5 }; { X = 10; Y = 3.0 } ]");
        Assert.Equal(" X    Y\n──  ───\n 1  2.5\n10    3", shown.Result);
        Assert.Equal("Some(5)", Notebook.Run("fsharp", "Some 5").Result);
    }

    [Fact]
    public void Names_are_completed_after_a_point()
    {
        Notebook.Run("fsharp", "let anything = 1");
        var offered = Notebook.Session.Complete("System.Math.Ab", 14, "fsharp");
        Assert.Equal((12, 14), (offered.Start, offered.End));
        Assert.Contains(offered.Items, item => item.Text == "Abs");
    }

    [Fact]
    public void A_loop_without_end_is_interrupted_and_what_was_bound_stays()
    {
        Notebook.Run("fsharp", "let kept = 11");
        var shown = new Engine.RecordingFrontEnd { Happened = happened => { if (happened is StreamText) Notebook.Session.Interrupt(); } };
        var outcome = Notebook.Session.Run(new CellRequest("printfn \"going\"\nwhile true do ()", "fsharp"), shown);
        Assert.Equal(CellStatus.Interrupted, outcome.Status);
        Assert.Equal("11", Notebook.Run("fsharp", "kept").Result);
    }
}
