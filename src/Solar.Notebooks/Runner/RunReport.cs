using System.Globalization;

namespace Solar.Notebooks.Runner;

/// <summary>The lines that a run prints.</summary>
/// <param name="output">Where to.</param>
/// <param name="live">A terminal: the running cell is shown before it ends.</param>
internal sealed class RunReport(TextWriter output, bool live)
{
    private const int ShownSource = 60;

    public RunProgress Progress => new(
        (number, count, source) =>
        {
            if (live)
                output.Write($"  cell {Place(number, count)}  ...      {Head(source)}\r");
        },
        Cell);

    public void Notebook(string path) => output.WriteLine(path);

    public void Failure(string what) => output.WriteLine($"  failed: {what}");

    /// <summary>The last line of a run.</summary>
    public static string Closing(IReadOnlyList<NotebookResult> results, TimeSpan elapsed, bool errorsAllowed)
    {
        int Count(CellFate fate) => results.Sum(r => r.Count(fate));
        var (passed, failed, notRun) = (Count(CellFate.Passed), Count(CellFate.Failed), Count(CellFate.NotRun));
        var allowed = results.SelectMany(r => r.Cells).Count(c => c.Fate == CellFate.Passed && c.Error is not null);
        var unopened = results.Count(r => r.Failure is not null);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Plural(results.Count, "notebook")}, {Plural(passed + failed, "cell")}: {passed} passed{(allowed > 0 ? $" ({allowed} with an {(errorsAllowed ? "allowed" : "expected")} error)" : "")}, {failed} failed, {Count(CellFate.Skipped)} skipped{(notRun > 0 ? $", {notRun} not run" : "")}{(unopened > 0 ? $", {Plural(unopened, "notebook")} could not be run" : "")} in {elapsed.TotalSeconds:0.0} s");
    }

    public static string Plural(int count, string thing) => string.Create(CultureInfo.InvariantCulture, $"{count} {thing}{(count == 1 ? "" : "s")}");

    private void Cell(CellResult cell)
    {
        if (cell.Fate == CellFate.NotRun)
            return;
        var how = cell.Fate switch
        {
            CellFate.Skipped => "skipped",
            CellFate.Failed => string.Create(CultureInfo.InvariantCulture, $"{cell.Elapsed.TotalSeconds,5:0.0} s failed"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{cell.Elapsed.TotalSeconds,5:0.0} s"),
        };
        output.WriteLine($"  cell {Place(cell.Number, cell.Count)}  {how,-7}  {Head(cell.Source)}");
        if (cell.Fate != CellFate.Failed || cell.Error is not { } error)
            return;
        output.WriteLine($"    {error.Name}: {error.Message}");
        foreach (var line in error.Traceback.SelectMany(l => l.Split('\n')).Where(l => l.Trim().Length > 0 && !error.Message.Contains(l.Trim(), StringComparison.Ordinal)).Take(12))
            output.WriteLine($"    {line.TrimEnd()}");
    }

    private static string Place(int number, int count)
    {
        var whole = count.ToString(CultureInfo.InvariantCulture);
        return $"{number.ToString(CultureInfo.InvariantCulture).PadLeft(whole.Length)}/{whole}";
    }

    private static string Head(string source)
    {
        var line = source.Split('\n').Select(l => l.Trim()).FirstOrDefault(l => l.Length > 0) ?? "";
        return line.Length > ShownSource ? line[..(ShownSource - 1)] + "…" : line;
    }
}
