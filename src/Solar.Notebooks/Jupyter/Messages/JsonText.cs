using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>Writing what users made: their texts may hold halves of surrogate pairs, which JSON in UTF-8 cannot.</summary>
internal static class JsonText
{
    /// <summary>The text with every half of a surrogate pair that stands alone replaced.</summary>
    public static string Whole(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                at++;
            else if (char.IsSurrogate(text[at]))
                return Encoding.Unicode.GetString(Encoding.Unicode.GetBytes(text));
        }

        return text;
    }

    public static void WriteText(this Utf8JsonWriter json, string name, string text) => json.WriteString(Whole(name), Whole(text));

    public static void WriteTexts(this Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(Whole(text));
        json.WriteEndArray();
    }

    /// <summary>The members <c>data</c> and <c>metadata</c> of a display.</summary>
    public static void WriteBundle(this Utf8JsonWriter json, MimeBundle bundle)
    {
        json.WriteStartObject("data");
        foreach (var (type, content) in bundle.Data)
        {
            json.WritePropertyName(Whole(type));
            WriteNode(json, content);
        }

        json.WriteEndObject();
        json.WritePropertyName("metadata");
        WriteNode(json, bundle.Metadata ?? []);
    }

    private static void WriteNode(Utf8JsonWriter json, JsonNode? node)
    {
        if (node is JsonValue value && value.TryGetValue<string>(out var text))
            json.WriteStringValue(Whole(text));
        else if (node is null)
            json.WriteNullValue();
        else
            node.WriteTo(json);
    }
}
