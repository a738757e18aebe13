using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Research.DepthUpscaling;

/// <summary>
/// A plan as JSON: <c>{"base_layers": 32, "layers": "0-23,8-31"}</c>, where the layers may also be an array of numbers
/// and of texts (<c>[0, 1, "1*"]</c>), or that array alone.
/// </summary>
public static class DepthPlanJson
{
    /// <summary>The plan as a JSON object.</summary>
    public static JsonObject Write(DepthPlan plan) => new()
    {
        ["base_layers"] = plan.BaseLayers,
        ["layers"] = plan.ToString(),
    };

    /// <exception cref="ArgumentException">This is no plan for a model of that depth.</exception>
    internal static DepthPlan Parse(string json, int baseLayers)
    {
        try
        {
            var node = JsonNode.Parse(json)!;
            if (node is not JsonObject members)
                return Of(node, baseLayers);

            foreach (var (name, _) in members)
            {
                if (name is not ("base_layers" or "layers"))
                    throw new ArgumentException($"A depth plan has no member '{name}'; it has 'base_layers' and 'layers'.");
            }

            if (members["base_layers"] is { } stated && stated.GetValue<int>() != baseLayers)
                throw new ArgumentException($"The plan is for a base of {stated.GetValue<int>()} layers, but the model has {baseLayers}.");
            return Of(members["layers"] ?? throw new ArgumentException("The depth plan has no member 'layers'."), baseLayers);
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new ArgumentException($"The depth plan is not well-formed JSON: {e.Message}", e);
        }
    }

    private static DepthPlan Of(JsonNode layers, int baseLayers) =>
        DepthPlan.Parse(layers is JsonArray items ? string.Join(',', items.Select(Text)) : Text(layers), baseLayers);

    private static string Text(JsonNode? layer) =>
        layer?.GetValueKind() is JsonValueKind.Number or JsonValueKind.String
            ? layer.ToString()
            : throw new ArgumentException($"'{layer?.ToJsonString() ?? "null"}' in the depth plan is neither a number nor a text such as \"0-23\".");
}
