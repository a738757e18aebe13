using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Stages;
using Solar.Research.Model;
using Solar.Research.Tuning;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Growth;

/// <summary>Paper §2 and §3: a base model is grown in depth, starts worse, and is trained on until it is better.</summary>
public static class GrowthExperiment
{
    /// <summary>What the experiment is called.</summary>
    public const string Name = "growth";

    /// <summary>Its entry in the catalog.</summary>
    public static Experiment Experiment { get; } = new(
        Name,
        "Depth up-scaling: the loss jumps and recovers (§2, §3)",
        [.. GrowthScales.All.Keys],
        "At the paper's size the base is not trained but given: the Hugging Face folder of mistralai/Mistral-7B-v0.1 (config.json, tokenizer.model, "
        + "*.safetensors, 14.5 GB). './solar dus FOLDER OUT --drop 8' makes the 48 layers of it on any machine; training 10.7B weights further takes "
        + "some 170 GB of device memory for weights, gradients and optimizer, more than one device has.",
        run => Plan(GrowthScales.Of(run.Scale), run));

    /// <summary>Saves a recipe, and says what it needs: then metrics and summary can be written into the results folder.</summary>
    /// <param name="recipe">What to do; the run's seed count cuts its seeds.</param>
    /// <param name="run">How to do it.</param>
    public static ExperimentPlan Plan(GrowthRecipe recipe, ExperimentRun run)
    {
        recipe = recipe.WithSeeds(run.Seeds).Validate();
        var source = SourceOf(recipe);
        var results = Path.Combine(run.Folders.Root, source);
        var stages = new GrowthStages(recipe, run.Folders, device(run.Device));
        Directory.CreateDirectory(results);
        SavedRecipe.Keep(Path.Combine(results, "recipe.json"), recipe, run, isMade: stages.Runs.All(one => run.Folders.Stages.Has(one.Stage)));

        return new([.. stages.Runs.Select(one => one.Stage)], outcomes =>
        {
            var outcome = Read(recipe, stages, run.Folders, outcomes);
            GrowthMetrics.Write(Path.Combine(results, "metrics.csv"), outcome.Runs.All);
            RecipeJson.Save(outcome.Summary, Path.Combine(results, "summary.json"));
            return new(Name, source, outcome.Summary.Finding, outcomes, outcome.Summary.Claims);
        });
    }

    /// <summary>Runs a recipe alone: makes the stages that are missing, then writes recipe, metrics and summary into the results folder.</summary>
    public static ExperimentReport Run(GrowthRecipe recipe, ExperimentRun run) => (Experiment with { Plan = _ => Plan(recipe, run) }).Run(run);

    /// <summary>Makes the stages that are missing at a scale and tells what they say; writes no results.</summary>
    public static GrowthOutcome Measure(ExperimentRun run) => Measure(GrowthScales.Of(run.Scale).WithSeeds(run.Seeds).Validate(), run);

    /// <summary>Makes the base of a scale's first seed if it is missing, and tells the folder of the model.</summary>
    public static string MakeBase(ExperimentRun run)
    {
        var (_, _, stage) = new GrowthStages(GrowthScales.Of(run.Scale), run.Folders, device(run.Device)).Runs.First(one => one.Variant == LossCurve.Base);
        new StageGraph(run.Folders.Stages).Run([stage], run.Jobs, run.Progress, run.Cancellation);
        return Path.Combine(run.Folders.Stages.FolderOf(stage), TrainingStage.Model);
    }

    /// <summary>The claim that needs no training: how many weights 48 layers have.</summary>
    public static Claim SizeClaim(ExperimentRun run) =>
        GrowthClaims.Size(PaperBase(run.Folders), PaperClaims(run.Folders), run.Scale, SourceOf(GrowthScales.Of(run.Scale)));

    private static GrowthOutcome Measure(GrowthRecipe recipe, ExperimentRun run)
    {
        var stages = new GrowthStages(recipe, run.Folders, device(run.Device));
        var outcomes = new StageGraph(run.Folders.Stages).Run([.. stages.Runs.Select(one => one.Stage)], run.Jobs, run.Progress, run.Cancellation);
        return Read(recipe, stages, run.Folders, outcomes);
    }

    private static GrowthOutcome Read(GrowthRecipe recipe, GrowthStages stages, ExperimentFolders folders, IReadOnlyList<StageOutcome> outcomes)
    {
        var runs = new GrowthRuns(stages.Runs.Select(one => GrowthMetrics.OfRun(
            Path.Combine(folders.Stages.FolderOf(one.Stage), TrainingStage.Metrics), one.Variant, one.Seed)).ToList());
        return new(Summarize(recipe, runs, folders, SourceOf(recipe)), runs, outcomes);
    }

    private static string SourceOf(GrowthRecipe recipe) => $"{ExperimentFolders.ResultsOf(recipe.Scale)}/{Name}";

    private static DecoderConfig PaperBase(ExperimentFolders folders) => DecoderConfig.Parse(File.ReadAllText(folders.Data("configs", "mistral-7b-v0.1.json")));

    private static IReadOnlyDictionary<string, PaperClaim> PaperClaims(ExperimentFolders folders) => PaperClaim.ReadAll(folders.Data("paper", "claims.csv"));

    internal static GrowthSummary Summarize(GrowthRecipe recipe, GrowthRuns runs, ExperimentFolders folders, string source)
    {
        var variants = recipe.Variants.Select(variant => VariantSummary.Of(recipe, variant, runs)).ToList();
        return new()
        {
            Scale = recipe.Scale,
            Finding = GrowthFinding.Of(recipe, variants),
            Seeds = recipe.Seeds,
            BaseTokens = (long)recipe.BaseTokens,
            ContinuationTokens = (long)recipe.ContinuationTokens,
            BaseParameters = ParameterCount.Of(recipe.BaseConfig),
            BaseLoss = [.. recipe.Seeds.Select(seed => runs[LossCurve.Base, seed].End.Loss)],
            Variants = variants,
            Claims = new GrowthClaims(recipe, runs, PaperBase(folders), PaperClaims(folders), source).All(),
        };
    }
}
