using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

/// <summary>Small random checkpoints with the names of real architectures; sizes are odd and unequal, so that a swap shows.</summary>
internal static class TinyCheckpoints
{
    public static IReadOnlyList<TensorEntry> MistralTensors(int layers, StoredType type = StoredType.BF16, bool tied = false)
    {
        const int H = 24, KV = 8, F = 40, V = 51;
        List<TensorEntry> tensors = [new("model.embed_tokens.weight", type, [V, H])];
        if (!tied)
            tensors.Insert(0, new("lm_head.weight", type, [V, H]));
        for (var i = 0; i < layers; i++)
        {
            var layer = FormattableString.Invariant($"model.layers.{i}.");
            tensors.AddRange(
            [
                new(layer + "input_layernorm.weight", type, [H]),
                new(layer + "mlp.down_proj.weight", type, [H, F]),
                new(layer + "mlp.gate_proj.weight", type, [F, H]),
                new(layer + "mlp.up_proj.weight", type, [F, H]),
                new(layer + "post_attention_layernorm.weight", type, [H]),
                new(layer + "self_attn.k_proj.weight", type, [KV, H]),
                new(layer + "self_attn.o_proj.weight", type, [H, H]),
                new(layer + "self_attn.q_proj.weight", type, [H, H]),
                new(layer + "self_attn.v_proj.weight", type, [KV, H]),
            ]);
        }

        tensors.Add(new("model.norm.weight", type, [H]));
        return tensors;
    }

    public static JsonObject MistralConfig(int layers) => JsonNode.Parse($$"""
        {
          "architectures": ["MistralForCausalLM"], "model_type": "mistral", "hidden_size": 24, "intermediate_size": 40,
          "num_hidden_layers": {{layers}}, "num_attention_heads": 3, "num_key_value_heads": 1, "vocab_size": 51,
          "max_position_embeddings": 32768, "sliding_window": 4096, "rms_norm_eps": 1e-05, "rope_theta": 10000.0,
          "bos_token_id": 1, "eos_token_id": 2, "tie_word_embeddings": false, "torch_dtype": "bfloat16"
        }
        """)!.AsObject();

    public static string Mistral(string folder, int layers, StoredType type = StoredType.BF16, long maxShardBytes = 5_000_000_000, bool tied = false)
    {
        RandomCheckpoint.Create(folder, MistralConfig(layers), MistralTensors(layers, type, tied), seed: 1, options: new() { MaxShardBytes = maxShardBytes });
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), "{}");
        File.WriteAllText(Path.Combine(folder, "generation_config.json"), """{"eos_token_id": 2}""");
        File.WriteAllText(Path.Combine(folder, "README.md"), "a model card");
        return folder;
    }

    public static string Gpt2(string folder, int layers)
    {
        List<TensorEntry> tensors = [new("wte.weight", StoredType.F32, [51, 12]), new("wpe.weight", StoredType.F32, [20, 12])];
        for (var i = 0; i < layers; i++)
        {
            var layer = FormattableString.Invariant($"h.{i}.");
            tensors.AddRange(
            [
                new(layer + "ln_1.weight", StoredType.F32, [12]),
                new(layer + "attn.bias", StoredType.U8, [1, 1, 20, 20]),
                new(layer + "attn.c_attn.weight", StoredType.F16, [12, 36]),
                new(layer + "attn.c_proj.weight", StoredType.F16, [12, 12]),
                new(layer + "attn.c_proj.bias", StoredType.F32, [12]),
                new(layer + "mlp.c_fc.weight", StoredType.F16, [12, 48]),
                new(layer + "mlp.c_proj.weight", StoredType.F16, [48, 12]),
            ]);
        }

        var config = JsonNode.Parse($$"""{"model_type": "gpt2", "architectures": ["GPT2LMHeadModel"], "n_layer": {{layers}}, "n_embd": 12}""")!.AsObject();
        Write(folder, config, tensors);
        return folder;
    }

    /// <summary>Any types: bytes that are different everywhere.</summary>
    public static void Write(string folder, JsonObject config, IReadOnlyList<TensorEntry> tensors, CheckpointWriterOptions? options = null)
    {
        var random = new Random(7);
        using var writer = CheckpointWriter.Create(folder, config, tensors, options);
        foreach (var tensor in tensors)
        {
            var bytes = new byte[tensor.ByteCount];
            random.NextBytes(bytes);
            writer.Write(tensor.Name, bytes);
        }

        writer.Complete();
    }

    /// <summary>Every file of a folder and its bytes.</summary>
    public static SortedDictionary<string, string> Contents(string folder) => new(
        Directory.EnumerateFiles(folder).ToDictionary(file => Path.GetFileName(file), file => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file)))),
        StringComparer.Ordinal);

    public static byte[] BytesOf(Checkpoint checkpoint, string name)
    {
        var bytes = new byte[checkpoint.Tensors[name].ByteCount];
        checkpoint.Read(name, 0, bytes);
        return bytes;
    }
}
