using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Sft;

namespace Solar.Research.Tests.Tuning;

/// <summary>Questions about a few animals, a tokenizer and a model, all small enough to be tuned inside a test.</summary>
internal static class TinyTuning
{
    private static readonly string[] Animals = ["cat", "dog", "owl", "hen", "fox", "bee", "cow", "pig", "ant", "bat", "eel", "elk"];
    private static readonly string[] Places = ["in the house", "by the old barn", "in a tree", "under the hill"];

    public static TrainRecipe Recipe { get; } = TinyTraining.Recipe with { TokensPerRow = 96, RowsPerMicroBatch = null, EvaluateEvery = 0, Steps = 20, LearningRate = 3e-3 };

    public static IReadOnlyList<InstructionExample> Instructions { get; } =
        [.. Animals.Select((animal, i) => new InstructionExample(Question(animal), Answer(animal, i), $"animals:{i + 1}"))];

    public static IReadOnlyList<PreferenceExample> Preferences { get; } =
        [.. Animals.Select((animal, i) => new PreferenceExample(Question(animal), Answer(animal, i), $"I do not know {animal}s.", $"animals:{i + 1}"))];

    /// <summary>Writes base, examples and two recipes into a folder.</summary>
    public static (SftRecipe Sft, DpoRecipe Dpo) Write(string folder)
    {
        ExampleFiles.WriteInstructions(Path.Combine(folder, "sft.jsonl"), Instructions);
        ExampleFiles.WritePreferences(Path.Combine(folder, "pairs.jsonl"), Preferences);
        BpeTrainer.Train([.. Instructions.Select(example => $"{example.Prompt[0].Content} {example.Response} Below is an instruction")], new() { VocabularySize = 300 })
            .Save(Path.Combine(folder, "tokenizer"));
        using (var model = Model())
            model.Save(Path.Combine(folder, "base"), Path.Combine(folder, "tokenizer"));
        return (
            new() { Kind = SftRecipe.KindName, Model = "base", Tokenizer = "base", Examples = ["sft.jsonl"], Template = "zephyr", Training = Recipe },
            new() { Kind = DpoRecipe.KindName, Model = "base", Tokenizer = "base", Pairs = ["pairs.jsonl"], Template = "zephyr", Training = Recipe with { RowsPerMicroBatch = 2, LearningRate = 1e-3 } });
    }

    public static Decoder Model()
    {
        var model = new Decoder(TinyTraining.Config with { VocabSize = 300, MaxPositionEmbeddings = 256 });
        model.Initialize(4);
        return model;
    }

    /// <summary>Pairs of random tokens, of many lengths.</summary>
    public static PreferencePairs Pairs(int count = 8, int vocabulary = 300)
    {
        var random = new SplitMix64(9);
        return new(Enumerable.Range(0, count).Select(i =>
        {
            var prompt = Draw(1 + random.Below(9));
            return new PreferencePair(new([.. prompt, .. Draw(1 + random.Below(12))], prompt.Length), new([.. prompt, .. Draw(1 + random.Below(12))], prompt.Length));
        }));

        int[] Draw(int length) => [.. Enumerable.Range(0, length).Select(_ => random.Below(vocabulary))];
    }

    private static ChatMessage[] Question(string animal) => [new(ChatMessage.User, $"Where is the {animal}?")];

    private static string Answer(string animal, int i) => $"The {animal} is {Places[i % Places.Length]}.";
}
