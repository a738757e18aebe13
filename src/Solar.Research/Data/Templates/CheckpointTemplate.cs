using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Research.Data.Templates;

/// <summary>A chat template as a checkpoint folder keeps it.</summary>
internal sealed record CheckpointTemplate(string Source, string Bos, string Eos, string Path)
{
    public const string OwnFile = "chat_template.jinja";
    public const string Config = "tokenizer_config.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static CheckpointTemplate? Find(string folder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        string path = System.IO.Path.Combine(folder, Config);
        var config = File.Exists(path) ? Read(path) : [];
        string own = System.IO.Path.Combine(folder, OwnFile);
        if (File.Exists(own))
            return new(File.ReadAllText(own), Special(config, "bos_token", path), Special(config, "eos_token", path), own);
        return SourceIn(config["chat_template"], path) is { } source
            ? new(source, Special(config, "bos_token", path), Special(config, "eos_token", path), path)
            : null;
    }

    public static void Write(string folder, string source)
    {
        string path = System.IO.Path.Combine(folder, Config);
        var config = File.Exists(path) ? Read(path) : [];
        config["chat_template"] = source;
        File.WriteAllText(path + ".part", config.ToJsonString(Readable) + "\n");
        File.Move(path + ".part", path, overwrite: true);
        File.Delete(System.IO.Path.Combine(folder, OwnFile)); // it would be read before the one just written
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject ?? throw new InvalidDataException($"{path}: must hold a JSON object.");
        }
        catch (JsonException problem)
        {
            throw new InvalidDataException($"{path}: is not valid JSON: {problem.Message}", problem);
        }
    }

    // One template, or a list of named ones, of which "default" is the one for conversations.
    private static string? SourceIn(JsonNode? node, string path) => node switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonArray named when named.OfType<JsonObject>().FirstOrDefault(entry => Text(entry["name"]) == "default") is { } entry && Text(entry["template"]) is { } text => text,
        _ => throw new InvalidDataException($"{path}: its chat_template is neither a text nor a list with one named 'default'."),
    };

    private static string Special(JsonObject config, string name, string path) => config[name] switch
    {
        null => "",
        JsonObject token when Text(token["content"]) is { } content => content,
        var value when Text(value) is { } text => text,
        _ => throw new InvalidDataException($"{path}: its {name} is neither a text nor an object with one."),
    };

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}
