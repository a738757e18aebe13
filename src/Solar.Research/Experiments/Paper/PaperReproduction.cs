using System.Threading;
using Solar.Research.Data.Paper;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Paper;

/// <summary>The H6 of a model beside the paper's.</summary>
/// <param name="Model">Its name.</param>
/// <param name="H6">Measured, in percent.</param>
/// <param name="Paper">As the paper prints it; none where it prints none.</param>
public sealed record PaperScore(string Model, double H6, double? Paper);

/// <summary>What a reproduction at the paper's scale made.</summary>
/// <param name="Stages">The stages that were looked at.</param>
/// <param name="Scores">H6 of the models that were asked.</param>
/// <param name="Results">The folder of scores and contamination, relative to the checkout; none when neither was asked for.</param>
public sealed record PaperOutcome(IReadOnlyList<StageOutcome> Stages, IReadOnlyList<PaperScore> Scores, string? Results);

/// <summary>Carries out the plan: one stage after the other, each kept when it is done and not made twice.</summary>
public static class PaperReproduction
{
    /// <summary>Runs the stages.</summary>
    /// <param name="recipe">What is done.</param>
    /// <param name="settings">Where models and data are.</param>
    /// <param name="plan">Of the same recipe and settings.</param>
    /// <param name="folders">The checkout, and where stages go when the settings name no place.</param>
    /// <param name="device">Where models are trained: cpu, cuda or cuda:N.</param>
    /// <param name="only">The one stage that is wanted, with what it reads; none: all.</param>
    /// <param name="progress">Takes news of stages.</param>
    /// <param name="cancellation">Ends the run; finished stages stay, interrupted training goes on next time.</param>
    /// <exception cref="InvalidOperationException">Something is missing, does not fit the device, or does not fit the disk; the message says what and what mends it.</exception>
    /// <exception cref="ArgumentException">There is no such stage; the message lists them.</exception>
    public static PaperOutcome Run(
        PaperRecipe recipe, PaperSettings settings, PaperPlan plan, ExperimentFolders folders, string device, string? only = null,
        IProgress<StageProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(folders);
        if (plan.Obstacle() is { } obstacle)
            throw new InvalidOperationException(obstacle);
        var cache = settings.Work is { } work ? new StageCache(Path.Combine(work, "stages")) : folders.Stages;
        var stages = new PaperStages(recipe, settings, global::TorchSharp.torch.device(device), plan);
        var wanted = only is null ? stages.Names.ToList() : [only];
        var targets = wanted.Select(name => stages[name]).ToList();
        RequireDisk(plan, stages, targets, cache, settings.Work ?? folders.Cache);
        Relink(stages, settings, cache);

        var outcomes = new StageGraph(cache).Run(targets, jobs: 1, progress, cancellation);
        return Report(recipe, plan, stages, wanted, cache, folders, outcomes);
    }

    // What is still to be made, with the most that a stage has there while it runs.
    private static void RequireDisk(PaperPlan plan, PaperStages stages, IReadOnlyList<Stage> targets, StageCache cache, string place)
    {
        var needed = new HashSet<string>();
        foreach (var target in targets)
            Need(target);
        var missing = plan.Stages.Where(stage => stages[stage.Name] is var made && needed.Contains(made.Hash) && made.Inputs.Count > 0).ToList();
        if (missing.Count == 0)
            return;
        var bytes = missing.Sum(stage => stage.DiskBytes) + missing.Max(stage => Math.Max(0, stage.DiskBytesWhileRunning - stage.DiskBytes));
        var free = new DriveInfo(Directory.CreateDirectory(place).FullName).AvailableFreeSpace;
        if (bytes > free)
            throw new InvalidOperationException($"The stages to be made take {PaperPlanText.Gb(bytes)} of the disk of '{place}', which has {PaperPlanText.Gb(free)} left: make room, or name another place as \"work\" in the settings.");

        void Need(Stage stage)
        {
            if (cache.Has(stage) || !needed.Add(stage.Hash))
                return;
            foreach (var input in stage.Inputs)
                Need(input);
        }
    }

    // A model from outside is kept as a link, and may have been moved since.
    private static void Relink(PaperStages stages, PaperSettings settings, StageCache cache)
    {
        foreach (var (name, folder) in new[] { (ModelName.Base, settings.Models.Base), (ModelName.UpScaled, settings.Models.UpScaled) })
        {
            if (folder is null || !stages.Names.Contains(name) || stages[name].Inputs.Count > 0 || !cache.Has(stages[name]))
                continue;
            var link = Path.Combine(cache.FolderOf(stages[name]), TrainingStage.Model);
            if (new DirectoryInfo(link).LinkTarget == folder)
                continue;
            File.Delete(link);
            Directory.CreateSymbolicLink(link, folder);
        }
    }

    private static PaperOutcome Report(
        PaperRecipe recipe, PaperPlan plan, PaperStages stages, IReadOnlyList<string> wanted, StageCache cache, ExperimentFolders folders, IReadOnlyList<StageOutcome> outcomes)
    {
        var scores = wanted.Where(name => name.StartsWith(PaperStageName.Scores, StringComparison.Ordinal))
            .SelectMany(name => ScoreStage.Read(cache.FolderOf(stages[name]), name[PaperStageName.Scores.Length..], recipe.Seed)).ToList();
        var tested = wanted.Contains(PaperStageName.Contamination);
        if (scores.Count == 0 && !tested)
            return new(outcomes, [], null);

        var results = ExperimentFolders.ResultsOf("paper");
        var folder = Directory.CreateDirectory(Path.Combine(folders.Root, results)).FullName;
        RecipeJson.Save(recipe, Path.Combine(folder, "recipe.json"));
        if (scores.Count > 0)
            ScoreFile.Write(Path.Combine(folder, "metrics.csv"), scores);
        if (tested)
        {
            var from = Path.Combine(cache.FolderOf(stages[PaperStageName.Contamination]), PaperStageName.Contamination);
            var into = Directory.CreateDirectory(Path.Combine(folder, PaperStageName.Contamination)).FullName;
            foreach (var file in Directory.EnumerateFiles(from))
                File.Copy(file, Path.Combine(into, Path.GetFileName(file)), overwrite: true);
        }

        var paper = PaperScores.ReadAll(folders.Data("paper", "benchmarks.csv"));
        return new(outcomes, [.. scores.GroupBy(score => score.Model).Select(model => new PaperScore(model.Key, model.Average(score => score.Score), PaperH6(paper, model.Key)))], results);
    }

    // The paper gives Table 2's names to the base models and Cand. 1 and 2 a table of their own.
    private static double? PaperH6(IReadOnlyList<PaperScores> paper, string model) =>
        paper.FirstOrDefault(row => string.Equals(row.Model, ModelName.InThePaper(model), StringComparison.OrdinalIgnoreCase))?.H6;
}
