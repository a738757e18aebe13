using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Xml.Linq;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Tests.Documents;
using Solar.Notebooks.Tests.Runner;

namespace Solar.Notebooks.Tests.Commands;

/// <summary>The program itself, from its arguments to its exit code.</summary>
public sealed class NotebookCommandsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void A_run_prints_its_cells_and_counts_them_in_its_last_line()
    {
        Save("a.ipynb", TestNotebook.Of("1", "2"));
        Save("b.ipynb", TestNotebook.Of("throw new InvalidOperationException(\"no\");", "3"));
        Save("c.ipynb", Skipping());

        var (code, output, errors) = Program("notebook", "run", "a.ipynb", "b.ipynb", "c.ipynb", "--junit", "junit.xml");

        Assert.Equal(1, code);
        Assert.Equal("", errors);
        Assert.Matches(@"3 notebooks, 4 cells: 3 passed, 1 failed, 1 skipped, 1 not run in \d+\.\d s\n$", output);
        Assert.Matches(@"a\.ipynb\n  cell 1/2  +\d+\.\d s  1\n  cell 2/2  +\d+\.\d s  2\nb\.ipynb\n  cell 1/2  +\d+\.\d s failed  throw", output);
        Assert.Contains("    InvalidOperationException: no\n", output);
        var suites = XDocument.Load(_folder.PathOf("junit.xml")).Root!.Elements("testsuite").ToArray();
        Assert.Equal(["a.ipynb", "b.ipynb", "c.ipynb"], suites.Select(s => s.Attribute("name")!.Value));
        Assert.Equal(["0", "1", "0"], suites.Select(s => s.Attribute("failures")!.Value));
        Assert.Equal("no", suites[1].Descendants("failure").Single().Attribute("message")!.Value);

        static Notebook Skipping()
        {
            var notebook = TestNotebook.Of("1", "2");
            notebook.Cells[1].Tagged("skip-execution");
            return notebook;
        }
    }

    [Fact]
    public void In_place_a_run_writes_what_passed_and_leaves_what_failed_and_twice_is_once()
    {
        Save("good.ipynb", TestNotebook.Of("6 * 7"));
        Save("bad.ipynb", TestNotebook.Of("6 * 7", "nonsense"));
        var bad = File.ReadAllBytes(_folder.PathOf("bad.ipynb"));

        Assert.Equal(1, Program("notebook", "run", "--in-place", "good.ipynb", "bad.ipynb").Code);
        Assert.Equal(bad, File.ReadAllBytes(_folder.PathOf("bad.ipynb")));
        var once = File.ReadAllBytes(_folder.PathOf("good.ipynb"));
        Assert.Contains("42", TestNotebook.Plain(NotebookFile.Read(_folder.PathOf("good.ipynb")).Cells[0]));

        Assert.Equal(0, Program("notebook", "run", "--in-place", "good.ipynb").Code);
        Assert.Equal(once, File.ReadAllBytes(_folder.PathOf("good.ipynb")));
        Assert.Equal(2, Directory.GetFiles(_folder.FullName).Length);
    }

    [Fact]
    public void Written_elsewhere_a_failed_notebook_shows_its_error_and_the_source_is_untouched()
    {
        Save("bad.ipynb", TestNotebook.Of("6 * 7", "Environment.Exit(3);", "1"));
        var source = File.ReadAllBytes(_folder.PathOf("bad.ipynb"));

        var (code, output, _) = Program("notebook", "run", "bad.ipynb", "-o", "out/");

        Assert.Equal(1, code);
        Assert.Contains("ProcessEnded: cell 2: its process ended with exit code 3", output);
        Assert.Equal(source, File.ReadAllBytes(_folder.PathOf("bad.ipynb")));
        var written = NotebookFile.Read(_folder.PathOf("out/bad.ipynb"));
        Assert.Contains("42", TestNotebook.Plain(written.Cells[0]));
        Assert.Contains("exit code 3", TestNotebook.Plain(written.Cells[1]));
        Assert.Empty(written.Cells[2].Outputs);
    }

    [Fact]
    public void A_check_passes_what_is_as_stored_and_shows_what_is_not()
    {
        Save("a.ipynb", TestNotebook.Of("Console.WriteLine(\"loss 3.45\");", "Guid.NewGuid()", "1.0 / 3"));
        var notebook = NotebookFile.Read(_folder.PathOf("a.ipynb"));
        notebook.Cells[1].Tagged("nondeterministic");
        Save("a.ipynb", notebook);
        Assert.Equal(0, Program("notebook", "run", "--in-place", "a.ipynb").Code);
        var stored = File.ReadAllText(_folder.PathOf("a.ipynb"));

        var (code, output, _) = Program("notebook", "check", "a.ipynb", "--relative", "0.0001");
        Assert.True(code == 0, output);
        Assert.Matches(@"1 notebook, 2 cells compared: 2 as stored, 0 different, 1 not compared, 0 failed in \d+\.\d s\n$", output);

        File.WriteAllText(_folder.PathOf("a.ipynb"), stored.Replace("loss 3.45\\n\"\n", "loss 3.4\\n\"\n", StringComparison.Ordinal));
        (code, output, _) = Program("notebook", "check", "a.ipynb");
        Assert.Equal(1, code);
        Assert.Contains("a.ipynb, cell 1: output 1, stdout, line 1\n  - stored: loss 3.4\n  + fresh:  loss 3.45\n    3.4 and 3.45 are 0.05 apart", output);
        Assert.Contains("1 as stored, 1 different, 1 not compared", output);
        Assert.DoesNotContain("cell 2: output", output); // other every time, and tagged so
        Assert.DoesNotContain("cell 3: output", output);
    }

    [Theory]
    [InlineData("notebook run", "Required argument 'file' missing for command: 'run'.")]
    [InlineData("notebook run none.ipynb", "none.ipynb: there is no such file.")]
    [InlineData("notebook run a.ipynb --parameter n", "--parameter n: NAME=VALUE is expected.")]
    [InlineData("notebook run a.ipynb --parameter k=1", "--parameter k: the cell tagged 'parameters' has no such variable. It has: n.")]
    [InlineData("notebook run a.ipynb -o b.ipynb --in-place", "--output and --in-place: one of them, not both.")]
    [InlineData("notebook run a.ipynb -o b.html", "--output b.html: an .ipynb file is expected, because other formats hold no outputs.")]
    [InlineData("notebook run a.dib --in-place", "a.dib: --in-place needs an .ipynb file, because other formats hold no outputs. Use --output FILE.ipynb.")]
    [InlineData("notebook run a.ipynb --cell-timeout 0", "--cell-timeout: more than 0 seconds are expected.")]
    [InlineData("notebook convert a.ipynb a.pdf", "a.pdf: a notebook becomes .ipynb, .dib, .html, .md, .cs or .csx.")]
    [InlineData("notebook new b.ipynb --language cobol", "--language cobol: there is no such language. Known are csharp, fsharp, sql, markdown, html, mermaid and javascript.")]
    public void Wrong_arguments_are_said_in_a_line_and_end_with_2(string arguments, string message)
    {
        var notebook = TestNotebook.Of("int n = 1;");
        notebook.Cells[0].Tagged("parameters");
        Save("a.ipynb", notebook);
        Save("a.dib", notebook);

        var (code, _, errors) = Program(arguments.Split(' '));

        Assert.Equal(message, errors.Split('\n')[0]);
        Assert.Equal(2, code);
    }

    [Fact]
    public void A_file_that_is_no_notebook_fails_and_the_others_run()
    {
        File.WriteAllText(_folder.PathOf("bad.ipynb"), "{");
        Save("a.ipynb", TestNotebook.Of("1"));

        var (code, output, _) = Program("notebook", "run", "bad.ipynb", "a.ipynb");

        Assert.Equal(1, code);
        Assert.Contains("  failed: bad.ipynb, line 1, column 2: this is not JSON: a member's name in quotes was expected, found the end of the file.\n", output);
        Assert.Matches(@"2 notebooks, 1 cell: 1 passed, 0 failed, 0 skipped, 1 notebook could not be run in ", output);
    }

    [Fact]
    public void An_interrupt_ends_the_run_and_writes_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows cannot send Ctrl+C to one process.");
        Save("a.ipynb", TestNotebook.Of("System.IO.File.WriteAllText(\"begun\", \"\"); while (true) { }"));
        var before = File.ReadAllBytes(_folder.PathOf("a.ipynb"));
        using var begun = new System.Threading.ManualResetEventSlim();
        using var watch = new FileSystemWatcher(_folder.FullName, "begun");
        watch.Created += (_, _) => begun.Set();
        watch.EnableRaisingEvents = true;
        using var process = Start("notebook", "run", "--in-place", "a.ipynb");
        Assert.True(begun.Wait(TimeSpan.FromSeconds(60)));

        Assert.Equal(0, Kill(process.Id, 2));

        Assert.True(process.WaitForExit(TimeSpan.FromSeconds(30)));
        Assert.Equal("Interrupted; nothing was half written.\n", process.StandardError.ReadToEnd());
        Assert.Equal(1, process.ExitCode);
        Assert.Equal(before, File.ReadAllBytes(_folder.PathOf("a.ipynb")));
        Assert.Equal(2, Directory.GetFiles(_folder.FullName).Length);
    }

    [Fact]
    public void A_new_notebook_says_its_kernel_and_is_not_written_over()
    {
        Assert.Equal(0, Program("notebook", "new", "a.ipynb").Code);
        Assert.Equal(0, Program("notebook", "new", "f.ipynb", "--language", "F#").Code);

        var notebook = NotebookFile.Read(_folder.PathOf("a.ipynb"));
        Assert.Equal("""{"display_name":"C# (Solar)","language":"C#","name":"solar-csharp"}""", notebook.Metadata["kernelspec"]!.ToJsonString());
        Assert.Equal("C#", notebook.Metadata["language_info"]!["name"]!.GetValue<string>());
        Assert.Equal("fsharp", NotebookFile.Read(_folder.PathOf("f.ipynb")).Language);

        var (code, _, errors) = Program("notebook", "new", "a.ipynb");
        Assert.Equal((1, "a.ipynb: the file is there already.\n"), (code, errors));
    }

    [Fact]
    public void A_dib_runs_and_becomes_a_notebook_with_outputs()
    {
        File.WriteAllText(_folder.PathOf("a.dib"), "#!markdown\n\n# T\n\n#!csharp\n\n6 * 7\n");

        Assert.Equal(0, Program("notebook", "run", "a.dib", "-o", "a.ipynb").Code);

        Assert.Contains("42", TestNotebook.Plain(NotebookFile.Read(_folder.PathOf("a.ipynb")).Cells[1]));
    }

    [Fact]
    public void What_is_written_is_valid_to_Debians_nbformat()
    {
        const string Python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(Python) && Run(Python, "-c", "import nbformat").Code == 0, "Debian's python3-nbformat is not there.");
        var notebook = TestNotebook.Of("display(HTML(\"<b>x</b>\")); Console.Error.Write(1); 2", "throw new Exception(\"\");", "Environment.Exit(1);");
        notebook.Cells.Add(new(CellKind.Markdown, "# ä"));
        notebook.Cells.Add(new(CellKind.Raw, "r"));
        Save("a.ipynb", notebook);
        Program("notebook", "run", "a.ipynb", "-k", "-o", "ran.ipynb", "-p", "x=1");
        Program("notebook", "new", "new.ipynb");
        Program("notebook", "convert", Fixture.PathOf("sample.dib"), "dib.ipynb");
        var old = NotebookFile.Read(Fixture.PathOf("jupyter-4.2.ipynb"));
        old.Cells[2].Outputs = [.. old.Cells[2].Outputs];
        old.Cells[2].Source = "changed";
        Save("old.ipynb", old);

        var files = Directory.GetFiles(_folder.FullName, "*.ipynb");
        Assert.Equal(5, files.Length);
        var (code, output, errors) = Run(Python, ["-c", "import sys, warnings, nbformat\nwarnings.simplefilter('error')\nfor f in sys.argv[1:]:\n    n = nbformat.read(f, nbformat.NO_CONVERT); nbformat.validate(n); assert (n.nbformat, n.nbformat_minor) == (4, 5); print(nbformat.writes(n) + '\\n' == open(f).read())", .. files]);

        Assert.True(code == 0, errors);
        Assert.All(output.Split('\n', StringSplitOptions.RemoveEmptyEntries), same => Assert.Equal("True", same)); // and laid out as Jupyter lays it out
    }

    public void Dispose() => _folder.Dispose();

    private void Save(string name, Notebook notebook) => NotebookFile.Write(notebook, _folder.PathOf(name));

    private (int Code, string Output, string Errors) Program(params string[] arguments)
    {
        using var process = Start(arguments);
        return Finish(process);
    }

    private Process Start(params string[] arguments) => Begin("dotnet", ["exec", typeof(Notebook).Assembly.Location, .. arguments]);

    private (int Code, string Output, string Errors) Run(string program, params string[] arguments)
    {
        using var process = Begin(program, arguments);
        return Finish(process);
    }

    private Process Begin(string program, string[] arguments) =>
        Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = _folder.FullName, RedirectStandardOutput = true, RedirectStandardError = true })!;

    private static (int Code, string Output, string Errors) Finish(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(2)));
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
