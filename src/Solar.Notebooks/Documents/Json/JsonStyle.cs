using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Solar.Notebooks.Documents.Json;

/// <summary>How a JSON text is laid out, so that what is added to it looks like the rest.</summary>
/// <param name="Indent">One step of indentation; none: everything on one line.</param>
/// <param name="NewLine">Between lines.</param>
/// <param name="Colon">Between a name and its value.</param>
/// <param name="Comma">Between items on one line.</param>
/// <param name="Ascii">Characters beyond ASCII are written as escapes.</param>
/// <param name="Sorted">Members are in the order of their names.</param>
internal sealed partial record JsonStyle(string? Indent, string NewLine, string Colon, string Comma, bool Ascii, bool Sorted)
{
    /// <summary>As Jupyter writes notebooks: steps of one space, members sorted, every character as it is.</summary>
    public static JsonStyle Jupyter { get; } = new(" ", "\n", ": ", ", ", Ascii: false, Sorted: true);

    /// <summary>One line without spaces, members sorted: equal values give equal texts.</summary>
    public static JsonStyle Canonical { get; } = new(null, "\n", ":", ",", Ascii: false, Sorted: true);

    /// <summary>The layout of a text, from its first object and the order of all members of its outer two levels.</summary>
    public static JsonStyle Of(string text, JsonPiece root)
    {
        if (root.Members.Count == 0)
            return Jupyter;
        var lead = text[(root.Start + 1)..root.Members[0].NameStart];
        var lastBreak = lead.LastIndexOf('\n');
        var betweenNameAndValue = text[..root.Members[0].Value.Start];
        var colon = betweenNameAndValue[betweenNameAndValue.LastIndexOf(':')..];
        var ascii = !text.AsSpan(text.StartsWith('\uFEFF') ? 1 : 0).ContainsAnyExceptInRange('\0', '\u007f')
            && EscapeBeyondAscii().IsMatch(text);
        return new(
            Indent: lastBreak < 0 ? null : lead[(lastBreak + 1)..],
            NewLine: lead.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n",
            Colon: colon,
            Comma: colon == ":" ? "," : ", ",
            Ascii: ascii,
            Sorted: IsSorted(root) && (root["cells"]?.Items.All(IsSorted) ?? true));
    }

    /// <summary>A value as text.</summary>
    /// <param name="node">The value.</param>
    /// <param name="level">How many steps its own lines are indented already.</param>
    public string Write(JsonNode? node, int level)
    {
        var written = new StringBuilder();
        Append(written, node, level);
        return written.ToString();
    }

    /// <summary>A string with its quotes and escapes.</summary>
    public string Quote(string value)
    {
        var written = new StringBuilder(value.Length + 2);
        AppendString(written, value);
        return written.ToString();
    }

    /// <summary>What stands before an item of a container whose items are indented so many steps.</summary>
    public string Break(int level) => Indent is null ? "" : NewLine + string.Concat(Enumerable.Repeat(Indent, level));

    /// <summary>What stands between two items of such a container.</summary>
    public string Between(int level) => Indent is null ? Comma : "," + Break(level);

    private void Append(StringBuilder written, JsonNode? node, int level)
    {
        switch (node)
        {
            case null:
                written.Append("null");
                break;
            case JsonObject { Count: 0 }:
                written.Append("{}");
                break;
            case JsonArray { Count: 0 }:
                written.Append("[]");
                break;
            case JsonObject members:
                var first = true;
                foreach (var (name, value) in Sorted ? members.OrderBy(m => m.Key, StringComparer.Ordinal) : members.AsEnumerable())
                {
                    written.Append(first ? "{" + Break(level + 1) : Between(level + 1));
                    first = false;
                    AppendString(written, name);
                    written.Append(Colon);
                    Append(written, value, level + 1);
                }

                written.Append(Break(level)).Append('}');
                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    written.Append(i == 0 ? "[" + Break(level + 1) : Between(level + 1));
                    Append(written, items[i], level + 1);
                }

                written.Append(Break(level)).Append(']');
                break;
            case JsonValue value:
                AppendValue(written, value);
                break;
        }
    }

    private void AppendValue(StringBuilder written, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String when value.TryGetValue<string>(out var text):
                AppendString(written, text);
                break;
            case JsonValueKind.String: // a date or an id, say
                AppendString(written, JsonNode.Parse(value.ToJsonString())!.GetValue<string>());
                break;
            case JsonValueKind.Number when NotFinite(value) is { } word:
                written.Append(word);
                break;
            default:
                written.Append(value.ToJsonString());
                break;
        }
    }

    // JSON has no such numbers; Python writes them as words, and so its notebooks have them.
    private static string? NotFinite(JsonValue value)
    {
        var number = value.TryGetValue<JsonElement>(out _) ? 0
            : value.TryGetValue<double>(out var real) ? real
            : value.TryGetValue<float>(out var single) ? single : 0;
        return double.IsFinite(number) ? null : double.IsNaN(number) ? "NaN" : number > 0 ? "Infinity" : "-Infinity";
    }

    // As Python's json writes strings: short escapes where there are any, \u00xx for other controls. Half a surrogate pair
    // has no UTF-8 form and stays an escape.
    private void AppendString(StringBuilder written, string value)
    {
        written.Append('"');
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            _ = c switch
            {
                '"' => written.Append("\\\""),
                '\\' => written.Append("\\\\"),
                '\n' => written.Append("\\n"),
                '\r' => written.Append("\\r"),
                '\t' => written.Append("\\t"),
                '\b' => written.Append("\\b"),
                '\f' => written.Append("\\f"),
                < ' ' => Escaped(c),
                > '~' when Ascii => Escaped(c),
                _ when char.IsSurrogate(c) && !IsHalfOfPair(value, i) => Escaped(c),
                _ => written.Append(c),
            };
        }

        StringBuilder Escaped(char c) => written.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");

        written.Append('"');
    }

    private static bool IsHalfOfPair(string value, int at) => char.IsHighSurrogate(value[at])
        ? at + 1 < value.Length && char.IsLowSurrogate(value[at + 1])
        : at > 0 && char.IsHighSurrogate(value[at - 1]);

    [GeneratedRegex(@"(?<!\\)(?:\\\\)*\\u(?!00[0-7])")]
    private static partial Regex EscapeBeyondAscii();

    private static bool IsSorted(JsonPiece piece) =>
        piece.Members.Zip(piece.Members.Skip(1)).All(p => string.CompareOrdinal(p.First.Name, p.Second.Name) <= 0);
}
