using System.Globalization;
using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Data.Templates;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Lora;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Stages;

/// <summary>What a training stage trains, how, and on what.</summary>
/// <param name="Recipe">How.</param>
/// <param name="Training">What is learned from.</param>
/// <param name="Validation">What is only measured on.</param>
/// <param name="Tokenizer">The folder whose tokenizer files the saved model carries along.</param>
internal sealed record TrainingWork(TrainRecipe Recipe, ExampleSet Training, ExampleSet? Validation, string Tokenizer)
{
    /// <summary>How conversations were written, which the saved model says to other programs.</summary>
    public ChatTemplate? Template { get; init; }

    /// <summary>Adapters to train in the model's place; they are merged into <see cref="Parent"/> at the end.</summary>
    public LoraRecipe? Lora { get; init; }

    /// <summary>With adapters: the folder of the model beside which they learn.</summary>
    public string? Parent { get; init; }
}

/// <summary>Stages that train a model: they leave it in <see cref="Model"/> and its measurements in <see cref="Metrics"/>, and go on where they were interrupted.</summary>
internal static class TrainingStage
{
    public const string Model = "model", Metrics = "metrics.csv";

    /// <param name="name">The stage's name.</param>
    /// <param name="version">The version of its code.</param>
    /// <param name="description">Everything that decides the outcome, beside the inputs.</param>
    /// <param name="inputs">The stages that it reads.</param>
    /// <param name="expectedSeconds">About how long it takes.</param>
    /// <param name="weights">The model as the training begins with it.</param>
    /// <param name="work">The rest.</param>
    public static Stage Of(
        string name, int version, JsonObject description, IReadOnlyList<Stage> inputs, double expectedSeconds,
        Func<StageRun, Decoder> weights, Func<StageRun, Decoder, TrainingWork> work) =>
        new(name, version, description, inputs, run =>
        {
            if (Directory.Exists(run.File(Model)))
                return; // ended when all was done but the renaming of the folder
            using var scope = NewDisposeScope();
            using var model = weights(run);
            var what = work(run, model);
            using var adapters = what.Lora is { } lora ? new LoraAdapters(model, lora, what.Recipe.Seed) { BaseName = what.Parent } : null;
            TrainedWeights trained = adapters is null ? new WholeModel(model) : adapters;
            var parents = run.Inputs.Select(input => Path.Combine(input, Model)).Where(Directory.Exists);
            var result = new Trainer(trained, what.Recipe, what.Training, what.Validation).Run(
                new TrainRun
                {
                    Folder = run.Folder,
                    Resume = true,
                    TokenizerFrom = what.Tokenizer,
                    Made = Provenance.Of(name, description, [.. parents]),
                    Progress = new ToStage(run.Report),
                },
                run.Cancellation);

            // What only resuming needs goes; the model stays.
            var made = adapters is null ? result.ModelFolder! : Merged(run, what.Parent!, result.ModelFolder!);
            what.Template?.Save(made);
            Directory.Move(made, run.File(Model));
            Directory.Delete(run.File("checkpoints"), recursive: true);
        })
        {
            Resumes = true,
            ExpectedSeconds = expectedSeconds,
        };

    private static string Merged(StageRun run, string parent, string adapters)
    {
        var folder = run.File("merged");
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true); // merged before an interruption
        LoraMerger.Merge(parent, adapters, folder, stop: run.Cancellation);
        return folder;
    }

    private sealed class ToStage(Action<double, string> report) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => report(
            (double)value.Step / value.Steps,
            string.Create(CultureInfo.InvariantCulture, $"loss {value.Loss:0.000}, {value.TokensPerSecond:N0} tokens/s, {value.Remaining:m\\:ss} left"));
    }
}
