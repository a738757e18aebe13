using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;
using Solar.Research.Experiments.Stages;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Pretraining;
using Solar.Research.Tuning.Sft;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Paper;

/// <summary>What the training stages of the paper's scale learn from, read when they begin.</summary>
/// <param name="recipe">What is done.</param>
/// <param name="settings">Where the data is.</param>
/// <param name="device">Where models are trained.</param>
internal sealed class TunedWork(PaperRecipe recipe, PaperSettings settings, Device device)
{
    /// <summary>The model that a stage's first input leaves, in the precision that it is trained in.</summary>
    public Decoder Weights(StageRun run) => Decoder.Load(ParentOf(run), device, recipe.Memory.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);

    /// <summary>Prose: as many of the first documents as the steps learn from.</summary>
    public TrainingWork Continuation(StageRun run, Decoder model, TrainRecipe training, IReadOnlyList<string> files)
    {
        var parent = ParentOf(run);
        var tokenizer = BpeTokenizer.Load(parent);
        var wanted = ((long)training.Steps * training.RowsPerBatch * training.TokensPerRow) + 1;
        var taken = new List<IReadOnlyList<int>>();
        foreach (var document in TextDocuments.Read(files))
        {
            run.Cancellation.ThrowIfCancellationRequested();
            taken.Add(tokenizer.EncodeToIds(document, addBos: tokenizer.BosId is not null, addEos: tokenizer.EosId is not null));
            if ((wanted -= taken[^1].Count) <= 0)
                break;
        }

        var rows = PackedDocuments.Pack(taken, training.TokensPerRow, training.Seed);
        return new(training, PretrainingStage.Examples(model, rows, device), null, parent);
    }

    /// <summary>SFT.</summary>
    public TrainingWork Instructions(StageRun run, Decoder model, string name)
    {
        var (parent, tokenizer, template) = Read(run);
        var plan = recipe.Sft;
        var examples = recipe.DataOf(name).Instructions(new DataFolder(settings.Data.Sets!), Benchmarks()).Examples;
        var rows = PackedExamples.Of(examples, template, tokenizer, plan.TokensPerRow);
        return new(recipe.Memory.On(plan.For(rows.Count, recipe.Seed)), SftStage.Examples(model, rows, device), null, parent) { Template = template, Lora = recipe.Memory.Lora, Parent = parent };
    }

    /// <summary>DPO: the reference, which the model still is, reads every pair before the first step.</summary>
    public TrainingWork Preferences(StageRun run, Decoder model, string name)
    {
        var (parent, tokenizer, template) = Read(run);
        var (plan, objective) = recipe.AlignmentOf(name);
        var pairs = PreferencePairs.Of(recipe.DataOf(name).Preferences(new DataFolder(settings.Data.Sets!), Benchmarks()).Examples, template, tokenizer, plan.TokensPerRow);
        var training = recipe.Memory.On(plan.For(pairs.Count, recipe.Seed));
        var reference = ReferenceLogProbs.Cached(run.File("reference"), model, pairs, training.MicroBatch, device);
        return new(training, DpoStage.Examples(model, pairs, reference, objective, device), null, parent) { Template = template, Lora = recipe.Memory.Lora, Parent = parent };
    }

    // What OpenOrca is compared with where it names no tasks; without benchmarks the sets' own folder, which may hold some.
    private DataFolder? Benchmarks() => settings.Data.Benchmarks is { } folder ? new(folder) : null;

    private (string Folder, BpeTokenizer Tokenizer, ChatTemplate Template) Read(StageRun run)
    {
        var parent = ParentOf(run);
        var tokenizer = BpeTokenizer.Load(parent);
        return (parent, tokenizer, ChatTemplate.Named(recipe.Template).For(tokenizer));
    }

    private static string ParentOf(StageRun run) => Path.Combine(run.Inputs[0], TrainingStage.Model);
}
