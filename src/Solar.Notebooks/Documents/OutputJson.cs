using System.Text.Json.Nodes;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Documents;

/// <summary>Outputs as nbformat writes them: text in lists of lines, images as one string, JSON as it is.</summary>
internal static class OutputJson
{
    public static CellOutput Read(JsonObject output) => Type(output) switch
    {
        "stream" => new StreamOutput(Text(output["name"]), Text(output["text"])),
        "display_data" => new DisplayOutput(Bundle(output)),
        "execute_result" => new ResultOutput(Bundle(output), Count(output["execution_count"])),
        "error" => new ErrorOutput(
            Text(output["ename"]),
            Text(output["evalue"]),
            [.. (output["traceback"] as JsonArray ?? []).Select(Text)]),
        _ => new UnknownOutput(output),
    };

    public static JsonObject Write(CellOutput output) => output switch
    {
        StreamOutput stream => new() { ["name"] = stream.Name, ["output_type"] = "stream", ["text"] = Lines(stream.Text) },
        DisplayOutput shown => Write("display_data", shown.Bundle),
        ResultOutput result => WithCount(Write("execute_result", result.Bundle), result.ExecutionCount),
        ErrorOutput error => new()
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["output_type"] = "error",
            ["traceback"] = new JsonArray([.. error.Traceback.Select(l => (JsonNode)l)]),
        },
        UnknownOutput unknown => unknown.Content.DeepClone().AsObject(),
        _ => throw new System.Diagnostics.UnreachableException(output.GetType().Name),
    };

    /// <summary>A text as a list of lines, ends included, split where Python splits.</summary>
    public static JsonArray Lines(string text) => new([.. TextLines.Of(text).Select(l => (JsonNode)l)]);

    /// <summary>A text that is a string or a list of lines; other values as JSON.</summary>
    public static string Text(JsonNode? node) => node switch
    {
        null => "",
        JsonArray lines => string.Concat(lines.Select(Text)),
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        _ => node.ToJsonString(),
    };

    /// <summary>A bundle's data: texts joined, JSON left alone.</summary>
    public static Dictionary<string, JsonNode?> BundleData(JsonObject data)
    {
        var read = new Dictionary<string, JsonNode?>();
        foreach (var (mimeType, content) in data)
            read[mimeType] = IsJson(mimeType) || !IsLines(content) ? content?.DeepClone() : Text(content);
        return read;
    }

    /// <summary>Whether a MIME type's content is JSON and not text.</summary>
    public static bool IsJson(string mimeType) =>
        mimeType == "application/json"
        || (mimeType.StartsWith("application/", StringComparison.Ordinal) && mimeType.EndsWith("+json", StringComparison.Ordinal));

    private static string Type(JsonObject output) => output["output_type"] is JsonValue type && type.TryGetValue<string>(out var name) ? name : "";

    private static int? Count(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var count) ? count : null;

    private static bool IsLines(JsonNode? node) => node is JsonArray lines && lines.All(l => l is JsonValue v && v.TryGetValue<string>(out _));

    private static MimeBundle Bundle(JsonObject output) => new(
        BundleData(output["data"] as JsonObject ?? []),
        output["metadata"] is JsonObject { Count: > 0 } metadata ? metadata.DeepClone().AsObject() : null);

    private static JsonObject Write(string type, MimeBundle bundle)
    {
        var data = new JsonObject();
        foreach (var (mimeType, content) in bundle.Data)
            data[mimeType] = IsSplit(mimeType) && content is JsonValue value && value.TryGetValue<string>(out var text) ? Lines(text) : content?.DeepClone();
        return new() { ["data"] = data, ["metadata"] = bundle.Metadata?.DeepClone() ?? new JsonObject(), ["output_type"] = type };
    }

    private static bool IsSplit(string mimeType) =>
        mimeType.StartsWith("text/", StringComparison.Ordinal) || mimeType is "application/javascript" or "image/svg+xml";

    private static JsonObject WithCount(JsonObject output, int? count)
    {
        output.Insert(1, "execution_count", count);
        return output;
    }
}
