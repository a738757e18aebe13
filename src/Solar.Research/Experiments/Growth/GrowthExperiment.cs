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
        run => Run(GrowthScales.Of(run.Scale), run));

    /// <summary>Runs a recipe: makes the stages that are missing, then writes recipe, metrics and summary into the results folder.</summary>
    /// <param name="recipe">What to do; the run's seed count cuts its seeds.</param>
    /// <param name="run">How to do it.</param>
    public static ExperimentReport Run(GrowthRecipe recipe, ExperimentRun run)
    {
        recipe = WithSeeds(recipe, run.Seeds).Validate();
        var source = $"{ExperimentFolders.ResultsOf(recipe.Scale)}/{Name}";
        var results = Path.Combine(run.Folders.Root, source);
        Directory.CreateDirectory(results);
        RecipeJson.Save(RunDescription.Of(recipe, run), Path.Combine(results, "recipe.json"));

        var stages = new GrowthStages(recipe, run.Folders, device(run.Device));
        var outcomes = new StageGraph(run.Folders.Stages).Run([.. stages.Runs.Select(one => one.Stage)], run.Jobs, run.Progress, run.Cancellation);

        var curves = stages.Runs.Select(one => GrowthMetrics.OfRun(
            Path.Combine(run.Folders.Stages.FolderOf(one.Stage), GrowthStages.Metrics), one.Variant, one.Seed)).ToList();
        GrowthMetrics.Write(Path.Combine(results, "metrics.csv"), curves);
        var summary = Summarize(recipe, new(curves), run.Folders, source);
        RecipeJson.Save(summary, Path.Combine(results, "summary.json"));
        return new(Name, source, summary.Finding, outcomes, summary.Claims);
    }

    internal static GrowthSummary Summarize(GrowthRecipe recipe, GrowthRuns runs, ExperimentFolders folders, string source)
    {
        var mistral = DecoderConfig.Parse(File.ReadAllText(folders.Data("configs", "mistral-7b-v0.1.json")));
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
            Claims = new GrowthClaims(recipe, runs, mistral, PaperClaim.ReadAll(folders.Data("paper", "claims.csv")), source).All(),
        };
    }

    private static GrowthRecipe WithSeeds(GrowthRecipe recipe, int? count)
    {
        if (count is not { } wanted)
            return recipe;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(wanted, nameof(count));
        return recipe with { Seeds = [.. Enumerable.Range(0, wanted).Select(i => recipe.Seeds[0] + i)] };
    }
}
