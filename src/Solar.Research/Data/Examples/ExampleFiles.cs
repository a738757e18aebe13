using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Solar.Research.Data.Examples;

/// <summary>Instructions and preferences as JSONL, one a line: what data recipes write and tuning recipes name.</summary>
/// <remarks>
/// <c>{"prompt": [{"role": "user", "content": "…"}], "response": "…", "source": "…"}</c>, and with <c>chosen</c> and <c>rejected</c>
/// in place of <c>response</c>. A turn may have an <c>input</c>. The source may be missing; then it is file and line.
/// </remarks>
public static class ExampleFiles
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>The instructions of these files, in order.</summary>
    /// <exception cref="InvalidDataException">A line is not an instruction; the message has path and line.</exception>
    public static IReadOnlyList<InstructionExample> ReadInstructions(IEnumerable<string> paths) =>
        [.. Read<InstructionLine>(paths).Select(row => new InstructionExample(Prompt(row.Value.Prompt, row.Place), row.Value.Response, row.Value.Source ?? row.Source))];

    /// <summary>The preferences of these files, in order.</summary>
    /// <exception cref="InvalidDataException">A line is not a preference; the message has path and line.</exception>
    public static IReadOnlyList<PreferenceExample> ReadPreferences(IEnumerable<string> paths) =>
        [.. Read<PreferenceLine>(paths).Select(row => new PreferenceExample(Prompt(row.Value.Prompt, row.Place), row.Value.Chosen, row.Value.Rejected, row.Value.Source ?? row.Source))];

    /// <summary>Writes instructions aside and renames the file into place.</summary>
    public static void WriteInstructions(string path, IEnumerable<InstructionExample> examples) =>
        WriteLines(path, examples.Select(example => JsonSerializer.Serialize(new InstructionLine(Turns(example.Prompt), example.Response, example.Source), Strict)));

    /// <summary>Writes preferences aside and renames the file into place.</summary>
    public static void WritePreferences(string path, IEnumerable<PreferenceExample> examples) =>
        WriteLines(path, examples.Select(example => JsonSerializer.Serialize(new PreferenceLine(Turns(example.Prompt), example.Chosen, example.Rejected, example.Source), Strict)));

    private static IEnumerable<(TLine Value, string Place, string Source)> Read<TLine>(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        foreach (var path in paths)
        {
            var number = 0;
            foreach (var line in File.ReadLines(path))
            {
                number++;
                var place = $"{path}, line {number}";
                if (line.Length > 0)
                    yield return (Parse<TLine>(line, place), place, $"{Path.GetFileName(path)}:{number}");
            }
        }
    }

    private static TLine Parse<TLine>(string line, string place)
    {
        try
        {
            return JsonSerializer.Deserialize<TLine>(line, Strict) ?? throw new InvalidDataException($"{place}: is null, not an object.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{place}: {wrong.Message}", wrong);
        }
    }

    private static ChatMessage[] Prompt(IReadOnlyList<TurnLine> turns, string place) => turns.Count > 0
        ? [.. turns.Select(turn => new ChatMessage(turn.Role, turn.Content) { Input = turn.Input })]
        : throw new InvalidDataException($"{place}: the prompt has no turn.");

    private static TurnLine[] Turns(IReadOnlyList<ChatMessage> prompt) => [.. prompt.Select(message => new TurnLine(message.Role, message.Content, message.Input))];

    private static void WriteLines(string path, IEnumerable<string> lines)
    {
        var aside = path + ".partial";
        using (var file = new StreamWriter(aside) { NewLine = "\n" })
        {
            foreach (var line in lines)
                file.WriteLine(line);
        }

        File.Move(aside, path, overwrite: true);
    }

    private sealed record TurnLine(string Role, string Content, string? Input = null);

    private sealed record InstructionLine(IReadOnlyList<TurnLine> Prompt, string Response, string? Source = null);

    private sealed record PreferenceLine(IReadOnlyList<TurnLine> Prompt, string Chosen, string Rejected, string? Source = null);
}
