using Solar.Research.Experiments.Stages;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Instruct;

/// <summary>What the experiments about tables 2 to 7 share, made where it is missing: for a notebook to look into.</summary>
public static class InstructArtifacts
{
    /// <summary>The folder of a scale's prose, tuning sets and tests; no model is trained for it.</summary>
    public static string Data(ExperimentRun run) => Made(run, (stages, _) => stages.Data);

    /// <summary>The checkpoint of a model, of the scale's first seed.</summary>
    /// <param name="run">The scale, and who is told.</param>
    /// <param name="model">One of <see cref="ModelName"/>.</param>
    /// <exception cref="ArgumentException">There is no such model; the message lists them.</exception>
    public static string Model(ExperimentRun run, string model)
    {
        ModelName.TitleOf(model);
        return Path.Combine(Made(run, (stages, seed) => stages.ModelOf(model, seed)), TrainingStage.Model);
    }

    private static string Made(ExperimentRun run, Func<InstructStages, long, Stage> choose)
    {
        ArgumentNullException.ThrowIfNull(run);
        var recipe = InstructScales.Of(run.Scale).WithSeeds(run.Seeds).Validate();
        var stage = choose(new(recipe, run.Folders, device(run.Device)), recipe.Seeds[0]);
        new StageGraph(run.Folders.Stages).Run([stage], run.Jobs, run.Progress, run.Cancellation);
        return run.Folders.Stages.FolderOf(stage);
    }
}
