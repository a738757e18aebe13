using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Solar.Notebooks.Runner;
using Solar.Notebooks.Runner.Checks;
using Solar.Notebooks.Runner.Workers;

namespace Solar.Notebooks.Commands;

/// <summary><c>notebook check</c>.</summary>
internal static class CheckCommand
{
    public static Command Build()
    {
        var defaults = new CheckOptions();
        var files = RunCommand.NotebookFiles();
        var relative = new Option<double>("--relative") { Description = "How far numbers may be apart, as a part of the larger one.", DefaultValueFactory = _ => defaults.Relative };
        var absolute = new Option<double>("--absolute") { Description = "How far numbers may be apart in any case.", DefaultValueFactory = _ => defaults.Absolute };
        var images = new Option<ImageComparison>("--images") { Description = "Compare images by size, by presence, or skip them.", DefaultValueFactory = _ => defaults.Images };
        var timeout = RunCommand.CellTimeout();
        var command = new Command("check", "Run notebooks and compare what their cells make with what they have stored. Nothing is written. Cells tagged 'check:skip' or 'nondeterministic' run, but are not compared.")
        {
            files, relative, absolute, images, timeout,
        };
        command.SetAction((parsed, cancellation) => Run(
            parsed.GetRequiredValue(files),
            new() { CellTimeout = parsed.GetValue(timeout) is { } seconds ? TimeSpan.FromSeconds(seconds) : null },
            new() { Relative = parsed.GetValue(relative), Absolute = parsed.GetValue(absolute), Images = parsed.GetValue(images) },
            cancellation));
        return command;
    }

    private static async Task<int> Run(string[] paths, RunOptions run, CheckOptions options, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var report = new RunReport(Console.Out, live: !Console.IsOutputRedirected);
        int equal = 0, different = 0, passedOver = 0, failed = 0;
        foreach (var path in paths.Where(p => !File.Exists(p)))
            throw new FileNotFoundException($"{path}: there is no such file.", path);
        foreach (var path in paths)
        {
            report.Notebook(path);
            try
            {
                var (_, cells) = await NotebookCheck.Run(path, run, options, report.Progress, cancellation);
                foreach (var difference in cells.Where(c => c.Difference is not null))
                    Say(path, difference);
                equal += cells.Count(c => c.Compared && c.Difference is null);
                different += cells.Count(c => c.Difference is not null);
                passedOver += cells.Count(c => !c.Compared);
                failed += cells.Count(c => c.Cell.Fate == CellFate.Failed);
            }
            catch (Exception failure) when (failure is InvalidDataException or WorkerDiedException)
            {
                report.Failure(failure.Message);
                failed++;
            }
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{RunReport.Plural(paths.Length, "notebook")}, {RunReport.Plural(equal + different, "cell")} compared: {equal} as stored, {different} different, {passedOver} not compared, {failed} failed in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s"));
        return different + failed == 0 ? Launch.Done : Launch.Failed;
    }

    private static void Say(string path, CheckedCell cell)
    {
        var difference = cell.Difference!;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}, cell {cell.Cell.Number}: {difference.Where}"));
        Console.WriteLine($"  - stored: {difference.Stored}");
        Console.WriteLine($"  + fresh:  {difference.Fresh}");
        if (difference.Why is { } why)
            Console.WriteLine($"    {why}");
    }
}
