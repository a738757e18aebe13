using System.Globalization;
using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Tests.Runner;

namespace Solar.Notebooks.Tests.Engine.Output;

/// <summary>What only a process of its own can show: native output, death, memory.</summary>
[Collection("alone")]
public sealed class OwnProcessTests
{
    [Fact]
    public async Task What_native_code_prints_reaches_the_cell_that_called_it()
    {
        if (OperatingSystem.IsWindows())
            Assert.Skip("Native output is captured on Linux and macOS.");
        var notebook = TestNotebook.Of(
            "[System.Runtime.InteropServices.DllImport(\"libc\")] static extern int puts(string text);\n[System.Runtime.InteropServices.DllImport(\"libc\")] static extern nint write(int file, string text, nint length);\nputs(\"from puts\");",
            "for (var i = 0; i < 20000; i++) puts($\"line {i}\");",
            "write(2, \"error ü\", 8); puts(\"and out\");");
        var result = await TestNotebook.Run(notebook);
        Assert.True(result.Passed);
        Assert.Equal("from puts\n", Text(notebook.Cells[0], "stdout"));
        Assert.Equal(string.Concat(Enumerable.Range(0, 20000).Select(i => $"line {i}\n")), Text(notebook.Cells[1], "stdout"));
        Assert.Equal("error ü", Text(notebook.Cells[2], "stderr"));
        Assert.Equal("and out\n", Text(notebook.Cells[2], "stdout"));
    }

    [Theory]
    [InlineData("Console.Write(\"last words\"); Environment.Exit(3);", "last words")]
    [InlineData("int Deep(int n) => Deep(n + 1) + 1; Console.Write(\"last words\"); Thread.Sleep(200); Deep(0)", "last words")]
    [InlineData("Console.Write(\"last words\"); Thread.Sleep(200); new Thread(() => throw new Exception(\"unhandled\")).Start(); Thread.Sleep(-1);", "last words")]
    public async Task A_cell_that_kills_its_process_does_not_hang(string code, string words)
    {
        var notebook = TestNotebook.Of("1", code, "2");
        var result = await TestNotebook.Run(notebook).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        Assert.False(result.Passed);
        Assert.Contains(words, TestNotebook.Plain(notebook.Cells[1]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_hundred_cells_fit_in_400_MB_and_the_last_are_as_fast_as_the_first()
    {
        const string Spent = "(long)System.Diagnostics.Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds";
        var cells = Enumerable.Range(1, 400).Select(i => i switch
        {
            100 or 200 or 300 => $"var spent{i} = {Spent};",
            400 => $"$\"{{Environment.WorkingSet >> 20}} {{spent200 - spent100}} {{{Spent} - spent300}}\"",
            _ => $"var v{i} = {i};\nv{i} + 1",
        });
        var notebook = TestNotebook.Of([.. cells]);
        Assert.True((await TestNotebook.Run(notebook)).Passed);

        var numbers = TestNotebook.Plain(notebook.Cells[^1]).Split(' ').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine($"{numbers[0]} MB after 400 cells; {numbers[1]} ms of processor for cells 101 to 200, {numbers[2]} ms for 301 to 400");
        Assert.InRange(numbers[0], 1, 400);
        Assert.InRange(numbers[2], 0, (2 * numbers[1]) + 500);
    }

    private static string Text(NotebookCell cell, string name) =>
        string.Concat(cell.Outputs.OfType<StreamOutput>().Where(text => text.Name == name).Select(text => text.Text));
}
