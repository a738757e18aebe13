using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Model;
using Solar.Research.Tests.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Sft;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Sft;

public sealed class SftStageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("sft").FullName;

    [Fact]
    public void The_loss_of_packed_rows_is_that_of_each_example_alone_weighted_by_its_responses_tokens()
    {
        using var scope = NewDisposeScope();
        using var model = TinyDecoder.Make(TinyDecoder.Llama, ScalarType.Float64);
        var texts = Texts();
        var packed = PackedExamples.Pack(texts, 16);
        Assert.True(packed.Count < texts.Length);

        var measured = Trainer.Evaluate(SftStage.Examples(model, packed), 2);

        var (sum, correct, tokens) = (0.0, 0, 0);
        foreach (var text in texts)
        {
            var logits = model.call(TinyDecoder.Batch(text.Ids.Select(id => (long)id).ToArray()));
            var log = nn.functional.log_softmax(logits, -1);
            for (var t = text.PromptLength; t < text.Ids.Length; t++, tokens++)
            {
                sum -= log[0, t - 1, text.Ids[t]].item<double>();
                correct += logits[0, t - 1].argmax().item<long>() == text.Ids[t] ? 1 : 0;
            }
        }

        Close.Assert(sum / tokens, measured["loss"], Tolerance.Float64);
        Close.Assert((double)correct / tokens, measured["mean_token_accuracy"], Tolerance.Float64);
    }

    [Fact]
    public void The_gradient_is_that_of_the_decoders_own_loss()
    {
        using var scope = NewDisposeScope();
        using var model = TinyDecoder.Make(TinyDecoder.Llama, ScalarType.Float64);
        var packed = PackedExamples.Pack(Texts(), 16);
        using var batch = TokenBatch.From([packed[0], packed[1]]);

        var expected = model.Loss(batch);
        expected.backward();
        var gradients = model.Gradients.clone();
        model.Gradients.zero_();
        var loss = SftStage.Examples(model, packed).LossOf([0, 1]);
        loss.Mean.backward();

        Close.Assert(expected, loss.Mean, Tolerance.Float64);
        Close.Assert(gradients, model.Gradients, Tolerance.Float64);
        Assert.Equal(Close.Values(batch.Targets!).Count(target => target != TokenBatch.Ignored), loss.Weight);
    }

    [Fact]
    public void Micro_batches_of_unequal_weight_follow_the_curve_of_the_whole_batch()
    {
        var recipe = TinyTuning.Recipe with { RowsPerBatch = 4, TokensPerRow = 16, LearningRate = 1e-3 };
        Close.Assert(Curve(recipe), Curve(recipe with { RowsPerMicroBatch = 1 }), Tolerance.Accumulation);

        static double[] Curve(TrainRecipe recipe)
        {
            using var model = TinyTuning.Model();
            var examples = SftStage.Examples(model, PackedExamples.Pack(Texts(), 16));
            return [.. new Trainer(model, recipe, examples).Run().Metrics.Where(row => row.Name == MetricName.TrainLoss).Select(row => row.Value)];
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_recipe_file_tunes_a_base_model_or_adapters_beside_it(bool lora)
    {
        var recipe = TinyTuning.Write(_root).Sft.From(_root) with { ValidationShare = 0.3, Lora = lora ? new() { Rank = 4, Alpha = 16 } : null };

        var result = SftStage.Run(recipe, new() { Folder = Path.Combine(_root, "run") });

        var before = result.Metrics.First(row => row.Name == MetricName.ValidationLoss).Value;
        Assert.True(result.ValidationLoss < before, $"{result.ValidationLoss} after {before}");
        Assert.Contains(result.Metrics, row => row.Name == "mean_token_accuracy" && row.Step == 20);
        Assert.Contains(result.Metrics, row => row.Name == "validation_mean_token_accuracy");
        Assert.Contains(result.Metrics, row => row.Name == "grad_norm");
        Assert.True(File.Exists(Path.Combine(result.ModelFolder!, lora ? "adapter_config.json" : "config.json")));
        Assert.Equal(RecipeJson.Write(recipe), File.ReadAllText(Path.Combine(_root, "run", SftStage.RecipeName)));
        Assert.Equal(RecipeJson.Write(recipe), RecipeJson.Write(RecipeJson.Read<SftRecipe>(RecipeJson.Write(recipe))));
    }

    [Fact]
    public void No_prompt_is_both_learned_and_measured()
    {
        var twice = TinyTuning.Instructions.Concat(TinyTuning.Instructions.Select(example => example with { Response = "Nowhere." })).ToArray();

        var (training, validation) = TunedModel.Split(twice, example => example.Prompt, 0.4);

        Assert.Equal(24, training.Count + validation.Count);
        Assert.NotEmpty(validation);
        Assert.Empty(training.Select(example => example.Prompt[0].Content).Intersect(validation.Select(example => example.Prompt[0].Content)));
    }

    [Fact]
    public void Recipes_that_make_no_run_are_refused()
    {
        var recipe = TinyTuning.Write(_root).Sft;

        Assert.Contains("'dpo', not 'sft'", Assert.Throws<ArgumentException>((recipe with { Kind = "dpo" }).Validate).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>((recipe with { Examples = [] }).Validate);
        Assert.Throws<ArgumentException>((recipe with { ValidationShare = 1 }).Validate);
    }

    private static PromptedTokens[] Texts()
    {
        var random = new SplitMix64(21);
        (int Prompt, int Response)[] sizes = [(3, 2), (6, 7), (1, 3), (5, 5), (8, 1), (4, 2), (2, 5), (1, 8), (3, 9)];
        return [.. sizes.Select(size => new PromptedTokens([.. Enumerable.Range(0, size.Prompt + size.Response).Select(_ => random.Below(TinyDecoder.Llama.VocabSize))], size.Prompt))];
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
