using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Solar.Research.Model;

/// <summary>The strict reading and the writing of <c>config.json</c>.</summary>
internal static class DecoderConfigJson
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new RopeScalingJson() },
    };

    // Members that change nothing we compute. Any other unknown member describes a model
    // that we do not implement, and running it anyway would give plausible, wrong numbers.
    private static readonly string[] Harmless =
    [
        "architectures", "torch_dtype", "dtype", "transformers_version", "use_cache", "initializer_range",
        "pretraining_tp", "pad_token_id", "unk_token_id", "_name_or_path",
    ];

    // Members that change nothing as long as they say this.
    private static readonly Dictionary<string, string> HarmlessAt = new()
    {
        ["hidden_act"] = "\"silu\"",
        ["attention_bias"] = "false",
        ["mlp_bias"] = "false",
        ["attention_dropout"] = "0",
    };

    public static DecoderConfig Read(JsonObject config)
    {
        var members = (JsonObject)config.DeepClone();
        foreach (var (name, value) in members.ToArray())
        {
            if (HarmlessAt.TryGetValue(name, out var harmless) && value is not null)
            {
                if (!JsonNode.DeepEquals(value, JsonNode.Parse(harmless)))
                    throw new JsonException($"config.json has '{name}': {value.ToJsonString()}, but only {harmless} is implemented.");
                members.Remove(name);
            }
            else if (value is null || Harmless.Contains(name))
            {
                members.Remove(name);
            }
        }

        if (members["model_type"] is null)
            throw new JsonException("config.json has no 'model_type'; llama and mistral are implemented.");
        if (members["model_type"]!.ToString() == "mistral")
            SayMistralDefaults(config, members);
        var further = TakeFurtherEos(members);
        OpenRopeParameters(members);
        return members.Deserialize<DecoderConfig>(Strict)! with { FurtherEosTokenIds = further };
    }

    public static JsonObject Write(DecoderConfig config)
    {
        var members = JsonSerializer.SerializeToNode(config, Strict)!.AsObject();
        members.Insert(0, "architectures", new JsonArray(config.ModelType == "mistral" ? "MistralForCausalLM" : "LlamaForCausalLM"));
        members["hidden_act"] = "silu";
        if (config.ModelType == "llama")
            (members["attention_bias"], members["mlp_bias"]) = (false, false);
        else if (config.SlidingWindow is null)
            members["sliding_window"] = null; // left out, Hugging Face's Mistral would take 4096
        if (config.HeadDim * config.NumAttentionHeads == config.HiddenSize)
            members.Remove("head_dim");
        if (config.FurtherEosTokenIds.Count > 0)
            members["eos_token_id"] = new JsonArray([.. config.FurtherEosTokenIds.Prepend(config.EosTokenId!.Value).Select(id => (JsonNode)id)]);
        return members;
    }

    // What a Mistral config leaves out is not what a Llama config leaves out.
    private static void SayMistralDefaults(JsonObject config, JsonObject members)
    {
        if (!config.ContainsKey("sliding_window"))
            members["sliding_window"] = 4096;
        if (members["num_key_value_heads"] is null)
            members["num_key_value_heads"] = 8;
    }

    // Llama 3 lists several ids that end a text.
    private static int[] TakeFurtherEos(JsonObject members)
    {
        if (members["eos_token_id"] is not JsonArray { Count: > 0 } ids)
            return [];
        var all = ids.Deserialize<int[]>()!;
        members["eos_token_id"] = all[0];
        return all[1..];
    }

    // Since transformers 5 the rotary members stand together in one object.
    private static void OpenRopeParameters(JsonObject members)
    {
        if (members["rope_parameters"] is not JsonObject together)
            return;
        members.Remove("rope_parameters");
        if (together.Remove("rope_theta", out var theta))
            members["rope_theta"] = theta;
        members["rope_scaling"] = together;
    }
}
