using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Solar.Notebooks.Documents.Json;

/// <summary>What a piece of JSON is.</summary>
internal enum JsonPieceKind
{
    Object,
    Array,
    String,
    Number,
    Word,
}

/// <summary>A member of an object, and where its name begins.</summary>
internal readonly record struct JsonMember(string Name, int NameStart, JsonPiece Value);

/// <summary>A value and the place where it stands in its text, so that everything around it can stay as it is.</summary>
/// <param name="text">The whole text.</param>
/// <param name="kind">What it is.</param>
/// <param name="start">Its first character.</param>
/// <param name="end">The place behind its last.</param>
internal sealed class JsonPiece(string text, JsonPieceKind kind, int start, int end)
{
    public JsonPieceKind Kind => kind;

    public int Start => start;

    public int End => end;

    /// <summary>The members of an object, in their order.</summary>
    public IReadOnlyList<JsonMember> Members { get; init; } = [];

    /// <summary>The items of an array.</summary>
    public IReadOnlyList<JsonPiece> Items { get; init; } = [];

    /// <summary>As written.</summary>
    public string Raw => text[start..end];

    /// <summary>The member of a name; the last one where there are several, as Python reads it.</summary>
    public JsonPiece? this[string name]
    {
        get
        {
            for (var i = Members.Count - 1; i >= 0; i--)
            {
                if (Members[i].Name == name)
                    return Members[i].Value;
            }

            return null;
        }
    }

    public bool IsNull => kind == JsonPieceKind.Word && text.AsSpan(start, end - start).SequenceEqual("null");

    /// <summary>The characters of a string, escapes undone; half surrogate pairs stay halves.</summary>
    public string Decoded()
    {
        var body = text.AsSpan(start + 1, end - start - 2);
        if (!body.Contains('\\'))
            return body.ToString();
        var decoded = new StringBuilder(body.Length);
        for (var i = 0; i < body.Length; i++)
        {
            if (body[i] != '\\')
            {
                decoded.Append(body[i]);
                continue;
            }

            i++;
            switch (body[i])
            {
                case 'n': decoded.Append('\n'); break;
                case 'r': decoded.Append('\r'); break;
                case 't': decoded.Append('\t'); break;
                case 'b': decoded.Append('\b'); break;
                case 'f': decoded.Append('\f'); break;
                case 'u':
                    decoded.Append((char)ushort.Parse(body.Slice(i + 1, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                    i += 4;
                    break;
                default: decoded.Append(body[i]); break;
            }
        }

        return decoded.ToString();
    }

    /// <summary>A copy as nodes. Numbers keep the form they were written in; NaN and the infinities, which Python writes, become doubles.</summary>
    public JsonNode? ToNode()
    {
        switch (kind)
        {
            case JsonPieceKind.Object:
                var made = new JsonObject();
                foreach (var member in Members)
                    made[member.Name] = member.Value.ToNode();
                return made;
            case JsonPieceKind.Array:
                return new JsonArray([.. Items.Select(i => i.ToNode())]);
            case JsonPieceKind.String:
                return JsonValue.Create(Decoded());
            case JsonPieceKind.Number:
                return JsonNode.Parse(Raw);
            default:
                return Raw switch
                {
                    "true" => JsonValue.Create(true),
                    "false" => JsonValue.Create(false),
                    "NaN" => JsonValue.Create(double.NaN),
                    "Infinity" => JsonValue.Create(double.PositiveInfinity),
                    "-Infinity" => JsonValue.Create(double.NegativeInfinity),
                    _ => null,
                };
        }
    }
}
