using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Stages;
using Solar.Research.Plots;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar reproduce</c></summary>
internal static class ReproduceCommand
{
    private static readonly Option<string> Scale = new("--scale") { Description = $"{string.Join(", ", ExperimentCatalog.Scales)}.", DefaultValueFactory = _ => ExperimentFolders.PublishedScale };
    private static readonly Option<string?> Only = new("--only") { Description = $"One experiment: {string.Join(", ", ExperimentCatalog.All.Select(experiment => experiment.Name))}." };
    private static readonly Option<int?> Seeds = new("--seeds") { Description = "How many paired seeds (default: as many as the scale has)." };
    private static readonly Option<int> Jobs = new("--jobs") { Description = "How many stages run side by side.", DefaultValueFactory = _ => PhysicalCores.Count };
    private static readonly Option<string> On = DeviceOption.Build();

    public static Command Build()
    {
        var command = new Command("reproduce", "Re-do the paper's experiments and write results/. What is finished is kept, and not made twice.") { Scale, Only, Seeds, Jobs, On };
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var device = parsed.GetRequiredValue(On);
        DeviceOption.Of(device);
        var folders = ExperimentFolders.Find();
        var run = new ExperimentRun(
            parsed.GetRequiredValue(Scale), parsed.GetValue(Seeds), parsed.GetValue(Jobs), device, folders, new StageLines(), cancellation);

        var start = TimeProvider.System.GetTimestamp();
        foreach (var report in ExperimentCatalog.Reproduce(run, Figures.Draw, parsed.GetValue(Only)))
            Write(report);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\nDone in {TimeProvider.System.GetElapsedTime(start):h\\:mm\\:ss}."));
        return 0;
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
