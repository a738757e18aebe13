using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Notebooks.Tests.Documents;

/// <summary>Valid notebooks in every layout that JSON allows, from a seed.</summary>
internal sealed class RandomNotebook(int seed)
{
    private static readonly string[] Snippets = ["", "\n", "\r\n", "var x = 1;", "#!sql\n", "é", "📈", "\u2028", "\"quoted\" \\ /", "\t", "\u0000\u001f", "</b>", "1e5", "NaN"];

    private readonly Random _random = new(seed);

    /// <summary>The text of an .ipynb file of format 4.5.</summary>
    public string Text()
    {
        var cells = new JsonArray([.. Enumerable.Range(0, _random.Next(6)).Select(i => (JsonNode)Cell(i))]);
        var root = Shuffled(new()
        {
            ["cells"] = cells,
            ["metadata"] = Something(3) as JsonObject ?? [],
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
            ["surplus"] = Something(2),
        });
        return (_random.Next(8) == 0 ? "\uFEFF" : "") + Laid(root, 0, Pick<string?>([null, "", " ", "  ", "\t"]), Pick(["\n", "\r\n"])) + Pick(["", "\n", "\r\n \n"]);
    }

    private JsonObject Cell(int index)
    {
        var code = _random.Next(3) > 0;
        var cell = new JsonObject { ["cell_type"] = code ? "code" : Pick(["markdown", "raw"]), ["id"] = $"id{index}", ["metadata"] = Something(2) as JsonObject ?? [], ["source"] = Text(Words()) };
        if (code)
        {
            cell["execution_count"] = _random.Next(2) == 0 ? null : _random.Next(100);
            cell["outputs"] = new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => (JsonNode)Output())]);
        }

        return Shuffled(cell);
    }

    private JsonObject Output() => Shuffled(_random.Next(3) switch
    {
        0 => new() { ["output_type"] = "stream", ["name"] = Pick(["stdout", "stderr"]), ["text"] = Text(Words()) },
        1 => new() { ["output_type"] = "error", ["ename"] = Words(), ["evalue"] = Words(), ["traceback"] = new JsonArray([Words(), Words()]) },
        _ => new() { ["output_type"] = "display_data", ["metadata"] = new JsonObject(), ["data"] = new JsonObject { ["text/plain"] = Text(Words()), ["application/json"] = Something(3) } },
    });

    private JsonNode? Something(int depth) => _random.Next(depth > 0 ? 7 : 5) switch
    {
        0 => null,
        1 => _random.Next(2) == 0,
        2 => JsonNode.Parse(Pick(["0", "-0.0", "1.50", "1E+5", "123456789012345678901234567890", "1e-400"])),
        3 => Words(),
        4 => new JsonObject(),
        5 => new JsonArray([.. Enumerable.Range(0, _random.Next(4)).Select(_ => Something(depth - 1))]),
        _ => new JsonObject(Enumerable.Range(0, _random.Next(1, 4)).Select(i => KeyValuePair.Create($"{i}{Words()}", Something(depth - 1)))),
    };

    private JsonNode Text(string words) =>
        _random.Next(2) == 0 ? words : new JsonArray([.. words.Split('\n').Select((l, i) => (JsonNode)(i == words.Count(c => c == '\n') ? l : l + "\n"))]);

    private string Words() => string.Concat(Enumerable.Range(0, _random.Next(5)).Select(_ => Pick(Snippets)));

    private JsonObject Shuffled(JsonObject members)
    {
        var order = members.Select(m => KeyValuePair.Create(m.Key, m.Value?.DeepClone())).ToArray();
        if (_random.Next(2) == 0)
            _random.Shuffle(order);
        return new(order);
    }

    private string Laid(JsonNode? node, int level, string? indent, string newLine)
    {
        string Break(int steps) => indent is null ? Pick(["", " "]) : newLine + string.Concat(Enumerable.Repeat(indent, steps));
        var items = node switch
        {
            JsonObject members => members.Select(m => $"{Quoted(m.Key)}{Pick(["", " "])}:{Pick(["", " "])}{Laid(m.Value, level + 1, indent, newLine)}"),
            JsonArray list => list.Select(i => Laid(i, level + 1, indent, newLine)),
            _ => [],
        };
        return node switch
        {
            JsonObject or JsonArray => (node is JsonObject ? "{" : "[")
                + string.Join(",", items.Select(i => Break(level + 1) + i)) + Break(level) + (node is JsonObject ? "}" : "]"),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => Quoted(value.GetValue<string>()),
            null => "null",
            _ => node.ToJsonString(),
        };
    }

    private string Quoted(string text)
    {
        var written = new StringBuilder("\"");
        foreach (var c in text)
        {
            written.Append(c < ' ' || c is '"' or '\\' || (!char.IsSurrogate(c) && _random.Next(20) == 0) ? $"\\u{(int)c:X4}" : c);
        }

        return written.Append('"').ToString();
    }

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
