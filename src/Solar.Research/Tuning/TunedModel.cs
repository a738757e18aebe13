using Solar.Research.Checkpoints;
using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>What SFT and DPO do alike before and after they train.</summary>
internal static class TunedModel
{
    /// <summary>The model of a recipe in the precision of its training, with its tokenizer.</summary>
    /// <exception cref="ArgumentException">The tokenizer has tokens that the model has not.</exception>
    public static Decoder Load(string folder, string tokenizerPath, TrainRecipe training, Device? device, out BpeTokenizer tokenizer)
    {
        tokenizer = BpeTokenizer.Load(tokenizerPath);
        var model = Decoder.Load(folder, device, training.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);
        if (model.Config.VocabSize >= tokenizer.VocabularySize)
            return model;
        model.Dispose();
        throw new ArgumentException($"The tokenizer has {tokenizer.VocabularySize} tokens but the model only {model.Config.VocabSize}: choose the tokenizer that belongs to the model.");
    }

    /// <summary>A template by name, or the tokenizer folder's own, with the vocabulary's begin and end tokens.</summary>
    public static ChatTemplate Template(string? name, string tokenizerPath, BpeTokenizer tokenizer) =>
        (name is null ? ChatTemplate.OfCheckpoint(FolderOf(tokenizerPath)) : ChatTemplate.Named(name)).For(tokenizer);

    /// <summary>Examples divided by the hash of their prompts, so that no prompt stands on both sides.</summary>
    public static (IReadOnlyList<T> Training, IReadOnlyList<T> Validation) Split<T>(
        IReadOnlyList<T> examples, Func<T, IReadOnlyList<ChatMessage>> prompt, double validationShare)
    {
        var sides = examples.ToLookup(example => HashSplit.IsValidation(
            string.Join('\n', prompt(example).Select(turn => $"{turn.Role}: {turn.Content}")), validationShare));
        return ([.. sides[false]], [.. sides[true]]);
    }

    /// <summary>Leaves the recipe in the run's folder, as the run began with it.</summary>
    public static void SaveRecipe<T>(T recipe, TrainRun run, string name)
        where T : class
    {
        if (run.Folder is not { } folder || File.Exists(Path.Combine(folder, name)))
            return;
        Directory.CreateDirectory(folder);
        RecipeJson.Save(recipe, Path.Combine(folder, name));
    }

    /// <summary>The run, with the tokenizer's files carried along, and how the model is made.</summary>
    public static TrainRun Carrying<T>(TrainRun run, string tokenizer, string step, T recipe, string model)
        where T : class => run with
        {
            TokenizerFrom = run.TokenizerFrom ?? FolderOf(tokenizer),
            Made = run.Made ?? Provenance.Of(step, RecipeJson.ToNode(recipe), model),
        };

    /// <summary>What a run gave; a template that was chosen by name stands in its model's folder, so that other programs ask it as it was tuned.</summary>
    public static TrainResult WithTemplate(string? name, ChatTemplate template, TrainResult result)
    {
        if (name is not null && result.ModelFolder is { } folder)
            template.Save(folder);
        return result;
    }

    private static string FolderOf(string tokenizer) => Directory.Exists(tokenizer) ? tokenizer : Path.GetDirectoryName(Path.GetFullPath(tokenizer))!;
}
