using System.Text;
using System.Text.Json;

namespace Solar.Research.Data.Sets;

/// <summary>Streams objects out of JSON files and says on which line each stands.</summary>
internal static class JsonRows
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static IEnumerable<DataRow> ReadLines(string path, IReadOnlyList<string> columns, IReadOnlyList<string> optional) =>
        ObjectsOfLines(path).Select(found => Row(path, found, columns, optional));

    public static IEnumerable<DataRow> ReadArray(string path, IReadOnlyList<string> columns, IReadOnlyList<string> optional) =>
        ObjectsOfArray(path).Select(found => Row(path, found, columns, optional));

    /// <summary>The members of the first object of these files.</summary>
    public static IReadOnlyList<string> FirstMembers(Func<string, IEnumerable<(long Line, JsonElement Object)>> objects, IEnumerable<string> paths) =>
        [.. paths.SelectMany(objects).Take(1).SelectMany(found => found.Object.EnumerateObject().Select(member => member.Name))];

    /// <summary>The object on each line; empty lines are passed over.</summary>
    public static IEnumerable<(long Line, JsonElement Object)> ObjectsOfLines(string path)
    {
        using var reader = new StreamReader(path, Utf8);
        for (var number = 1L; Line(reader, path, number) is { } line; number++)
        {
            if (!string.IsNullOrWhiteSpace(line))
                yield return (number, Parse(Encoding.UTF8.GetBytes(line), path, number));
        }
    }

    /// <summary>The objects of an array, wherever their lines break; a file of one object is an array of one.</summary>
    public static IEnumerable<(long Line, JsonElement Object)> ObjectsOfArray(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        foreach (var (line, bytes) in new JsonPieces(file, path).Objects())
            yield return (line, Parse(bytes, path, line));
    }

    /// <summary>A JSON value as <see cref="DataRow"/> keeps it.</summary>
    public static object? ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.TryGetInt64(out var whole) ? whole : value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => value.EnumerateArray().Select(ValueOf).ToList(),
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => ValueOf(member.Value)),
        _ => null,
    };

    private static string? Line(StreamReader reader, string path, long number)
    {
        try
        {
            return reader.ReadLine();
        }
        catch (DecoderFallbackException wrong)
        {
            throw new InvalidDataException($"{path}, near line {number}: the file is not UTF-8: {wrong.Message}", wrong);
        }
    }

    private static JsonElement Parse(ReadOnlyMemory<byte> json, string path, long line)
    {
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new InvalidDataException($"{path}, line {line}: expected an object, found {document.RootElement.ValueKind}.");
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}, line {line + (wrong.LineNumber ?? 0)}: not valid JSON: {wrong.Message}", wrong);
        }
    }

    private static DataRow Row(string path, (long Line, JsonElement Object) found, IReadOnlyList<string> columns, IReadOnlyList<string> optional)
    {
        var members = new Dictionary<string, object?>();
        foreach (var column in columns.Concat(optional))
        {
            if (!found.Object.TryGetProperty(column, out var value))
                continue;
            try
            {
                members[column] = ValueOf(value);
            }
            catch (InvalidOperationException wrong)
            {
                // Half a surrogate pair, as an escape.
                throw new InvalidDataException($"{path}, line {found.Line}: '{column}' is no valid text: {wrong.Message}", wrong);
            }
        }

        return columns.FirstOrDefault(column => !members.ContainsKey(column)) is { } missing
            ? throw new InvalidDataException($"{path}, line {found.Line}: expected a member '{missing}', found {string.Join(", ", found.Object.EnumerateObject().Select(member => member.Name))}.")
            : new(path, found.Line, isLine: true, members);
    }
}
