using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Model;
using Solar.Research.Tests.Model;
using Solar.Research.Tuning.Lora;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Lora;

public sealed class PeftFolderTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("peft").FullName;

    [Fact]
    public void Names_shapes_and_config_are_those_of_PEFT()
    {
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        using var adapters = LoraAdaptersTests.Drawn(model);
        adapters.Save(In("adapter"), null);

        using var file = SafetensorsFile.Open(Path.Combine(In("adapter"), "adapter_model.safetensors"));
        // A·D = 24, K·D = 12, H = 32, F = 44, r = 3
        string[] ofLayer =
        [
            "mlp.down_proj.lora_A.weight F32 [3, 44]", "mlp.down_proj.lora_B.weight F32 [32, 3]",
            "mlp.up_proj.lora_A.weight F32 [3, 32]", "mlp.up_proj.lora_B.weight F32 [44, 3]",
            "self_attn.o_proj.lora_A.weight F32 [3, 24]", "self_attn.o_proj.lora_B.weight F32 [32, 3]",
            "self_attn.q_proj.lora_A.weight F32 [3, 32]", "self_attn.q_proj.lora_B.weight F32 [24, 3]",
            "self_attn.v_proj.lora_A.weight F32 [3, 32]", "self_attn.v_proj.lora_B.weight F32 [12, 3]",
        ];
        Assert.Equal(
            from layer in new[] { 0, 1 } from tensor in ofLayer select $"base_model.model.model.layers.{layer}.{tensor}",
            file.Tensors.Values.Select(entry => entry.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("pt", file.Metadata["format"]);
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(In("adapter"), "adapter_config.json")))!.AsObject();
        Assert.Equal("""{"peft_type":"LORA","task_type":"CAUSAL_LM","r":3,"lora_alpha":5,"lora_dropout":0,"bias":"none","base_model_name_or_path":"tiny"}""", Picked(config, "peft_type", "task_type", "r", "lora_alpha", "lora_dropout", "bias", "base_model_name_or_path"));
        Assert.Equal("""["q_proj","v_proj","o_proj","up_proj","down_proj"]""", config["target_modules"]!.ToJsonString());
    }

    [Fact]
    public void Loaded_adapters_are_those_that_were_saved()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(model.Config, 2, 9);
        double[] expected;
        using (var adapters = LoraAdaptersTests.Drawn(model))
        {
            expected = Close.Values(model.call(batch));
            adapters.Save(In("adapter"), null);
        }

        using var loaded = LoraAdapters.Load(In("adapter"), model);

        Assert.Equal(expected, Close.Values(model.call(batch)));
        Assert.Equal("tiny", loaded.BaseName);
    }

    [Fact]
    public void Merged_weights_give_the_logits_of_base_and_adapter()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        var batch = TinyDecoder.Batch(model.Config, 2, 9);
        model.Save(In("base"));
        File.WriteAllText(Path.Combine(In("base"), "tokenizer_config.json"), "{}");
        using var adapters = LoraAdaptersTests.Drawn(model);
        adapters.Save(In("adapter"), null);

        LoraMerger.Merge(In("base"), In("adapter"), In("merged"));

        using var merged = Decoder.Load(In("merged"));
        Close.Assert(model.call(batch), merged.call(batch), Tolerance.Forward);
        Assert.True(File.Exists(Path.Combine(In("merged"), "tokenizer_config.json")));
        adapters.Enabled = false;
        Close.Assert(adapters.Model.Weights.narrow(0, 0, 37 * 32), merged.Weights.narrow(0, 0, 37 * 32), Tolerance.Exact); // the embedding has no adapter
    }

    [Fact]
    public void A_bfloat16_base_is_rounded_once()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        using var model = TinyDecoder.Make(TinyDecoder.Mistral, ScalarType.BFloat16);
        model.Save(In("base"));
        using var adapters = LoraAdaptersTests.Drawn(model);
        adapters.Save(In("adapter"), null);

        LoraMerger.Merge(In("base"), In("adapter"), In("merged"));

        using var merged = Decoder.Load(In("merged"));
        Assert.Equal(ScalarType.BFloat16, merged.Weights.dtype);
        foreach (var place in adapters.Layout.Places)
        {
            Tensor At(Tensor flat, Region region) => flat.narrow(0, region.Start, region.Count).view(region.Shape);
            var change = At(adapters.Weights, place.B).to(ScalarType.Float64).matmul(At(adapters.Weights, place.A).to(ScalarType.Float64)) * (5.0 / 3);
            var exact = At(model.Weights, place.Target).to(ScalarType.Float64) + change;
            var apart = (At(merged.Weights, place.Target).to(ScalarType.Float64) - exact).abs();
            Assert.True(apart.le((exact.abs() / 256) + 1e-7).all().item<bool>(), place.Name); // half of the last of 8 bits
        }
    }

    [Fact]
    public void Configs_that_ask_for_more_than_plain_adapters_are_refused_by_name()
    {
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        using (var adapters = LoraAdaptersTests.Drawn(model))
            adapters.Save(In("adapter"), null);

        Refused("'use_dora' is true", config => config["use_dora"] = true);
        Refused("'bias' is \"all\"", config => config["bias"] = "all");
        Refused("'rank_pattern' is {\"q_proj\":4}", config => config["rank_pattern"] = new JsonObject { ["q_proj"] = 4 });
        Refused("'peft_type' is 'IA3'", config => config["peft_type"] = "IA3");
        Refused("'r' is missing", config => config.Remove("r"));
        Refused("'target_modules' is \".*q_proj\"", config => config["target_modules"] = ".*q_proj");
        Refused("'embed_tokens' is no projection", config => config["target_modules"] = new JsonArray("embed_tokens"));
        Refused("'base_model.model.model.layers.0.self_attn.k_proj.lora_A.weight' is missing", config => config["target_modules"]!.AsArray().Add("k_proj"));
        Refused("is [3, 32] where [4, 32] is expected", config => config["r"] = 4);
    }

    [Fact]
    public void Adapters_of_another_model_are_not_merged()
    {
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        using (var adapters = LoraAdaptersTests.Drawn(model))
            adapters.Save(In("adapter"), null);
        using var other = TinyDecoder.Make(TinyDecoder.TiedLlama);
        other.Save(In("other"));

        Assert.Contains("where [3, 24] is expected", Assert.Throws<InvalidDataException>(() => LoraMerger.Merge(In("other"), In("adapter"), In("merged"))).Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(In("merged")));
    }

    private void Refused(string said, Action<JsonObject> change)
    {
        var path = Path.Combine(In("adapter"), "adapter_config.json");
        var before = File.ReadAllText(path);
        var config = JsonNode.Parse(before)!.AsObject();
        change(config);
        File.WriteAllText(path, config.ToJsonString());
        using var model = TinyDecoder.Make(TinyDecoder.Mistral);
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => LoraAdapters.Load(In("adapter"), model)).Message, StringComparison.Ordinal);
        File.WriteAllText(path, before);
    }

    private static string Picked(JsonObject config, params string[] names) =>
        new JsonObject(names.Select(name => KeyValuePair.Create(name, config[name]?.DeepClone()))).ToJsonString();

    private string In(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
