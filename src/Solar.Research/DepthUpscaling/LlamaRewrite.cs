using System.Globalization;
using System.Text.Json.Nodes;

namespace Solar.Research.DepthUpscaling;

/// <summary>A Mistral config restated as Llama's, which computes the same within the window.</summary>
/// <remarks>
/// Paper §2: the Llama 2 architecture with Mistral 7B's weights. SOLAR 10.7B's own config says LlamaForCausalLM, no sliding window and
/// 4096 positions: as many as the window that Mistral 7B v0.1 had.
/// </remarks>
public static class LlamaRewrite
{
    /// <summary>The restated config.</summary>
    /// <param name="config">Of model type mistral (or already llama).</param>
    /// <param name="maxPositions">The longest sequence; null for the old one or the old window, whichever is less.</param>
    /// <param name="path">Named in messages.</param>
    /// <exception cref="InvalidDataException">The model is of a type that Llama's code would compute differently.</exception>
    public static JsonObject Of(JsonObject config, int? maxPositions, string path)
    {
        var type = config["model_type"]?.ToString();
        if (type is not ("mistral" or "llama"))
            throw new InvalidDataException($"{path}: model type '{type ?? "none"}' cannot be restated as llama; only mistral can.");

        var restated = config.DeepClone().AsObject();
        restated["architectures"] = new JsonArray("LlamaForCausalLM");
        restated["model_type"] = "llama";
        restated["max_position_embeddings"] = maxPositions ?? Least(Number(config, "max_position_embeddings", path), Number(config, "sliding_window", path), path);
        restated.Remove("sliding_window");
        return restated;
    }

    private static int Least(int? positions, int? window, string path) =>
        (positions, window) switch
        {
            (null, null) => throw new InvalidDataException($"{path}: states no 'max_position_embeddings'; say how many positions the model has."),
            (null, { } only) => only,
            ({ } only, null) => only,
            ({ } one, { } other) => Math.Min(one, other),
        };

    private static int? Number(JsonObject config, string name, string path) =>
        config[name] is not { } value ? null
        : int.TryParse(value.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new InvalidDataException($"{path}: '{name}' is {value.ToJsonString()}, not a whole number.");
}
