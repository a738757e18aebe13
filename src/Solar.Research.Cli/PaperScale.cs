using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Paper;

namespace Solar.Research.Cli;

/// <summary><c>solar reproduce --scale paper</c>: the plan, or the reproduction itself.</summary>
internal static class PaperScale
{
    /// <summary>Prints the plan, or runs it once everything is there and fits.</summary>
    public static int Run(ParseResult parsed, ExperimentFolders folders, string device, string? only, CancellationToken cancellation)
    {
        var settings = PaperOptions.SettingsOf(parsed);
        var recipe = PaperOptions.RecipeOf(parsed, folders, settings);
        if (PaperOptions.IsPlan(parsed))
        {
            Print(PaperPlan.Of(recipe, settings, PaperOptions.MachineOf(parsed)), PaperOptions.IsJson(parsed));
            return 0;
        }

        if (settings is null)
            throw new ArgumentException("The paper's scale needs --settings FILE, which names models and data (copy data/paper/settings.example.json); --plan shows what the reproduction takes.");
        var plan = PaperPlan.Of(recipe, settings, MachineFor(parsed, device));
        if (plan.Obstacle() is { } obstacle)
            throw new InvalidOperationException($"{obstacle} --plan shows all of it.");
        DeviceOption.Of(device);
        var outcome = PaperReproduction.Run(recipe, settings, plan, folders, device, only, new StageLines(), cancellation);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{outcome.Stages.Count(stage => !stage.Cached)} stages made, {outcome.Stages.Count(stage => stage.Cached)} found{(outcome.Results is { } results ? $"; results in {results}" : "")}"));
        foreach (var score in outcome.Scores)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {score.Model,-10} H6 {score.H6,6:F2}{(score.Paper is { } h6 ? $", in the paper {h6:F2}" : "")}"));
        return 0;
    }

    // On the CPU it is the machine's own memory that all has to fit in.
    private static PaperMachine MachineFor(ParseResult parsed, string device)
    {
        var machine = PaperOptions.MachineOf(parsed);
        return device == "cpu"
            ? machine with { Gpu = machine.Gpu with { Name = "this machine's memory (--device cpu)", MemoryBytes = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes } }
            : machine;
    }

    private static void Print(PaperPlan plan, bool json)
    {
        if (!json)
        {
            Console.Write(PaperPlanText.Of(plan));
            return;
        }

        Output.Json(new
        {
            plan.Machine.Gpu,
            plan.Machine.Utilisation,
            plan.Machine.Attention,
            plan.Switches,
            Stages = plan.Stages.Select(stage => new
            {
                stage.Name,
                stage.Work,
                stage.Inputs,
                stage.Weights,
                stage.DiskBytes,
                stage.DiskBytesWhileRunning,
                GpuBytes = stage.Memory.Bytes,
                CpuBytes = stage.Memory.HostBytes,
                Memory = stage.Memory.Parts,
                Fits = stage.FitsIn(plan.Machine.Gpu.MemoryBytes),
                stage.Steps,
                stage.Tokens,
                stage.Flops,
                stage.Hours,
            }),
            Misfits = plan.Misfits.Select(misfit => new
            {
                misfit.Stages,
                misfit.Bytes,
                Single = misfit.Single.Select(one => new { one.Changes, one.Memory.Bytes }),
                Fewest = misfit.Fewest is { } fewest ? new { fewest.Changes, fewest.Memory.Bytes } : null,
            }),
            plan.DiskBytes,
            plan.DiskBytesAtMost,
            plan.Flops,
            plan.Hours,
            plan.Absent,
            Obstacle = plan.Obstacle(),
        });
    }
}
