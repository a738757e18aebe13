using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Solar.Research.Tuning;

/// <summary>Recipes as JSON: every member is written, unless it says itself that its default is not, and a member that the recipe does not have is refused.</summary>
public static class RecipeJson
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The recipe as indented JSON with a line break at its end.</summary>
    public static string Write<T>(T recipe)
        where T : class => JsonSerializer.Serialize(recipe, Strict) + "\n";

    /// <summary>The recipe as a JSON object.</summary>
    public static JsonObject ToNode<T>(T recipe)
        where T : class => JsonSerializer.SerializeToNode(recipe, Strict)!.AsObject();

    /// <exception cref="InvalidDataException">A member is missing, unknown, repeated or of the wrong kind; the message names it.</exception>
    public static T Read<T>(string json, string source = "The recipe")
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw new InvalidDataException($"{source} is null, not an object.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{source}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Reads a recipe file.</summary>
    /// <exception cref="InvalidDataException">As <see cref="Read"/>; the message starts with the path.</exception>
    public static T Load<T>(string path)
        where T : class => Read<T>(File.ReadAllText(path), path);

    /// <summary>What a recipe file is for: its member "kind", if it has one.</summary>
    /// <exception cref="InvalidDataException">It is not a JSON object.</exception>
    public static string? KindOf(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) is JsonObject recipe
                ? recipe["kind"]?.GetValue<string>()
                : throw new InvalidDataException($"{path}: a recipe is a JSON object.");
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Writes a recipe file aside and renames it into place.</summary>
    public static void Save<T>(T recipe, string path)
        where T : class
    {
        var aside = path + ".partial";
        File.WriteAllText(aside, Write(recipe));
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Where two JSON objects first differ, member by member.</summary>
    /// <returns>Nothing when they are equal; else the member's dotted name and what stands there on each side.</returns>
    internal static (string Member, string Before, string Now)? FirstDifference(JsonObject before, JsonObject now, string prefix = "")
    {
        foreach (var name in before.Select(member => member.Key).Union(now.Select(member => member.Key)))
        {
            var (a, b) = (before[name], now[name]);
            if (a is JsonObject left && b is JsonObject right)
            {
                if (FirstDifference(left, right, $"{prefix}{name}.") is { } inside)
                    return inside;
            }
            else if (!JsonNode.DeepEquals(a, b))
            {
                return ($"{prefix}{name}", a?.ToJsonString() ?? "null", b?.ToJsonString() ?? "null");
            }
        }

        return null;
    }
}
