using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Solar.Research.Model;

/// <summary>Reads and writes <c>rope_scaling</c>, whose kind stands in <c>rope_type</c> (older files: <c>type</c>).</summary>
internal sealed class RopeScalingJson : JsonConverter<RopeScaling>
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        IgnoreReadOnlyProperties = true,
    };

    public override RopeScaling? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (JsonNode.Parse(ref reader) is not JsonObject members)
            throw new JsonException("'rope_scaling' in config.json is an object with a 'rope_type'.");

        members.Remove("type", out var type);
        if (members.Remove("rope_type", out var newer))
            type = newer;
        return type?.ToString() switch
        {
            "default" when members.Count == 0 => null,
            "linear" => members.Deserialize<LinearRopeScaling>(Strict),
            "dynamic" => members.Deserialize<DynamicRopeScaling>(Strict),
            "llama3" => members.Deserialize<Llama3RopeScaling>(Strict),
            var other => throw new JsonException($"'rope_scaling' of the kind '{other}' is not implemented; default, linear, dynamic and llama3 are."),
        };
    }

    public override void Write(Utf8JsonWriter writer, RopeScaling value, JsonSerializerOptions options)
    {
        var (type, node) = value switch
        {
            LinearRopeScaling linear => ("linear", JsonSerializer.SerializeToNode(linear, Strict)!),
            DynamicRopeScaling dynamic => ("dynamic", JsonSerializer.SerializeToNode(dynamic, Strict)!),
            Llama3RopeScaling llama3 => ("llama3", JsonSerializer.SerializeToNode(llama3, Strict)!),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var members = node.AsObject();
        members["rope_type"] = type;
        if (type != "llama3")
            members["type"] = type; // what transformers before 4.43 asks for
        members.WriteTo(writer, options);
    }
}
