using System.Globalization;
using CsvHelper;
using Solar.Research.Contamination;
using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;
using Solar.Research.Tuning;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Contaminated;

/// <summary>Paper, appendix C and Table 9: the final model does not know the tests by heart, and the test would have told if it did.</summary>
public static class ContaminationExperiment
{
    /// <summary>What the experiment is called.</summary>
    public const string Name = "contamination";

    /// <summary>Its entry in the catalog.</summary>
    public static Experiment Experiment { get; } = new(
        Name,
        "Whether the final model was trained on the tests (Table 9)",
        [.. InstructScales.All.Keys],
        "At the paper's size './solar contamination DIR --reference BASE --data DIR' tests any checkpoint.",
        run => Plan(InstructScales.Of(run.Scale), ContaminatedScales.Of(run.Scale), run));

    /// <summary>What the experiment says at a scale, made if it is missing; writes no results.</summary>
    public static ContaminatedOutcome Measure(ExperimentRun run)
    {
        var (models, recipe) = (InstructScales.Of(run.Scale).WithSeeds(run.Seeds).Validate(), ContaminatedScales.Of(run.Scale));
        var targets = Targets(models, recipe, run);
        new StageGraph(run.Folders.Stages).Run(targets, run.Jobs, run.Progress, run.Cancellation);
        var scores = Read(targets, run.Folders);
        return new(Summarize(models, scores, run.Folders), scores);
    }

    /// <summary>Makes the model that was trained on the tests on purpose, of a scale's first seed, if it is missing, and tells its folder.</summary>
    public static string MakeTrainedOnTests(ExperimentRun run)
    {
        var (models, on) = (InstructScales.Of(run.Scale).WithSeeds(run.Seeds).Validate(), device(run.Device));
        var stage = new ContaminatedStages(ContaminatedScales.Of(run.Scale), models, new(models, run.Folders, on), on).TrainedOnTests(models.Seeds[0]);
        new StageGraph(run.Folders.Stages).Run([stage], run.Jobs, run.Progress, run.Cancellation);
        return Path.Combine(run.Folders.Stages.FolderOf(stage), TrainingStage.Model);
    }

    /// <summary>Saves the recipes, and says what they need: then metrics and summary can be written into the results folder.</summary>
    public static ExperimentPlan Plan(InstructRecipe models, ContaminatedRecipe recipe, ExperimentRun run)
    {
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(run);
        models = models.WithSeeds(run.Seeds).Validate();
        var targets = Targets(models, recipe, run);
        var source = SourceOf(models);
        var results = Directory.CreateDirectory(Path.Combine(run.Folders.Root, source)).FullName;
        SavedRecipe.Keep(Path.Combine(results, "recipe.json"), new ContaminatedRecipes(recipe, models), run, isMade: targets.All(run.Folders.Stages.Has));
        return new(targets, outcomes =>
        {
            var scores = Read(targets, run.Folders);
            var summary = Summarize(models, scores, run.Folders);
            ContaminationScore.Write(Path.Combine(results, "metrics.csv"), scores);
            RecipeJson.Save(summary, Path.Combine(results, "summary.json"));
            return new(Name, source, summary.Finding, outcomes, summary.Claims);
        });
    }

    internal static ContaminatedSummary Summarize(InstructRecipe models, IReadOnlyList<ContaminationScore> scores, ExperimentFolders folders)
    {
        var paper = Paper(folders.Data("paper", "contamination.csv"));
        var claims = PaperClaim.ReadAll(folders.Data("paper", "claims.csv"));
        var tests = scores.Select(score => score.Benchmark).Distinct()
            .Select(test => new BenchmarkContamination(test, Of(ContaminationScore.Final, test), Of(ContaminationScore.TrainedOnTests, test), paper.TryGetValue(test, out var printed) ? printed : null))
            .ToList();
        var highest = Enumerable.Range(0, models.Seeds.Count).Select(i => tests.Max(test => test.Final[i])).ToList();
        var honest = Effect.OfPairs([.. highest.Select(score => ContaminationResult.PaperThreshold - score)], "of the texts");
        var caught = Effect.OfPairs([.. Enumerable.Range(0, models.Seeds.Count).Select(i => tests.Average(test => test.TrainedOnTests[i] - test.Final[i]))], "of the texts");
        return new()
        {
            Scale = models.Scale,
            Finding = string.Create(
                CultureInfo.InvariantCulture,
                $"The final model is flagged on {tests.Average(test => test.Final.Average()):P0} of the texts; trained on the tests, on {tests.Average(test => test.TrainedOnTests.Average()):P0}"),
            Seeds = models.Seeds,
            Benchmarks = tests,
            Claims =
            [
                Row("contamination", honest, string.Create(CultureInfo.InvariantCulture, $"highest {highest.Average():0.00}; {ContaminationResult.PaperThreshold} is the paper's threshold: {honest}")),
                Row("contamination-caught", caught, caught.ToString()),
            ],
        };

        IReadOnlyList<double> Of(string model, string test) => [.. models.Seeds.Select(seed => scores.Single(score => score.Model == model && score.Benchmark == test && score.Seed == seed).Flagged)];
        Claim Row(string id, Effect effect, string measured) => Claim.Of(claims[id], effect, measured, models.Scale, Name, SourceOf(models));
    }

    private static List<Stage> Targets(InstructRecipe models, ContaminatedRecipe recipe, ExperimentRun run)
    {
        var on = device(run.Device);
        var stages = new ContaminatedStages(recipe, models, new(models, run.Folders, on), on);
        return [.. models.Seeds.Select(stages.ScoresOf)];
    }

    private static List<ContaminationScore> Read(List<Stage> targets, ExperimentFolders folders) =>
        [.. targets.SelectMany(stage => ContaminationScore.Read(Path.Combine(folders.Stages.FolderOf(stage), ContaminatedStages.Scores)))];

    // The one row of Table 9, by test.
    private static Dictionary<string, double> Paper(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        var names = csv.Headers.ToArray();
        if (!csv.Read())
            throw new InvalidDataException($"{path}: expected the row of Table 9, found none.");
        return names.Select((name, i) => (name, text: csv.GetString(i)))
            .Where(cell => double.TryParse(cell.text, CultureInfo.InvariantCulture, out _))
            .ToDictionary(cell => cell.name, cell => double.Parse(cell.text, CultureInfo.InvariantCulture));
    }

    private static string SourceOf(InstructRecipe models) => $"{ExperimentFolders.ResultsOf(models.Scale)}/{Name}";
}

/// <summary>What is saved beside the results: the recipe of the test and that of the models.</summary>
internal sealed record ContaminatedRecipes(ContaminatedRecipe Contamination, InstructRecipe Models);

/// <summary>What the experiment gave, for a notebook to look at.</summary>
/// <param name="Summary">The numbers.</param>
/// <param name="Scores">Every score.</param>
public sealed record ContaminatedOutcome(ContaminatedSummary Summary, IReadOnlyList<ContaminationScore> Scores)
{
    /// <summary>The claims with their verdicts.</summary>
    public ClaimsTable Claims => new(Summary.Claims);
}
