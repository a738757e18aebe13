using System.CommandLine;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Runner;
using Solar.Notebooks.Runner.Workers;

namespace Solar.Notebooks.Commands;

/// <summary><c>notebook run</c>.</summary>
internal static class RunCommand
{
    public static Command Build()
    {
        var files = NotebookFiles();
        var parameters = new Option<string[]>("--parameter", "-p")
        {
            Description = "NAME=VALUE: a value for a variable of the cell tagged 'parameters'. Without such a cell it is declared before the first cell. Once for each variable.",
        };
        var timeout = CellTimeout();
        var output = new Option<string?>("--output", "-o") { Description = "Where to write the notebook with its outputs, also when a cell failed; a folder for several notebooks." };
        var inPlace = new Option<bool>("--in-place") { Description = "Write the outputs into the notebook itself, unless it failed." };
        var allowErrors = new Option<bool>("--allow-errors") { Description = "Errors are stored and do not count; all cells run." };
        var keepGoing = new Option<bool>("--keep-going", "-k") { Description = "The cells behind a failed one run too." };
        var junit = new Option<string?>("--junit") { Description = "Write the outcome of every cell to this file, as JUnit XML." };
        var command = new Command("run", "Run notebooks from their first cell to their last, each in a process of its own and in its own folder.")
        {
            files, parameters, timeout, output, inPlace, allowErrors, keepGoing, junit,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var options = new RunOptions
            {
                CellTimeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
                AllowErrors = parsed.GetValue(allowErrors),
                KeepGoing = parsed.GetValue(keepGoing) || parsed.GetValue(allowErrors),
                Parameters = Parameters(parsed.GetValue(parameters) ?? []),
            };
            var paths = parsed.GetRequiredValue(files);
            var targets = RunTargets.Of(paths, parsed.GetValue(output), parsed.GetValue(inPlace));
            return Run(paths, targets, options, parsed.GetValue(junit), cancellation);
        });
        return command;
    }

    public static Argument<string[]> NotebookFiles() => new("file") { Description = "Notebooks: .ipynb or .dib files.", Arity = ArgumentArity.OneOrMore };

    public static Option<double?> CellTimeout()
    {
        var option = new Option<double?>("--cell-timeout") { Description = "SECONDS after which a cell is interrupted and counts as failed." };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && double.TryParse(result.Tokens[0].Value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is <= 0 or > 1e6)
                result.AddError("--cell-timeout: more than 0 seconds are expected.");
        });
        return option;
    }

    private static async Task<int> Run(string[] paths, IReadOnlyList<string?> targets, RunOptions options, string? junit, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var report = new RunReport(Console.Out, live: !Console.IsOutputRedirected);
        var results = new List<NotebookResult>();

        // What is wrong with the arguments is said before anything runs.
        foreach (var path in paths.Where(p => !File.Exists(p)))
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        foreach (var (path, target) in paths.Zip(targets))
        {
            report.Notebook(path);
            NotebookResult result;
            try
            {
                var notebook = NotebookFile.Read(path);
                result = await new NotebookRun(options).Run(notebook, path, report.Progress, cancellation);
                if (target is not null && (result.Passed || target != path))
                    NotebookFile.Write(notebook, target);
            }
            catch (Exception failure) when (failure is InvalidDataException or WorkerDiedException)
            {
                result = new(path, [], default) { Failure = failure.Message };
                report.Failure(failure.Message);
            }

            results.Add(result);
        }

        if (junit is not null)
            JUnitFile.Write(junit, results);
        Console.WriteLine(RunReport.Closing(results, Stopwatch.GetElapsedTime(started), options.AllowErrors));
        return results.All(r => r.Passed) ? Launch.Done : Launch.Failed;
    }

    private static Dictionary<string, string> Parameters(string[] given)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in given)
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
                throw new ArgumentException($"--parameter {parameter}: NAME=VALUE is expected.");
            parameters[parameter[..equals]] = parameter[(equals + 1)..];
        }

        return parameters;
    }
}
