using System.Text.Encodings.Web;
using System.Text.Json;
using Solar.Research.Data.Examples;

namespace Solar.Research.Data.Sets;

/// <summary>Examples as JSONL in the conversational form that trainers read: prompt and completion, or prompt, chosen and rejected, each a list of messages.</summary>
/// <remarks>TRL's "conversational prompt-completion" and "conversational preference" formats, with the source of each row and Alpaca's input beside the content.</remarks>
public static class ExampleFile
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a file aside and renames it into place.</summary>
    public static void Write(string path, IEnumerable<InstructionExample> examples) => Write(path, examples, (json, example) =>
    {
        Messages(json, "prompt", example.Prompt);
        Messages(json, "completion", [new(ChatMessage.Assistant, example.Response)]);
        json.WriteString("source", example.Source);
    });

    /// <inheritdoc cref="Write(string, IEnumerable{InstructionExample})"/>
    public static void Write(string path, IEnumerable<PreferenceExample> examples) => Write(path, examples, (json, example) =>
    {
        Messages(json, "prompt", example.Prompt);
        Messages(json, "chosen", [new(ChatMessage.Assistant, example.Chosen)]);
        Messages(json, "rejected", [new(ChatMessage.Assistant, example.Rejected)]);
        json.WriteString("source", example.Source);
    });

    /// <summary>Reads what <see cref="Write(string, IEnumerable{InstructionExample})"/> wrote.</summary>
    /// <exception cref="InvalidDataException">A row is of another form; the message has file and line.</exception>
    public static IReadOnlyList<InstructionExample> ReadInstructions(string path) =>
        [.. DataFile.At(path).Rows(["prompt", "completion", "source"]).Select(row => new InstructionExample(row.Messages("prompt"), Answer(row, "completion"), row.Text("source")))];

    /// <summary>Reads what <see cref="Write(string, IEnumerable{PreferenceExample})"/> wrote.</summary>
    /// <inheritdoc cref="ReadInstructions" path="/exception"/>
    public static IReadOnlyList<PreferenceExample> ReadPreferences(string path) =>
        [.. DataFile.At(path).Rows(["prompt", "chosen", "rejected", "source"]).Select(row => new PreferenceExample(row.Messages("prompt"), Answer(row, "chosen"), Answer(row, "rejected"), row.Text("source")))];

    private static string Answer(DataRow row, string member) => row.Messages(member) is [{ Role: ChatMessage.Assistant } answer]
        ? answer.Content
        : throw row.Wrong($"'{member}' has to be one turn of the assistant");

    private static void Write<T>(string path, IEnumerable<T> examples, Action<Utf8JsonWriter, T> members)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var aside = path + ".partial";
        using (var file = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        using (var json = new Utf8JsonWriter(file, Options))
        {
            foreach (var example in examples)
            {
                json.WriteStartObject();
                members(json, example);
                json.WriteEndObject();
                json.Flush();
                json.Reset();
                file.Write("\n"u8);
            }
        }

        File.Move(aside, path, overwrite: true);
    }

    private static void Messages(Utf8JsonWriter json, string name, IReadOnlyList<ChatMessage> messages)
    {
        json.WriteStartArray(name);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role", message.Role);
            json.WriteString("content", message.Content);
            if (message.Input is { } input)
                json.WriteString("input", input);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
