using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Documents;

namespace Solar.Notebooks.Runner.Checks;

/// <summary>How a cell's fresh outputs compare with its stored ones.</summary>
/// <param name="Cell">How it ran.</param>
/// <param name="Compared">False for cells that were skipped, not run, or tagged <c>check:skip</c> or <c>nondeterministic</c>.</param>
/// <param name="Difference">The first difference; none: they agree.</param>
public sealed record CheckedCell(CellResult Cell, bool Compared, OutputDifference? Difference);

/// <summary>Runs a notebook and compares what its cells made with what it has stored. Writes nothing.</summary>
public static class NotebookCheck
{
    private static readonly string[] Excused = ["check:skip", "nondeterministic"];

    /// <summary>Runs and compares.</summary>
    public static async Task<(NotebookResult Result, IReadOnlyList<CheckedCell> Cells)> Run(
        string path, RunOptions run, CheckOptions options, RunProgress progress, CancellationToken cancellation)
    {
        var notebook = NotebookFile.Read(path);
        var cells = notebook.Cells.Where(c => c.Kind == CellKind.Code && !string.IsNullOrWhiteSpace(c.Source)).ToArray();
        var stored = cells.Select(c => c.Outputs).ToArray();
        var result = await new NotebookRun(run).Run(notebook, path, progress, cancellation);
        return (result,
        [
            .. result.Cells.Zip(cells, stored).Select(p =>
            {
                var compared = p.First.Fate is CellFate.Passed or CellFate.Failed && !p.Second.Tags.Intersect(Excused).Any();
                return new CheckedCell(p.First, compared, compared ? OutputComparison.FirstDifference(p.Third, p.Second.Outputs, options) : null);
            }),
        ]);
    }
}
