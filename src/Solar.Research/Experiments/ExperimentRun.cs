using System.Threading;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Experiments;

/// <summary>What an experiment is run with.</summary>
/// <param name="Scale">smoke, classroom, lab or paper.</param>
/// <param name="Seeds">How many seeds; none: as many as the scale has.</param>
/// <param name="Jobs">How many stages may run at a time.</param>
/// <param name="Device">Where models are trained: cpu, or cuda.</param>
/// <param name="Folders">Where it reads and writes.</param>
/// <param name="Progress">Takes news of stages, from several threads.</param>
/// <param name="Cancellation">Ends the run; finished stages stay, interrupted training goes on next time.</param>
public sealed record ExperimentRun(
    string Scale, int? Seeds, int Jobs, string Device, ExperimentFolders Folders, IProgress<StageProgress>? Progress, CancellationToken Cancellation)
{
    /// <summary>A run at a scale in this checkout, on the CPU, with as many stages side by side as there are cores: what notebooks ask for.</summary>
    public static ExperimentRun At(string scale, IProgress<StageProgress>? progress = null, CancellationToken cancellation = default) =>
        new(scale, Seeds: null, PhysicalCores.Count, "cpu", ExperimentFolders.Find(), progress, cancellation);
}

/// <summary>What an experiment did.</summary>
/// <param name="Experiment">Its name.</param>
/// <param name="Results">The folder of its results, relative to the checkout.</param>
/// <param name="Finding">Its outcome in a sentence.</param>
/// <param name="Stages">The stages it asked for, which of them were cached, and how long the others took.</param>
/// <param name="Claims">What it says about the paper's claims.</param>
public sealed record ExperimentReport(
    string Experiment, string Results, string Finding, IReadOnlyList<StageOutcome> Stages, IReadOnlyList<Claim> Claims);

/// <summary>What an experiment is about to do.</summary>
/// <param name="Targets">The stages whose artifacts it reads.</param>
/// <param name="Finish">Called when they are done, with their outcomes: measures, writes the results, and reports.</param>
public sealed record ExperimentPlan(IReadOnlyList<Stage> Targets, Func<IReadOnlyList<StageOutcome>, ExperimentReport> Finish);

/// <summary>An experiment that can be run at several scales.</summary>
/// <param name="Name">What <c>--only</c> calls it; the folder of its results.</param>
/// <param name="Title">What it is about.</param>
/// <param name="Scales">The scales it has recipes for.</param>
/// <param name="AtFullSize">What can be done at the paper's own size, and what it needs.</param>
/// <param name="Plan">Saves the recipe in the results, and says what is to be made.</param>
public sealed record Experiment(string Name, string Title, IReadOnlyList<string> Scales, string AtFullSize, Func<ExperimentRun, ExperimentPlan> Plan)
{
    /// <summary>Runs it alone.</summary>
    public ExperimentReport Run(ExperimentRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var plan = Plan(run);
        return plan.Finish(new StageGraph(run.Folders.Stages).Run(plan.Targets, run.Jobs, run.Progress, run.Cancellation));
    }
}
