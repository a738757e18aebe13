using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Engine;
using Solar.Notebooks.Runner.Workers;

namespace Solar.Notebooks.Runner;

/// <summary>Runs a notebook from its first cell to its last in a process of its own, and stores the outputs in it.</summary>
/// <remarks>
/// Jupyter's conventions hold: cells tagged <c>skip-execution</c> are left as they are, cells tagged <c>raises-exception</c>
/// may fail, empty cells are no cells. What is stored depends on the code alone: no times, no handles, counts from 1.
/// </remarks>
public sealed class NotebookRun(RunOptions options)
{
    /// <summary>Runs a notebook.</summary>
    /// <param name="notebook">Its cells get the outputs.</param>
    /// <param name="path">Its file, in whose folder the cells run; need not exist.</param>
    /// <param name="progress">Hears of each cell when it begins (without a result) and when it ended.</param>
    /// <param name="cancellation">Gives the run up.</param>
    /// <exception cref="OperationCanceledException">It was given up; the notebook is half done.</exception>
    public async Task<NotebookResult> Run(Notebook notebook, string path, RunProgress progress, CancellationToken cancellation = default)
    {
        var started = Stopwatch.GetTimestamp();
        ParameterCell.Inject(notebook, options.Parameters);
        var cells = notebook.Cells.Where(c => c.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(c.Source)).ToArray();
        foreach (var empty in notebook.Cells.Where(c => c.Kind == CellKind.Code).Except(cells))
            (empty.Outputs, empty.ExecutionCount) = ([], null);

        var results = new List<CellResult>();
        var collector = new OutputCollector();
        var stopped = false;
        var count = 0;
        await using var worker = await WorkerProcess.Start(Path.GetDirectoryName(Path.GetFullPath(path))!, cancellation);
        foreach (var (index, cell) in cells.Index())
        {
            var number = index + 1;
            var skipped = cell.Tags.Contains("skip-execution");
            CellResult result;
            if (skipped || stopped)
            {
                result = new(number, cells.Length, cell.Source, skipped ? CellFate.Skipped : CellFate.NotRun, default, null);
            }
            else
            {
                progress.Begins(number, cells.Length, cell.Source);
                (result, var died) = await Run(worker, notebook, cell, number, cells.Length, collector, cancellation);
                cell.ExecutionCount = ++count;
                cell.Metadata.Remove("execution"); // another program's record of when it ran the cell
                stopped = died || (result.Fate == CellFate.Failed && !options.KeepGoing);
            }

            if (result.Fate == CellFate.NotRun)
                (cell.Outputs, cell.ExecutionCount) = ([], null);
            results.Add(result);
            progress.Ended(result);
        }

        // Only now: a cell may have changed what an earlier one showed.
        foreach (var (cell, result) in cells.Zip(results).Where(p => p.Second.Fate is CellFate.Passed or CellFate.Failed))
            cell.Outputs = [.. collector.Of(result.Number).Select(o => o is ResultOutput value ? value with { ExecutionCount = cell.ExecutionCount } : o)];
        return new(path, results, Stopwatch.GetElapsedTime(started));
    }

    private async Task<(CellResult Result, bool Died)> Run(
        WorkerProcess worker, Notebook notebook, NotebookCell cell, int number, int count, OutputCollector collector, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var language = CellLanguage.Declared(cell) ?? (notebook.Language == "csharp" ? null : notebook.Language);
        ErrorOutput? error = null;
        var died = false;
        try
        {
            var (status, timedOut) = await worker.Run(number, cell.Source, language, options.CellTimeout, collector.Take, cancellation);
            if (timedOut && status != CellStatus.Ok)
                collector.Fail(number, error = Failure("CellTimeout", number, string.Create(CultureInfo.InvariantCulture, $"it ran for more than {options.CellTimeout!.Value.TotalSeconds:0.###} s and was interrupted")));
            else if (status != CellStatus.Ok)
                error = collector.Of(number).OfType<ErrorOutput>().LastOrDefault() ?? Failure("CellFailed", number, "it failed without saying why");
        }
        catch (WorkerDiedException death)
        {
            died = true;
            collector.Fail(number, error = Failure("ProcessEnded", number, death.Message));
        }

        var allowed = error is null || (!died && (options.AllowErrors || cell.Tags.Contains("raises-exception")));
        return (new(number, count, cell.Source, allowed ? CellFate.Passed : CellFate.Failed, Stopwatch.GetElapsedTime(started), error), died);
    }

    private static ErrorOutput Failure(string name, int number, string what) => new(name, $"cell {number}: {what}.", [$"cell {number}: {what}."]);
}
