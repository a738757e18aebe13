using System.Diagnostics;
using Solar.Notebooks.Jupyter.Specs;

namespace Solar.Notebooks.Tests.Jupyter;

/// <summary>The kernel under Debian's own clients, over libzmq: what passes here is what Jupyter sees.</summary>
public sealed class PythonClientTests : IDisposable
{
    // Debian's, because that is where its packages are.
    private const string Python = "/usr/bin/python3";

    private static readonly string Scripts = Path.Combine(AppContext.BaseDirectory, "Jupyter", "Python");

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_conformance_tests_pass_with_at_most_the_pager_skipped()
    {
        Need("jupyter_kernel_test");
        var said = Run("conformance.py");
        Assert.Contains("test_history (__main__.CSharpKernelTests.test_history) ... ok", said);
        Assert.Contains("OK (skipped=1)", said);
    }

    [Fact]
    public void A_conversation_goes_as_front_ends_expect()
    {
        Need("jupyter_client");
        Run("conversation.py");
    }

    [Fact]
    public void Interrupts_leave_everything_intact()
    {
        Need("jupyter_client");
        TestContext.Current.TestOutputHelper?.WriteLine(Run("lifecycle.py", "Interrupts"));
    }

    [Fact]
    public void Deaths_and_restarts_go_as_front_ends_expect()
    {
        Need("jupyter_client");
        Run("lifecycle.py", "Lifecycle", "FirstCells", "Orphan");
    }

    [Fact]
    public void Nbconvert_executes_a_notebook()
    {
        Need("nbconvert");
        File.WriteAllText(_folder.PathOf("small.ipynb"), """
            {"cells":[
              {"cell_type":"code","id":"a","execution_count":null,"metadata":{},"outputs":[],"source":["var xs = Enumerable.Range(1, 4);\n","Console.WriteLine(\"to stdout\");"]},
              {"cell_type":"code","id":"b","execution_count":null,"metadata":{"polyglot_notebook":{"kernelName":"csharp"}},"outputs":[],"source":["xs.Sum()"]}],
             "metadata":{"kernelspec":{"name":"test-csharp","display_name":"C#","language":"C#"}},"nbformat":4,"nbformat_minor":5}
            """);
        Execute(["-m", "nbconvert", "--to", "notebook", "--execute", _folder.PathOf("small.ipynb"), "--output", _folder.PathOf("done.ipynb")]);
        var done = System.Text.Json.Nodes.JsonNode.Parse(File.ReadAllText(_folder.PathOf("done.ipynb")))!;
        Assert.Equal("to stdout\n", string.Concat(done["cells"]![0]!["outputs"]![0]!["text"]!.AsArray().Select(line => (string)line!)));
        Assert.Equal("10", string.Concat(done["cells"]![1]!["outputs"]![0]!["data"]!["text/plain"]!.AsArray().Select(line => (string)line!)));
        Assert.Equal("C#", (string)done["metadata"]!["language_info"]!["name"]!);
    }

    private static void Need(string module)
    {
        if (!File.Exists(Python) || Process.Start(new ProcessStartInfo(Python, ["-c", $"import {module}"]) { RedirectStandardError = true }) is not { } python)
        {
            Assert.Skip($"There is no {Python}.");
            return;
        }

        python.WaitForExit();
        Assert.SkipUnless(python.ExitCode == 0, $"{Python} has no module {module}: install python3-jupyter-kernel-test and python3-nbconvert.");
    }

    private string Run(string script, params string[] arguments) => Execute([Path.Combine(Scripts, script), .. arguments]);

    /// <summary>Runs Python with the kernel installed for it alone; a failure shows everything it said.</summary>
    private string Execute(IReadOnlyList<string> arguments)
    {
        KernelSpecInstaller.Install(_folder.PathOf("kernels"), "test-csharp", new([TestKernel.Program], new Dictionary<string, string>()));
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["JUPYTER_PATH"] = _folder.FullName;
        start.Environment["JUPYTER_RUNTIME_DIR"] = _folder.PathOf("runtime");
        start.Environment["XDG_DATA_HOME"] = _folder.PathOf("data");
        start.Environment["KERNEL_NAME"] = "test-csharp";
        using var python = Process.Start(start)!;
        var error = python.StandardError.ReadToEndAsync();
        var said = python.StandardOutput.ReadToEnd() + error.Result;
        python.WaitForExit();
        Assert.True(python.ExitCode == 0, said);
        return said;
    }
}
