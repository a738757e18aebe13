using System.Security.Cryptography;
using System.Threading;
using Solar.Research.Data.Examples;
using Solar.Research.Model;
using Solar.Research.Tuning.Lora;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Dpo;

/// <summary>Direct preference optimisation: the better response of each pair is made likelier than the worse, measured from a frozen reference.</summary>
/// <remarks>Paper §3, "Alignment Tuning"; Rafailov et al. 2023.</remarks>
public static class DpoStage
{
    /// <summary>The recipe as the run began with it, in the run's folder.</summary>
    public const string RecipeName = "dpo.json";

    /// <summary>Preference pairs as examples whose loss is a mean over pairs.</summary>
    /// <remarks>The measures have the names by which TRL logs them; a reward is β·(log π − log π_ref).</remarks>
    /// <param name="policy">The model being tuned.</param>
    /// <param name="pairs">What it learns from, or is measured on.</param>
    /// <param name="reference">What the frozen reference makes of the same pairs.</param>
    /// <param name="objective">The loss.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    public static ExampleSet Examples(Decoder policy, PreferencePairs pairs, ReferenceLogProbs reference, DpoObjective objective, Device? device = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(pairs);
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(objective);
        objective.Validate();
        var identity = $"{pairs.Sha256()} {reference.Sha256} {RecipeJson.Write(objective)}";
        return new(pairs.Count, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(identity))), examples =>
        {
            var b = examples.Count;
            var seen = ResponseLogProbs.Of(policy, Texts([.. examples.Select(i => pairs[i])]), device);
            var (chosen, rejected) = (Halves(seen.Sums, 0), Halves(seen.Sums, b));
            var terms = DpoLoss.Of(
                new(chosen, rejected),
                reference.For(examples, seen.Sums),
                new(Halves(seen.Counts, 0), Halves(seen.Counts, b)),
                objective);
            return new(terms.Loss, Weight: b, seen.Tokens, Measures(terms, seen, b));

            Tensor Halves(Tensor both, int from) => both.narrow(0, from, b); // [B] of [2B]
        });
    }

    /// <summary>Carries out a recipe: reads the pairs, loads the model, asks the reference, tunes.</summary>
    /// <param name="recipe">The recipe, with paths that can be opened from here: <see cref="DpoRecipe.From"/>.</param>
    /// <param name="run">Where files go and who is told.</param>
    /// <param name="device">Where to train; the CPU when nothing is said.</param>
    /// <param name="stop">As for <see cref="Trainer.Run"/>.</param>
    public static TrainResult Run(DpoRecipe recipe, TrainRun run, Device? device = null, CancellationToken stop = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(run);
        recipe.Validate();
        using var model = TunedModel.Load(recipe.Model, recipe.Tokenizer, recipe.Training, device, out var tokenizer);
        var template = TunedModel.Template(recipe.Template, recipe.Tokenizer, tokenizer);
        var (training, validation) = TunedModel.Split(ExampleFiles.ReadPreferences(recipe.Pairs), example => example.Prompt, recipe.ValidationShare);
        var learned = Pairs(training);
        var measured = validation.Count > 0 ? Pairs(validation) : null;

        // The policy is still the model that it begins with; with adapters, the one that stays beside them.
        var reference = recipe.Reference is { } folder ? Decoder.Load(folder, device, model.Weights.dtype) : model;
        ExampleSet examples;
        ExampleSet? held;
        try
        {
            (examples, held) = (Examples(learned), measured is null ? null : Examples(measured));
        }
        finally
        {
            if (!ReferenceEquals(reference, model))
                reference.Dispose();
        }

        using var adapters = recipe.Lora is { } lora ? new LoraAdapters(model, lora, recipe.Training.Seed) { BaseName = recipe.Model } : null;
        TrainedWeights trained = adapters is null ? new WholeModel(model) : adapters;
        TunedModel.SaveRecipe(recipe, run, RecipeName);
        return TunedModel.WithTemplate(recipe.Template, template, new Trainer(trained, recipe.Training, examples, held).Run(TunedModel.Carrying(run, recipe.Tokenizer, "alignment tuning", recipe, recipe.Model), stop));

        PreferencePairs Pairs(IReadOnlyList<PreferenceExample> some) => PreferencePairs.Of(some, template, tokenizer, recipe.Training.TokensPerRow);

        ExampleSet Examples(PreferencePairs pairs) => DpoStage.Examples(
            model,
            pairs,
            run.Folder is { } cache
                ? ReferenceLogProbs.Cached(cache, reference, pairs, recipe.Training.MicroBatch, device)
                : ReferenceLogProbs.Of(reference, pairs, recipe.Training.MicroBatch, device),
            recipe.Objective,
            device);
    }

    /// <summary>The chosen responses, then the rejected ones.</summary>
    internal static IReadOnlyList<PromptedTokens> Texts(IReadOnlyList<PreferencePair> pairs) =>
        [.. pairs.Select(pair => pair.Chosen), .. pairs.Select(pair => pair.Rejected)];

    private static Dictionary<string, Measure> Measures(DpoTerms terms, ResponseLogProbs seen, int b)
    {
        using var untracked = no_grad();
        var (chosenTokens, rejectedTokens) = (Total(seen.Counts, 0), Total(seen.Counts, b));
        return new()
        {
            ["rewards/chosen"] = new(terms.ChosenReward.mean(), b),
            ["rewards/rejected"] = new(terms.RejectedReward.mean(), b),
            ["rewards/margins"] = new((terms.ChosenReward - terms.RejectedReward).mean(), b),
            ["rewards/accuracies"] = new(terms.ChosenReward.gt(terms.RejectedReward).to(ScalarType.Float32).mean(), b),
            ["logps/chosen"] = new(seen.Sums.narrow(0, 0, b).detach().mean(), b),
            ["logps/rejected"] = new(seen.Sums.narrow(0, b, b).detach().mean(), b),
            ["logits/chosen"] = new((seen.MeanLogits * seen.Counts).narrow(0, 0, b).sum() / chosenTokens, chosenTokens),
            ["logits/rejected"] = new((seen.MeanLogits * seen.Counts).narrow(0, b, b).sum() / rejectedTokens, rejectedTokens),
            ["mean_token_accuracy"] = new(seen.Correct.narrow(0, 0, b).sum() / chosenTokens, chosenTokens),
        };

        long Total(Tensor counts, int from) => (long)counts.narrow(0, from, b).sum().ToDouble();
    }
}
