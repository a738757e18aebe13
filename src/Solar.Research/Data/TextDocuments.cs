using System.Text.Json;

namespace Solar.Research.Data;

/// <summary>Documents from files: <c>.jsonl</c> holds one a line, in its member <c>text</c>; <c>.txt</c> is one document.</summary>
public static class TextDocuments
{
    /// <summary>The documents of these files, in order.</summary>
    /// <exception cref="InvalidDataException">A line is not an object with a text; the message has path and line.</exception>
    /// <exception cref="ArgumentException">A file is of another kind.</exception>
    public static IEnumerable<string> Read(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return paths.SelectMany(Read);
    }

    /// <summary>The documents of one file, in order.</summary>
    /// <inheritdoc cref="Read(IEnumerable{string})" path="/exception"/>
    public static IEnumerable<string> Read(string path) => Path.GetExtension(path) switch
    {
        ".jsonl" => File.ReadLines(path).Select((line, i) => (line, i)).Where(x => x.line.Length > 0).Select(x => TextOf(x.line, path, x.i + 1)),
        ".txt" => [File.ReadAllText(path)],
        _ => throw new ArgumentException($"{path}: documents are read from .jsonl and .txt files."),
    };

    private static string TextOf(string line, string path, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            if (json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("text", out var text)
                && text.ValueKind == JsonValueKind.String)
            {
                return text.GetString()!;
            }
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}, line {number}: {wrong.Message}", wrong);
        }

        throw new InvalidDataException($"{path}, line {number}: expected an object with a member 'text' that is a string.");
    }
}
