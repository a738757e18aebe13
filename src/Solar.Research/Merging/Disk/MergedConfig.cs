using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Merging.Disk;

/// <summary>The <c>config.json</c> of the merged model: the donor's, with the depth, the type and the vocabulary that came out.</summary>
internal static class MergedConfig
{
    // Where these differ, rows of the same place mean different things.
    private static readonly string[] MustAgree = ["num_attention_heads", "num_key_value_heads", "head_dim", "n_head"];

    // Where these differ, the models computed with their weights in different ways.
    private static readonly string[] ShouldAgree =
        ["model_type", "rope_theta", "rope_scaling", "rms_norm_eps", "layer_norm_epsilon", "hidden_act", "activation_function", "tie_word_embeddings", "sliding_window"];

    private static readonly string[] Counts = ["num_hidden_layers", "n_layer", "num_layers", "n_layers"];

    /// <param name="recipe">Validated.</param>
    /// <param name="models">By name.</param>
    /// <param name="croppedRows">The vocabulary, where it was cropped.</param>
    /// <exception cref="InvalidDataException">The config says something of single layers that cannot follow the slices.</exception>
    public static JsonObject Of(MergeRecipe recipe, IReadOnlyDictionary<string, PlannedModel> models, long? croppedRows)
    {
        var donor = models[recipe.Donor];
        var config = donor.Checkpoint.Config.DeepClone().AsObject();
        if (!recipe.IsOfWholeModels)
            config = WithLayers(recipe, models, config);
        if ((recipe.OutType ?? recipe.Type) is { } type)
            config[config.ContainsKey("dtype") ? "dtype" : "torch_dtype"] = MergekitConfig.NameOf(type);
        if (croppedRows is { } rows)
            config["vocab_size"] = rows;
        return config;
    }

    /// <summary>What the models' configs say differently, one line each.</summary>
    /// <exception cref="InvalidDataException">They differ in how attention is cut into heads.</exception>
    public static IReadOnlyList<string> Differences(MergeRecipe recipe, IReadOnlyDictionary<string, PlannedModel> models)
    {
        var lines = new List<string>();
        foreach (var other in recipe.Models.Skip(1))
        {
            foreach (var name in MustAgree.Concat(ShouldAgree))
            {
                var (a, b) = (models[recipe.Donor].Checkpoint.Config[name], models[other].Checkpoint.Config[name]);
                if (JsonNode.DeepEquals(a, b))
                    continue;
                var line = $"'{name}' is {Text(a)} in {recipe.Donor} and {Text(b)} in {other}";
                if (MustAgree.Contains(name) && a is not null && b is not null)
                    throw new InvalidDataException($"The models do not fit each other: {line}; their weights do not mean the same.");
                lines.Add(line);
            }
        }

        return lines;
    }

    private static JsonObject WithLayers(MergeRecipe recipe, IReadOnlyDictionary<string, PlannedModel> models, JsonObject config)
    {
        // Each layer stands where it stood in the donor, if it is of the donor, and else where it stood in the first of its models.
        var sources = recipe.Slices
            .Select(slice => (slice.Sources.FirstOrDefault(source => source.Model == recipe.Donor) ?? slice.Sources[0]).Layers!.Value)
            .SelectMany(range => Enumerable.Range(range.Start, range.Count))
            .ToList();
        var depth = Math.Max(models[recipe.Donor].LayerCount, sources.Max() + 1);
        foreach (var name in Counts.Where(config.ContainsKey))
            config[name] = depth;
        return UpscaledConfig.Of(config, DepthPlan.Of(depth, sources), Path.Combine(models[recipe.Donor].Checkpoint.Folder, Checkpoint.ConfigFileName));
    }

    private static string Text(JsonNode? value) => value?.ToJsonString() ?? "not stated";
}
