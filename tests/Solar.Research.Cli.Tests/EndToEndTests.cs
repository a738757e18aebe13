using System.Text.Json.Nodes;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Pretraining;
using Solar.Research.Tuning.Sft;

namespace Solar.Research.Cli.Tests;

/// <summary>The commands of the readme, on models of a few thousand weights.</summary>
public sealed class EndToEndTests
{
    private static readonly DecoderConfig Tiny = new()
    {
        ModelType = "mistral",
        SlidingWindow = 64,
        VocabSize = 320,
        HiddenSize = 32,
        IntermediateSize = 48,
        NumHiddenLayers = 4,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
    };

    [Fact]
    public void A_random_base_is_scaled_verified_and_inspected()
    {
        using var solar = new Solar();
        File.WriteAllText(solar["config.json"], Tiny.ToJson().ToJsonString());

        Succeeds(solar.Run("random", "config.json", "base"));
        var scaled = Succeeds(solar.Run("dus", "base", "scaled", "--drop", "1", "--as", "llama", "--max-positions", "48", "--verify", "--seam"));
        Assert.Contains("equal to their sources bit by bit", scaled, StringComparison.Ordinal);
        Assert.Contains("Layer 2 is now followed by layer 1", scaled, StringComparison.Ordinal);

        var summary = JsonNode.Parse(Succeeds(solar.Run("inspect", "scaled", "--json")))!["summary"]!;
        Assert.Equal("LlamaForCausalLM", (string?)summary["architecture"]);
        Assert.Equal(6, (int?)summary["layers"]);
        Assert.Equal(ParameterCount.Of(Tiny with { NumHiddenLayers = 6 }), (long?)summary["weights"]);

        var again = Succeeds(solar.Run("dus", "base", "scaled", "--drop", "1", "--as", "llama", "--max-positions", "48"));
        Assert.Contains("already complete", again, StringComparison.Ordinal);
    }

    [Fact]
    public void Models_are_merged_by_options_and_by_a_configuration_of_mergekit()
    {
        using var solar = new Solar();
        File.WriteAllText(solar["config.json"], Tiny.ToJson().ToJsonString());
        foreach (var seed in new[] { "1", "2", "3" })
            Succeeds(solar.Run("random", "config.json", "m" + seed, "--seed", seed));

        Assert.Contains("method        linear", Succeeds(solar.Run("merge", "linear", "m1", "m2", "average", "--weights", "0.4,0.6", "--dtype", "f32")), StringComparison.Ordinal);
        var outcome = JsonNode.Parse(Succeeds(solar.Run("merge", "slerp", "m1", "m2", "curved", "--t", "self_attn=0,0.5,1", "--t", "0.5", "--json")))!;
        Assert.Equal((4 * 9) + 3, (int?)outcome["tensors"]);
        Assert.InRange((int)outcome["lerped"]!, 0, (4 * 9) + 3);
        Assert.Contains("already complete", Succeeds(solar.Run("merge", "curved/mergekit_config.yml", "curved")), StringComparison.Ordinal);
        Succeeds(solar.Run("merge", "curved/mergekit_config.yml", "again"));
        Assert.Equal(File.ReadAllBytes(solar["curved/model.safetensors"]), File.ReadAllBytes(solar["again/model.safetensors"]));

        Succeeds(solar.Run("merge", "ties", "m2", "m3", "trimmed", "--base", "m1", "--density", "0.5", "--weights", "1,0.5"));
        Succeeds(solar.Run("merge", "dare-ties", "m2", "m3", "dropped", "--base", "m1", "--density", "0.3,0.6", "--seed", "3"));
        Succeeds(solar.Run("merge", "dare-linear", "m2", "summed", "--base", "m1", "--density", "0.3", "--rescale", "false"));
        Succeeds(solar.Run("merge", "task-arithmetic", "m2", "taken", "--base", "m1", "--weights=-1", "--lambda", "0.5"));
        Succeeds(solar.Run("merge", "model-stock", "m2", "m3", "stock", "--base", "m1"));
        Succeeds(solar.Run("merge", "karcher", "m1", "m2", "m3", "centre", "--max-iterations", "3"));
        Succeeds(solar.Run("merge", "nuslerp", "m2", "m3", "turned", "--base", "m1", "--weights", "1,3"));
        Assert.Contains("copied        35 of 39", Succeeds(solar.Run("merge", "passthrough", "m1", "scaled", "--scale", "down_proj=0.5")), StringComparison.Ordinal);
        Assert.Equal(["merge_method", "base_model", "models"], JsonNode.Parse(File.ReadAllText(solar["trimmed/merging.json"]))!["recipe"]!.AsObject().Select(member => member.Key));
    }

    [Fact]
    public void A_model_is_trained_measured_grown_and_continued()
    {
        using var solar = new Solar();
        var text = string.Concat(Enumerable.Range(0, 60).Select(i => $"The {(i % 2 == 0 ? "sun" : "moon")} rises at {i}, and the tide follows it. "));
        var tokenizer = BpeTrainer.Train([text], new() { VocabularySize = Tiny.VocabSize });
        tokenizer.Save(Directory.CreateDirectory(solar["tokenizer"]).FullName);
        File.WriteAllText(solar["tide.txt"], text);
        File.WriteAllText(solar["config.json"], (Tiny with { ModelType = "llama", SlidingWindow = null, VocabSize = tokenizer.VocabularySize }).ToJson().ToJsonString());
        var recipe = new PretrainingRecipe
        {
            Kind = PretrainingRecipe.KindName,
            Model = "config.json",
            Tokenizer = "tokenizer",
            Documents = ["tide.txt"],
            ValidationShare = 0,
            Training = new() { Steps = 30, RowsPerBatch = 2, TokensPerRow = 24, LearningRate = 5e-3, Threads = 1 },
        };
        RecipeJson.Save(recipe, solar["tide.json"]);

        var trained = Succeeds(solar.Run("train", "tide.json", "--out", "run"));
        var model = trained[(trained.LastIndexOf(' ') + 1)..].Trim();
        var losses = Succeeds(solar.Run("loss", model, "--text", "tide.txt", "--tokens-per-row", "24", "--plan", "0-2,1-3"))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, losses.Length);
        Assert.StartsWith("4 layers: ", losses[0], StringComparison.Ordinal);
        Assert.StartsWith("6 layers, 0-2,1-3: ", losses[1], StringComparison.Ordinal);
        Assert.True(Nats(losses[0]) < Math.Log(tokenizer.VocabularySize) - 1, $"Thirty steps on one text should teach something: {losses[0]}");

        var continued = Succeeds(solar.Run("generate", model, "--prompt", "The sun", "--tokens", "8"));
        Assert.StartsWith("The sun", continued, StringComparison.Ordinal);
        Assert.Equal(continued, Succeeds(solar.Run("generate", model, "--prompt", "The sun", "--tokens", "8")));
    }

    [Fact]
    public void A_model_is_tuned_aligned_with_adapters_merged_with_them_and_scored()
    {
        using var solar = new Solar();
        string[] animals = ["cat", "dog", "owl", "hen"];
        var tokenizer = BpeTrainer.Train([.. animals.Select(animal => $"Where is the {animal}? Below is the {animal}, in its house.")], new() { VocabularySize = 300 });
        tokenizer.Save(Directory.CreateDirectory(solar["tokenizer"]).FullName);
        File.WriteAllText(solar["config.json"], (Tiny with { ModelType = "llama", SlidingWindow = null, VocabSize = tokenizer.VocabularySize }).ToJson().ToJsonString());
        Succeeds(solar.Run("random", "config.json", "base"));
        ChatMessage[] Ask(string animal) => [new(ChatMessage.User, $"Where is the {animal}?")];
        File.WriteAllLines(solar["alpaca_gpt4.jsonl"], animals.Select(animal => $$"""{"instruction": "Where is the {{animal}}?", "input": "", "output": "In its house."}"""));
        Succeeds(solar.Run("data", ".", "--recipe", "sft-v1", "--out", "sft.jsonl"));
        ExampleFiles.WritePreferences(solar["pairs.jsonl"], animals.Select(animal => new PreferenceExample(Ask(animal), "In its house.", "Where?", animal)));
        var training = new TrainRecipe { Steps = 4, RowsPerBatch = 2, TokensPerRow = 64, LearningRate = 1e-3, Threads = 1 };
        RecipeJson.Save(new SftRecipe { Kind = SftRecipe.KindName, Model = "base", Tokenizer = "tokenizer", Examples = ["sft.jsonl"], Template = "zephyr", Training = training }, solar["tuned.json"]);

        var tuned = Last(Succeeds(solar.Run("train", "tuned.json")));
        RecipeJson.Save(
            new DpoRecipe { Kind = DpoRecipe.KindName, Model = tuned, Tokenizer = tuned, Pairs = ["pairs.jsonl"], Lora = new() { Rank = 2, Alpha = 4 }, Training = training },
            solar["aligned.json"]);
        var adapter = Last(Succeeds(solar.Run("train", "aligned.json")));
        Assert.Contains("holds a run already", solar.Run("train", "aligned.json").Error, StringComparison.Ordinal);
        Assert.Equal(adapter, Last(Succeeds(solar.Run("train", "aligned.json", "--resume"))));
        var merged = JsonNode.Parse(Succeeds(solar.Run("lora", "merge", tuned, adapter, "merged", "--json")))!;

        Assert.Equal(new FileInfo(solar["merged/model.safetensors"]).Length, (long?)merged["bytes"] + HeaderBytes(solar["merged/model.safetensors"]));
        Assert.NotEqual(File.ReadAllBytes(Path.Combine(tuned, "model.safetensors")), File.ReadAllBytes(solar["merged/model.safetensors"]));
        Succeeds(solar.Run("generate", "merged", "--prompt", "Where", "--tokens", "2"));

        File.WriteAllLines(solar["winogrande_validation.jsonl"], animals.Select(animal => $$"""{"sentence": "The {{animal}} and the mole met, and _ is in its house.", "option1": "the {{animal}}", "option2": "the mole", "answer": "1"}"""));
        Assert.Matches(@"WinoGrande +\d+\.\d\d ± .*acc, 0-shot, 3 documents", Succeeds(solar.Run("eval", "merged", "--data", ".", "--tasks", "winogrande", "--shots", "0", "--limit", "3")));

        File.WriteAllText(solar["wrong.json"], """{"kind": "rlhf"}""");
        Assert.Contains("the recipe's kind is 'rlhf'; it is 'pretraining', 'sft' or 'dpo'", solar.Run("train", "wrong.json").Error, StringComparison.Ordinal);

        static string Last(string line) => line[(line.LastIndexOf(' ') + 1)..].Trim();
        static long HeaderBytes(string path) => 8 + BitConverter.ToInt64(File.ReadAllBytes(path).AsSpan(0, 8));
    }

    private static double Nats(string line) =>
        double.Parse(line.Split(": ")[1].Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture);

    private static string Succeeds(Ended ended)
    {
        Assert.True(ended.Code == 0, $"exit code {ended.Code}: {ended.Error}");
        return ended.Out;
    }
}
