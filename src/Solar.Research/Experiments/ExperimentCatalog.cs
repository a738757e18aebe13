using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Contaminated;
using Solar.Research.Experiments.Growth;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Experiments;

/// <summary>Every experiment there is, and the one way to run them: what <c>./solar reproduce</c> and the notebooks call.</summary>
public static class ExperimentCatalog
{
    /// <summary>The experiments: first what every later one reads, which gives a figure within a minute, then in the paper's order.</summary>
    public static IReadOnlyList<Experiment> All { get; } = [TrainingDataExperiment.Experiment, GrowthExperiment.Experiment, .. TableExperiment.All.Select(table => table.Experiment), ContaminationExperiment.Experiment];

    /// <summary>The scales, from small to large.</summary>
    public static IReadOnlyList<string> Scales { get; } = [.. All.SelectMany(experiment => experiment.Scales).Distinct()];

    /// <summary>Runs experiments, their stages side by side, draws their figures, and brings the ledger of claims (and the readme's table) up to date.</summary>
    /// <param name="run">How.</param>
    /// <param name="draw">Draws the figures of a results folder: <c>Plots.Figures.Draw</c>.</param>
    /// <param name="only">The name of the one experiment to run; none: all that have the scale (<see cref="LeftOut"/> tells which have not).</param>
    /// <param name="report">Hears of each experiment as soon as its results are written, in order.</param>
    /// <exception cref="ArgumentException">There is no such experiment, or it has no such scale; the message lists what there is.</exception>
    public static void Reproduce(ExperimentRun run, Action<string> draw, Action<ExperimentReport> report, string? only = null)
    {
        var named = only is null ? All : [.. All.Where(experiment => experiment.Name == only)];
        if (named.Count == 0)
            throw new ArgumentException($"There is no experiment '{only}'; there are: {string.Join(", ", All.Select(experiment => experiment.Name))}.");
        var chosen = named.Where(experiment => experiment.Scales.Contains(run.Scale)).ToList();
        if (chosen.Count == 0)
            throw new ArgumentException($"{(only is null ? "No experiment" : $"The experiment '{only}'")} has a scale '{run.Scale}'; there are: {string.Join(", ", named.SelectMany(experiment => experiment.Scales).Distinct())}. {named[0].AtFullSize}");
        if (run.Scale == ExperimentFolders.PublishedScale)
            _ = ReadmeClaims.Read(File.ReadAllText(Readme(run))); // better refused now than after the training

        var plans = chosen.Select(experiment => experiment.Plan(run)).ToList();
        using var walk = new StageGraph(run.Folders.Stages).Begin([.. plans.SelectMany(plan => plan.Targets)], run.Jobs, run.Progress, run.Cancellation);
        foreach (var plan in plans)
        {
            var finished = plan.Finish(walk.Await(plan.Targets));
            draw(Path.Combine(run.Folders.Root, finished.Results));
            Publish(run, finished);
            report(finished);
        }
    }

    /// <summary>The experiments that have no recipe for a scale.</summary>
    public static IReadOnlyList<Experiment> LeftOut(string scale) => [.. All.Where(experiment => !experiment.Scales.Contains(scale))];

    private static void Publish(ExperimentRun run, ExperimentReport report)
    {
        var ledger = Path.Combine(run.Folders.Root, ExperimentFolders.ResultsOf(run.Scale), "claims.csv");
        var claims = ClaimsLedger.Replace(ClaimsLedger.Read(ledger), report.Experiment, report.Claims);
        ClaimsLedger.Write(ledger, claims);
        if (run.Scale == ExperimentFolders.PublishedScale)
            RewriteReadme(Readme(run), claims, ClaimNotebooks.Of(run.Folders.Root, claims.Select(claim => claim.Id)));
    }

    private static string Readme(ExperimentRun run) => Path.Combine(run.Folders.Root, "README.md");

    private static void RewriteReadme(string path, IReadOnlyList<Claim> claims, IReadOnlyDictionary<string, string> notebooks)
    {
        var before = File.ReadAllText(path);
        var after = ReadmeClaims.Insert(before, claims, notebooks);
        if (after == before)
            return;
        File.WriteAllText(path + ".partial", after);
        File.Move(path + ".partial", path, overwrite: true);
    }
}
