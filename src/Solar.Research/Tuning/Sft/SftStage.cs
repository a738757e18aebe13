using System.Threading;
using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Model;
using Solar.Research.Tuning.Lora;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Sft;

/// <summary>Instruction tuning: the tokens of each response are predicted from its prompt and the response so far.</summary>
/// <remarks>Paper §3, "Instruction tuning". The prompts' tokens are read and not learned, as TRL does with prompt-completion data.</remarks>
public static class SftStage
{
    /// <summary>The recipe as the run began with it, in the run's folder.</summary>
    public const string RecipeName = "sft.json";

    /// <summary>Packed examples whose loss is the mean cross entropy, in nats, over the tokens of responses.</summary>
    /// <param name="model">The model being tuned.</param>
    /// <param name="rows">What it learns from, or is measured on.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    public static ExampleSet Examples(Decoder model, PackedExamples rows, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        return new(rows.Count, rows.Sha256(), examples =>
        {
            var some = examples.Select(i => rows[i]).ToArray();
            using var batch = TokenBatch.From(some, device);
            var (places, targets) = Counted(some, rows.TokensPerRow);
            var hidden = model.Hidden(batch).view(-1, model.Config.HiddenSize);                     // [B·T, H]
            var (logProbs, correct) = model.LogProbs(
                hidden.index_select(0, tensor(places, device: device)), tensor(targets, device: device)); // [n]
            return new(
                -logProbs.mean(),
                Weight: places.Length,
                Tokens: (long)examples.Count * rows.TokensPerRow,
                new Dictionary<string, Measure> { ["mean_token_accuracy"] = new(correct.mean(), places.Length) });
        });
    }

    /// <summary>Carries out a recipe: reads, writes by the template and packs the examples, loads the model, tunes it.</summary>
    /// <param name="recipe">The recipe, with paths that can be opened from here: <see cref="SftRecipe.From"/>.</param>
    /// <param name="run">Where files go and who is told.</param>
    /// <param name="device">Where to train; the CPU when nothing is said.</param>
    /// <param name="stop">As for <see cref="Trainer.Run"/>.</param>
    public static TrainResult Run(SftRecipe recipe, TrainRun run, Device? device = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(run);
        recipe.Validate();
        using var model = TunedModel.Load(recipe.Model, recipe.Tokenizer, recipe.Training, device, out var tokenizer);
        var template = TunedModel.Template(recipe.Template, recipe.Tokenizer, tokenizer);
        var (training, validation) = TunedModel.Split(ExampleFiles.ReadInstructions(recipe.Examples), example => example.Prompt, recipe.ValidationShare);
        var learned = Pack(training);
        var measured = validation.Count > 0 ? Pack(validation) : null;

        using var adapters = recipe.Lora is { } lora ? new LoraAdapters(model, lora, recipe.Training.Seed) { BaseName = recipe.Model } : null;
        TrainedWeights trained = adapters is null ? new WholeModel(model) : adapters;
        TunedModel.SaveRecipe(recipe, run, RecipeName);
        return TunedModel.WithTemplate(recipe.Template, template, new Trainer(
            trained,
            recipe.Training,
            Examples(model, learned, device),
            measured is null ? null : Examples(model, measured, device)).Run(TunedModel.Carrying(run, recipe.Tokenizer, "instruction tuning", recipe, recipe.Model), stop));

        PackedExamples Pack(IReadOnlyList<InstructionExample> some) => PackedExamples.Of(some, template, tokenizer, recipe.Training.TokensPerRow);
    }

    // Where in [B·T] a response's token is predicted, and that token.
    private static (long[] Places, long[] Targets) Counted(PackedRow[] rows, int length)
    {
        List<long> places = [], targets = [];
        for (var b = 0; b < rows.Length; b++)
        {
            for (var t = 0; t < length; t++)
            {
                if (rows[b].Counted is { } counted && !counted[t + 1])
                    continue;
                places.Add(((long)b * length) + t);
                targets.Add(rows[b].Tokens[t + 1]);
            }
        }

        return ([.. places], [.. targets]);
    }
}
