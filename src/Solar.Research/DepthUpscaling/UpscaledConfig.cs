using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Solar.Research.DepthUpscaling;

/// <summary>The <c>config.json</c> of an up-scaled model: the layer count follows, and so does everything that is said layer by layer.</summary>
/// <remarks>What is said of single layers in a form that cannot follow the plan is refused by name: a model that runs with it would be another one.</remarks>
public static partial class UpscaledConfig
{
    private static readonly string[] Counts = ["num_hidden_layers", "n_layer", "num_layers", "n_layers"];

    // One item for each layer.
    private static readonly string[] ItemPerLayer =
    [
        "layer_types", "mlp_layer_types", "layers_block_type", "attention_layers", "no_rope_layers", "sliding_window_pattern",
        "moe_layer_freq", "num_query_heads", "num_kv_heads", "num_attention_heads", "num_key_value_heads", "intermediate_size", "ffn_multipliers", "block_configs",
    ];

    // The numbers of some layers.
    private static readonly string[] LayerNumbers = ["mlp_only_layers", "cross_attention_layers", "attn_layer_indices", "global_attn_layers"];

    // Every p-th layer differs: right as it stands when every layer keeps its place within the period.
    private static readonly string[] Periods =
    [
        "sliding_window_pattern", "no_rope_layer_interval", "decoder_sparse_step", "moe_layer_freq", "attn_layer_period", "expert_layer_period",
        "full_attention_interval", "interleave_moe_layer_step", "global_attn_every_n_layers",
    ];

    // The first layers differ.
    private static readonly string[] FirstLayers = ["first_k_dense_replace", "n_dense_layers"];

    // Nothing of these follows a plan.
    private static readonly string[] Immovable = ["attention_types", "scale_attn_by_inverse_layer_idx", "num_kv_shared_layers", "hybrid_layer_pattern", "hybrid_override_pattern"];

    // Lists that may happen to be as long as the model is deep.
    private static readonly string[] NotPerLayer = ["architectures", "eos_token_id", "bos_token_id", "pad_token_id", "suppress_tokens", "begin_suppress_tokens", "keys_to_ignore_at_inference"];

    /// <summary>The base model's config, rewritten for the plan.</summary>
    /// <exception cref="InvalidDataException">The config contradicts the plan or says something of single layers that cannot follow it.</exception>
    public static JsonObject Of(JsonObject baseConfig, DepthPlan plan, string path)
    {
        var config = baseConfig.DeepClone().AsObject();
        var counted = Counts.Where(config.ContainsKey).ToList();
        if (counted.Count == 0)
            throw new InvalidDataException($"{path}: states no layer count; one of {string.Join(", ", Counts)} is expected.");
        foreach (var name in counted)
        {
            if (Whole(config[name]) != plan.BaseLayers)
                throw new InvalidDataException($"{path}: '{name}' is {config[name]?.ToJsonString() ?? "null"}, but the tensors make {plan.BaseLayers} layers.");
            config[name] = plan.ScaledLayers;
        }

        foreach (var (name, value) in config.ToArray())
        {
            if (value is not null && !counted.Contains(name))
                Follow(config, name, value, plan, path);
        }

        return config;
    }

    private static void Follow(JsonObject config, string name, JsonNode value, DepthPlan plan, string path)
    {
        if (LayerNumbers.Contains(name) && value is JsonArray numbers)
            config[name] = Renumbered(numbers, plan, name, path);
        else if (value is JsonArray items && items.Count == plan.BaseLayers && ItemPerLayer.Contains(name))
            config[name] = new JsonArray(plan.Sources.Select(source => items[source]?.DeepClone()).ToArray());
        else if (value is JsonArray list && list.Count == plan.BaseLayers && list.Count > 1 && !NotPerLayer.Contains(name))
            throw Refusal(path, name, value, "it has as many items as the model has layers, and what they mean is not known");
        else if (ItemPerLayer.Contains(name) && value is JsonArray)
            throw Refusal(path, name, value, $"it should have {plan.BaseLayers} items, one for each layer");
        else if (Periods.Contains(name) && Whole(value) is { } period && !KeepsPlaceWithin(plan, period))
            throw Refusal(path, name, value, $"with this plan a layer leaves its place within a period of {period}");
        else if (FirstLayers.Contains(name) && Whole(value) is { } first)
            config[name] = LeadingLayers(plan, first, name, value, path);
        else if (name == "max_window_layers" && WindowInUse(config))
            throw Refusal(path, name, value, "it makes layers differ by their number; state 'layer_types' instead");
        else if (Immovable.Contains(name) && value.GetValueKind() is not (JsonValueKind.False or JsonValueKind.Null) && Whole(value) != 0)
            throw Refusal(path, name, value, "it makes layers differ by their number");
        else if (NamesALayer().Match(value.ToJsonString()) is { Success: true } match)
            throw Refusal(path, name, value, $"it speaks of '{match.Value}' by number");
    }

    private static JsonArray Renumbered(JsonArray numbers, DepthPlan plan, string name, string path)
    {
        var named = numbers.Select(number => Whole(number) ?? throw Refusal(path, name, numbers, "its items should be layer numbers")).ToHashSet();
        return new(plan.Layers.Select((layer, i) => (layer.Source, i)).Where(pair => named.Contains(pair.Source)).Select(pair => (JsonNode?)pair.i).ToArray());
    }

    private static int LeadingLayers(DepthPlan plan, long first, string name, JsonNode value, string path)
    {
        var leading = plan.Sources.TakeWhile(source => source < first).Count();
        return plan.Sources.Skip(leading).Any(source => source < first)
            ? throw Refusal(path, name, value, $"with this plan layers from the first {first} come again later")
            : leading;
    }

    private static bool KeepsPlaceWithin(DepthPlan plan, long period) =>
        period is 0 or 1 || (period > 1 && plan.Layers.Select((layer, i) => (layer.Source - i) % period == 0).All(kept => kept));

    private static bool WindowInUse(JsonObject config) =>
        config["use_sliding_window"]?.GetValueKind() is JsonValueKind.True && config["layer_types"] is null;

    private static long? Whole(JsonNode? value) =>
        value is JsonValue number && number.GetValueKind() == JsonValueKind.Number
        && long.TryParse(number.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole : null;

    private static InvalidDataException Refusal(string path, string name, JsonNode value, string why)
    {
        var text = value.ToJsonString();
        return new($"{path}: '{name}' ({(text.Length > 80 ? text[..80] + "…" : text)}) cannot follow the depth plan: {why}.");
    }

    [GeneratedRegex(@"\b(layers|h|blocks)\.[0-9]+\b", RegexOptions.CultureInvariant)]
    private static partial Regex NamesALayer();
}
