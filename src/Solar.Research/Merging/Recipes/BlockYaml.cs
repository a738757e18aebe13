using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Research.Merging.Recipes;

/// <summary>JSON laid out as YAML: members and lists of objects in blocks, lists of numbers in a line.</summary>
internal static class BlockYaml
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(JsonObject json)
    {
        var text = new StringBuilder();
        Members(text, json, 0, firstInLine: false);
        return text.ToString();
    }

    private static void Members(StringBuilder text, JsonObject json, int depth, bool firstInLine)
    {
        foreach (var (name, value) in json)
        {
            if (!firstInLine)
                text.Append(' ', 2 * depth);
            firstInLine = false;
            text.Append(name).Append(':');
            switch (value)
            {
                case JsonObject members:
                    text.Append('\n');
                    Members(text, members, depth + 1, firstInLine: false);
                    break;
                case JsonArray items when items.Any(item => item is JsonObject):
                    text.Append('\n');
                    foreach (var item in items)
                    {
                        text.Append(' ', 2 * (depth + 1)).Append("- ");
                        Members(text, item!.AsObject(), depth + 2, firstInLine: true);
                    }

                    break;
                case JsonArray items:
                    text.Append(" [").AppendJoin(", ", items.Select(Scalar)).Append("]\n");
                    break;
                default:
                    text.Append(' ').Append(Scalar(value)).Append('\n');
                    break;
            }
        }
    }

    // A JSON string is a YAML string. PyYAML takes 1E-05 for a text, and 1.0E-05 for a number.
    private static string Scalar(JsonNode? value)
    {
        var text = value?.ToJsonString(Plain) ?? "null";
        var exponent = value?.GetValueKind() == JsonValueKind.Number ? text.IndexOf('E', StringComparison.OrdinalIgnoreCase) : -1;
        return exponent > 0 && !text.Contains('.', StringComparison.Ordinal) ? text.Insert(exponent, ".0") : text;
    }
}
