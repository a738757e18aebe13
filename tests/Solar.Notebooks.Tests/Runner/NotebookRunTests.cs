using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Runner;

namespace Solar.Notebooks.Tests.Runner;

public class NotebookRunTests
{
    [Fact]
    public async Task Outputs_are_stored_without_times_handles_or_pieces()
    {
        var notebook = TestNotebook.Of(
            "var shown = display(1); Console.Write(\"a\"); Console.Write(\"b\"); Console.Error.Write(\"c\"); Console.Write(\"d\");",
            "   ",
            "shown.Update(2);\n6 * 7");
        notebook.Cells[2].Metadata["execution"] = new System.Text.Json.Nodes.JsonObject { ["iopub.status.busy"] = "2026-01-01T00:00:00Z" };
        notebook.Cells[1].ExecutionCount = 9;

        var result = await TestNotebook.Run(notebook);

        Assert.True(result.Passed);
        Assert.Equal([CellFate.Passed, CellFate.Passed], result.Cells.Select(c => c.Fate));
        Assert.Equal([1, null, 2], notebook.Cells.Select(c => c.ExecutionCount));
        Assert.Equal(["2", "ab", "c", "d"], notebook.Cells[0].Outputs.Select(o => TestNotebook.Plain(new(CellKind.Code, "") { Outputs = [o] })));
        Assert.Equal(2, Assert.IsType<ResultOutput>(Assert.Single(notebook.Cells[2].Outputs)).ExecutionCount);
        Assert.DoesNotContain("display-", notebook.ToText());
        Assert.DoesNotContain("iopub", notebook.ToText());
    }

    [Fact]
    public async Task Two_runs_of_one_notebook_are_the_same_bytes()
    {
        var text = TestNotebook.Of(
            "for (var i = 0; i < 3000; i++) { Console.WriteLine(i * 0.1); if (i % 7 == 0) Console.Error.WriteLine(i); }",
            "var d = display(new[] { 1.5, 2 }); for (var i = 0; i < 50; i++) d.Update(i);",
            "Enumerable.Range(0, 30).Select(i => new { i, Name = $\"n{i}\" })").ToText();
        var first = Notebook.Parse(text);
        await TestNotebook.Run(first);
        var saved = first.ToText();
        Assert.NotEqual(text, saved);

        var second = Notebook.Parse(saved);
        await TestNotebook.Run(second);

        Assert.Equal(saved, second.ToText());
    }

    [Fact]
    public async Task A_failed_cell_ends_the_notebook()
    {
        var notebook = TestNotebook.Of("var a = 1;", "throw new InvalidOperationException(\"no\");", "a");

        var result = await TestNotebook.Run(notebook);

        Assert.False(result.Passed);
        Assert.Equal([CellFate.Passed, CellFate.Failed, CellFate.NotRun], result.Cells.Select(c => c.Fate));
        Assert.Equal("InvalidOperationException: no", TestNotebook.Plain(notebook.Cells[1]));
    }

    [Fact]
    public async Task A_run_that_keeps_going_runs_the_cells_behind_a_failed_one_and_cells_that_may_fail_do_not_count()
    {
        var notebook = TestNotebook.Of("var a = 1;", "throw new InvalidOperationException(\"no\");", "throw new InvalidOperationException(\"as it should\");", "a");
        notebook.Cells[2].Tagged("raises-exception");

        var result = await TestNotebook.Run(notebook, new() { KeepGoing = true });

        Assert.Equal([CellFate.Passed, CellFate.Failed, CellFate.Passed, CellFate.Passed], result.Cells.Select(c => c.Fate));
        Assert.Equal("as it should", result.Cells[2].Error!.Message);
        Assert.Equal("1", TestNotebook.Plain(notebook.Cells[3]));
    }

    [Fact]
    public async Task A_cell_tagged_to_be_skipped_is_left_as_it_is()
    {
        var notebook = TestNotebook.Of("var a = 1;", "a = 2;", "a");
        notebook.Cells[1].Tagged("skip-execution").Outputs = [new StreamOutput("stdout", "from another time")];

        var result = await TestNotebook.Run(notebook);

        Assert.Equal(CellFate.Skipped, result.Cells[1].Fate);
        Assert.Equal("from another time", TestNotebook.Plain(notebook.Cells[1]));
        Assert.Equal("1", TestNotebook.Plain(notebook.Cells[2]));
    }

    [Fact]
    public async Task The_cells_run_in_the_notebooks_folder()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.PathOf("beside.txt"), "found");
        var notebook = TestNotebook.Of("File.ReadAllText(\"beside.txt\")");

        await TestNotebook.Run(notebook, folder: folder.FullName);

        Assert.Contains("found", TestNotebook.Plain(notebook.Cells[0]));
    }

    [Theory]
    [InlineData("Environment.Exit(7);", "ended with exit code 7: something called Environment.Exit")]
    [InlineData("int Down(int n) => Down(n + 1) + 1; Down(0)", "a stack overflow")]
    [InlineData("Environment.FailFast(\"enough\");", "crashed")]
    public async Task A_cell_that_takes_its_process_down_fails_its_notebook_alone(string code, string message)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() && code.Contains("FailFast"), "Windows has an exit code of its own for it.");
        var notebook = TestNotebook.Of("1", code, "3");

        var result = await TestNotebook.Run(notebook, new() { KeepGoing = true });

        Assert.Equal([CellFate.Passed, CellFate.Failed, CellFate.NotRun], result.Cells.Select(c => c.Fate));
        Assert.Equal("ProcessEnded", result.Cells[1].Error!.Name);
        Assert.Contains(message, result.Cells[1].Error!.Message);
        Assert.Contains("ProcessEnded: cell 2: its process ", TestNotebook.Plain(notebook.Cells[1]));
    }

    [Fact]
    public async Task A_cell_over_its_limit_is_interrupted_and_the_next_one_has_its_variables()
    {
        var notebook = TestNotebook.Of("var a = 1;", "Console.Write(\"begun \"); await Task.Delay(-1);", "a + 1");

        var result = await TestNotebook.Run(notebook, new() { CellTimeout = TimeSpan.FromSeconds(10), KeepGoing = true });

        Assert.Equal([CellFate.Passed, CellFate.Failed, CellFate.Passed], result.Cells.Select(c => c.Fate));
        Assert.Equal("begun CellTimeout: cell 2: it ran for more than 10 s and was interrupted.", TestNotebook.Plain(notebook.Cells[1]));
        Assert.Equal("2", TestNotebook.Plain(notebook.Cells[2]));
    }

    [Fact]
    public async Task A_question_is_an_error_that_says_what_to_do()
    {
        var notebook = TestNotebook.Of("var name = Input(\"Your name?\");", "1");

        var result = await TestNotebook.Run(notebook, new() { AllowErrors = true, KeepGoing = true });

        Assert.True(result.Passed); // allowed, and stored
        Assert.Equal("1", TestNotebook.Plain(notebook.Cells[1]));
        Assert.Contains("The cell asks \"Your name?\", and in a run without a front end there is nobody to answer. Make it a variable and set it with --parameter NAME=VALUE.", result.Cells[0].Error!.Message);
    }

    [Fact]
    public async Task A_run_that_is_given_up_ends_its_process_and_its_cell()
    {
        using var folder = new TempFolder();
        using var giveUp = new CancellationTokenSource();
        var notebook = TestNotebook.Of("File.WriteAllText(\"pid\", Environment.ProcessId.ToString()); while (true) { }");
        using var watch = new FileSystemWatcher(folder.FullName, "pid");
        watch.Changed += (_, _) => giveUp.Cancel();
        watch.EnableRaisingEvents = true;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new NotebookRun(new()).Run(notebook, folder.PathOf("a.ipynb"), RunProgress.None, giveUp.Token));

        Assert.ThrowsAny<ArgumentException>(() => Process.GetProcessById(int.Parse(File.ReadAllText(folder.PathOf("pid")))));
    }

    [Fact]
    public async Task A_cell_may_write_much_and_show_what_json_cannot_say()
    {
        var notebook = TestNotebook.Of("Console.Write(new string('x', 5_000_000)); Console.Write(\"\\ud83d|\\u2028|📈\");", "double.NaN");

        Assert.True((await TestNotebook.Run(notebook)).Passed);

        Assert.Equal(5_000_000 + 6, TestNotebook.Plain(notebook.Cells[0]).Length);
        Assert.Equal("NaN", TestNotebook.Plain(notebook.Cells[1]));
    }
}
