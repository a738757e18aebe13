using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints;

/// <summary>The small JSON files of a checkpoint folder.</summary>
internal static class JsonFile
{
    private const long MaxBytes = 256L << 20;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <exception cref="InvalidDataException">Not one JSON object, a member twice, or too large to be meant.</exception>
    public static JsonObject Read(string path)
    {
        if (!File.Exists(path))
            throw new InvalidDataException($"{path}: no such file; a checkpoint folder needs it.");
        var length = new FileInfo(path).Length;
        if (length > MaxBytes)
            throw new InvalidDataException($"{path}: {length} bytes are too many for this file; at most {MaxBytes} are read.");
        try
        {
            var node = JsonNode.Parse(File.ReadAllBytes(path), documentOptions: new() { AllowDuplicateProperties = false });
            ReadEveryString(node);
            return node as JsonObject ?? throw new InvalidDataException($"{path}: must hold a JSON object.");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InvalidDataException($"{path}: is not valid JSON: {error.Message}", error);
        }
    }

    public static void Write(string path, JsonObject content) => File.WriteAllText(path, content.ToJsonString(Indented) + "\n");

    // Nodes are read when they are looked at; half a surrogate pair should be found here and not there.
    private static void ReadEveryString(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (_, value) in members)
                    ReadEveryString(value);
                break;
            case JsonArray items:
                foreach (var item in items)
                    ReadEveryString(item);
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                value.GetValue<string>();
                break;
        }
    }
}
