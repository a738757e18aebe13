using System.CommandLine;
using System.Globalization;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Stages;
using Solar.Research.Plots;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar reproduce</c></summary>
internal static class ReproduceCommand
{
    private static readonly Option<string> Scale = new("--scale") { Description = $"{string.Join(", ", ExperimentCatalog.Scales)}, {PaperOptions.Scale}.", DefaultValueFactory = _ => ExperimentFolders.PublishedScale };
    private static readonly Option<string?> Only = new("--only") { Description = $"One experiment, without the notebooks: {string.Join(", ", ExperimentCatalog.All.Select(experiment => experiment.Name))}; or {Notebooks.Name}. At {PaperOptions.Scale} scale: one stage of the plan, with what it reads." };
    private static readonly Option<int?> Seeds = new("--seeds") { Description = "How many paired seeds (default: as many as the scale has)." };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "How many stages run side by side.", DefaultValueFactory = _ => PhysicalCores.Count };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("reproduce", "Re-do the paper's experiments, write results/, run the notebooks. What is finished is kept, and not made twice.") { Scale, Only, Seeds, Jobs, On };
        PaperOptions.AddTo(command, Scale);
        command.SetAction(Run);
        return command;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = parsed.GetRequiredValue(On);
        var folders = ExperimentFolders.Find();
        if (parsed.GetRequiredValue(Scale) == PaperOptions.Scale)
            return PaperScale.Run(parsed, folders, device, parsed.GetValue(Only), cancellation);
        DeviceOption.Of(device);
        var run = new ExperimentRun(
            parsed.GetRequiredValue(Scale), parsed.GetValue(Seeds), parsed.GetValue(Jobs), device, folders, new StageLines(), cancellation);
        var only = parsed.GetValue(Only);

        var start = TimeProvider.System.GetTimestamp();
        if (only is null && ExperimentCatalog.LeftOut(run.Scale) is { Count: > 0 } leftOut)
            Console.WriteLine($"not at {run.Scale} scale: {string.Join(", ", leftOut.Select(experiment => experiment.Name))}");
        if (only != Notebooks.Name)
            ExperimentCatalog.Reproduce(run, Figures.Draw, Write, only);

        if (only is null or Notebooks.Name)
            await RunNotebooks(run);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nDone in {TimeProvider.System.GetElapsedTime(start):h\\:mm\\:ss}."));
        return 0;
    }

    // They ask for a scale's own runs, on the CPU; others would have to be trained once more for them.
    private static async Task RunNotebooks(ExperimentRun run)
    {
        if (!ExperimentCatalog.Scales.Contains(run.Scale))
            throw new ArgumentException($"The notebooks have no scale '{run.Scale}'; they have: {string.Join(", ", ExperimentCatalog.Scales)}.");
        if (run.Seeds is not null || run.Device != "cpu")
        {
            Console.WriteLine("\nnotebooks: not run, because they are about a scale's own seeds on the CPU");
            return;
        }

        Console.WriteLine("\nnotebooks:");
        Console.WriteLine($"  outputs in {await Notebooks.Run(run.Folders, run.Scale, run.Cancellation)}");
    }

    private static void Write(ExperimentReport report)
    {
        var cached = report.Stages.Count(stage => stage.Cached);
        Console.WriteLine($"\n{report.Experiment}: {report.Finding}");
        Console.WriteLine($"  {report.Stages.Count - cached} stages made, {cached} found in the cache; results in {report.Results}");
        foreach (var claim in report.Claims)
            Console.WriteLine($"  {claim.Verdict,-12} {claim.Section,-5} {claim.Statement}: {claim.Measured}");
    }
}
