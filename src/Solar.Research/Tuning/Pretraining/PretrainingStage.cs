using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.Data;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Pretraining;

/// <summary>Pre-training: every token of packed text is predicted from those before it in its document.</summary>
public static class PretrainingStage
{
    /// <summary>The recipe as the run began with it, in the run's folder.</summary>
    public const string RecipeName = "pretraining.json";

    /// <summary>Packed rows as examples whose loss is the mean cross entropy in nats per token.</summary>
    /// <param name="model">The model being trained.</param>
    /// <param name="rows">What it learns from, or is measured on.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    public static ExampleSet Examples(Decoder model, PackedDocuments rows, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows.Count, rows.Sha256(), examples =>
        {
            using var batch = TokenBatch.From([.. examples.Select(i => rows[i])], device);
            var tokens = (long)examples.Count * rows.TokensPerRow;
            return new(model.Loss(batch), Weight: tokens, Tokens: tokens);
        });
    }

    /// <summary>Carries out a recipe: reads, splits and packs the documents, makes or loads the model, trains it.</summary>
    /// <param name="recipe">The recipe, with paths that can be opened from here: <see cref="PretrainingRecipe.From"/>.</param>
    /// <param name="run">Where files go and who is told.</param>
    /// <param name="device">Where to train; the CPU when nothing is said.</param>
    /// <param name="stop">As for <see cref="Trainer.Run"/>.</param>
    public static TrainResult Run(PretrainingRecipe recipe, TrainRun run, Device? device = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(run);
        recipe.Validate();
        var split = HashSplit.Of(TextDocuments.Read(recipe.Documents), recipe.ValidationShare);
        var tokenizer = BpeTokenizer.Load(recipe.Tokenizer);
        using var model = Model(recipe, device);
        if (model.Config.VocabSize < tokenizer.VocabularySize)
            throw new ArgumentException($"The tokenizer has {tokenizer.VocabularySize} tokens but the model only {model.Config.VocabSize}: choose the tokenizer that belongs to the model.");

        var training = Pack(split.Training, recipe.Training.Seed);
        var validation = split.Validation.Count > 0 ? Pack(split.Validation, null) : null;
        var trainer = new Trainer(
            model, recipe.Training,
            Examples(model, training, device),
            validation is null ? null : Examples(model, validation, device));
        if (run.Folder is { } folder && !File.Exists(Path.Combine(folder, RecipeName)))
        {
            Directory.CreateDirectory(folder);
            RecipeJson.Save(recipe, Path.Combine(folder, RecipeName));
        }

        return trainer.Run(
            run with
            {
                TokenizerFrom = run.TokenizerFrom ?? FolderOf(recipe.Tokenizer),
                Made = run.Made ?? Provenance.Of("pre-training", RecipeJson.ToNode(recipe), Directory.Exists(recipe.Model) ? [recipe.Model] : []),
            },
            stop);

        PackedDocuments Pack(IReadOnlyList<string> texts, long? seed) =>
            PackedDocuments.Pack(
                texts.Select(text => tokenizer.EncodeToIds(text, addBos: tokenizer.BosId is not null, addEos: tokenizer.EosId is not null)),
                recipe.Training.TokensPerRow,
                seed);
    }

    private static Decoder Model(PretrainingRecipe recipe, Device? device)
    {
        var type = recipe.Training.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32;
        if (Directory.Exists(recipe.Model))
            return Decoder.Load(recipe.Model, device, type);
        var fresh = new Decoder(DecoderConfig.Parse(File.ReadAllText(recipe.Model)), device, type);
        fresh.Initialize(recipe.Training.Seed);
        return fresh;
    }

    private static string FolderOf(string tokenizer) => Directory.Exists(tokenizer) ? tokenizer : Path.GetDirectoryName(Path.GetFullPath(tokenizer))!;
}
