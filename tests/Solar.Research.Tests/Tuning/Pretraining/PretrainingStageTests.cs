using System.Text.Json;
using Solar.Research.Data;
using Solar.Research.Data.Tokenization;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;

namespace Solar.Research.Tests.Tuning.Pretraining;

public sealed class PretrainingStageTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("pretraining").FullName;

    [Fact]
    public void A_recipe_file_trains_a_fresh_model_and_continues_it()
    {
        var recipe = Written();
        var result = PretrainingStage.Run(recipe.From(root), new() { Folder = Path.Combine(root, "run") });

        Assert.NotNull(result.ValidationLoss);
        Assert.True(result.ValidationLoss < result.Metrics.First(row => row.Name == MetricName.ValidationLoss).Value);
        Assert.True(File.Exists(Path.Combine(result.ModelFolder!, "tokenizer.json")));
        Assert.Equal(RecipeJson.Write(recipe.From(root)), File.ReadAllText(Path.Combine(root, "run", PretrainingStage.RecipeName)));

        // The saved model is where a second recipe begins: its first measurement is the last of the run before.
        var more = PretrainingStage.Run(
            recipe.From(root) with { Model = result.ModelFolder!, Tokenizer = result.ModelFolder! },
            new() { Folder = Path.Combine(root, "more") });
        Assert.Equal(result.ValidationLoss, more.Metrics.First(row => row.Name == MetricName.ValidationLoss).Value);
    }

    [Fact]
    public void The_same_recipe_gives_the_same_measurements()
    {
        var recipe = Written().From(root);

        Assert.Equal(TinyTraining.Timeless(PretrainingStage.Run(recipe, new()).Metrics), TinyTraining.Timeless(PretrainingStage.Run(recipe, new()).Metrics));
    }

    [Fact]
    public void Json_and_back_is_the_same_recipe_and_another_kind_is_refused()
    {
        var recipe = Written();
        var json = RecipeJson.Write(recipe);

        Assert.Equal(json, RecipeJson.Write(RecipeJson.Read<PretrainingRecipe>(json)));
        Assert.Contains("'sft', not 'pretraining'", Assert.Throws<ArgumentException>(() => (recipe with { Kind = "sft" }).Validate()).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => (recipe with { Documents = [] }).Validate());
        Assert.Throws<ArgumentException>(() => (recipe with { ValidationShare = 1 }).Validate());
    }

    [Fact]
    public void The_recipe_in_the_readme_is_one()
    {
        var readme = File.ReadAllText(Path.Combine(Fixtures.Root, "src/Solar.Research/Tuning/README.md"));
        var json = readme.Split("```json\n")[1].Split("```")[0];

        var recipe = RecipeJson.Read<PretrainingRecipe>(json).Validate();

        Assert.Equal((1000, 50, 0.001), (recipe.Training.Steps, recipe.Training.Schedule.WarmupSteps, recipe.Training.LearningRate));
    }

    [Fact]
    public void A_tokenizer_larger_than_the_model_is_refused_with_both_numbers()
    {
        var recipe = Written();
        File.WriteAllText(Path.Combine(root, "config.json"), (TinyTraining.Config with { VocabSize = 100 }).ToJson().ToJsonString());

        var refusal = Assert.Throws<ArgumentException>(() => PretrainingStage.Run(recipe.From(root), new()));

        Assert.Contains("has 300 tokens but the model only 100", refusal.Message, StringComparison.Ordinal);
    }

    private PretrainingRecipe Written()
    {
        string[] words = ["sun", "moon", "rises", "sets", "over", "the", "hill", "and", "sea", "while", "birds", "sing"];
        var random = new SplitMix64(3);
        var texts = Enumerable.Range(0, 120).Select(_ => string.Join(' ', Enumerable.Range(0, 12).Select(_ => words[random.Below(words.Length)]))).ToArray();
        File.WriteAllLines(Path.Combine(root, "texts.jsonl"), texts.Select(text => JsonSerializer.Serialize(new { text })));
        File.WriteAllText(Path.Combine(root, "config.json"), (TinyTraining.Config with { VocabSize = 300 }).ToJson().ToJsonString());
        BpeTrainer.Train(texts, new() { VocabularySize = 300 }).Save(Path.Combine(root, "tokenizer"));
        return new()
        {
            Kind = PretrainingRecipe.KindName,
            Model = "config.json",
            Tokenizer = "tokenizer",
            Documents = ["texts.jsonl"],
            ValidationShare = 0.1,
            Training = TinyTraining.Recipe with { Steps = 20 },
        };
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
