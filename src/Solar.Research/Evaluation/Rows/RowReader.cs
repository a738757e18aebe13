using System.Text.Json;
using CsvHelper;
using Solar.DuckDb;

namespace Solar.Research.Evaluation.Rows;

/// <summary>The rows of a JSONL, JSON, CSV or Parquet file.</summary>
internal static class RowReader
{
    /// <summary>The endings of the files that can be read.</summary>
    public static IReadOnlyList<string> Endings { get; } = [".jsonl", ".json", ".csv", ".parquet"];

    /// <exception cref="InvalidDataException">A row is damaged; the message has file and line.</exception>
    public static IEnumerable<BenchmarkRow> Read(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".jsonl" => Lines(path),
        ".json" => Json(path),
        ".csv" => Csv(path),
        ".parquet" => Parquet(path),
        _ => throw new ArgumentException($"{path}: rows are read from {string.Join(", ", Endings)}."),
    };

    /// <summary>JSON as plain values. Of two members with one name the later counts, at the place of the first, as in a Python dictionary.</summary>
    public static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Members(element),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToArray(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static IEnumerable<BenchmarkRow> Lines(string path) => File.ReadLines(path)
        .Select((line, i) => (Line: line, Place: $"line {i + 1}"))
        .Where(x => !string.IsNullOrWhiteSpace(x.Line))
        .Select(x =>
        {
            using var json = Parse(path, x.Place, () => JsonDocument.Parse(x.Line));
            return Row(json.RootElement, path, x.Place);
        });

    private static IEnumerable<BenchmarkRow> Json(string path)
    {
        using var json = Parse(path, "as a whole", () => JsonDocument.Parse(File.ReadAllBytes(path)));
        if (json.RootElement.ValueKind != JsonValueKind.Array)
            throw new InvalidDataException($"{path}: expected a list of rows, found JSON of kind {json.RootElement.ValueKind}. One row a line is a .jsonl file.");
        foreach (var (i, element) in json.RootElement.EnumerateArray().Index())
            yield return Row(element, path, $"row {i + 1}");
    }

    private static IEnumerable<BenchmarkRow> Csv(string path)
    {
        var options = new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw, AllowLineBreaksInQuotes = true };
        using var csv = CsvReader.FromFile(path, options);
        csv.ReadHeader();
        string[] names = [.. csv.Headers];
        while (csv.Read())
        {
            var row = new OrderedDictionary<string, object?>();
            for (var i = 0; i < names.Length; i++)
                row[names[i]] = csv.GetString(i);
            yield return new(row, path, $"row {csv.RowNumber}");
        }
    }

    private static IEnumerable<BenchmarkRow> Parquet(string path)
    {
        using var database = DuckDbDatabase.InMemory(("threads", "1")); // rows in the file's order
        using var connection = database.Connect();
        using var result = connection.Query("SELECT * FROM read_parquet($path)", ("path", path));
        foreach (var (i, row) in result.Index())
            yield return new(row, path, $"row {i + 1}");
    }

    private static BenchmarkRow Row(JsonElement element, string path, string place) => element.ValueKind == JsonValueKind.Object
        ? new(Members(element), path, place)
        : throw new InvalidDataException($"{path}, {place}: expected an object, found JSON of kind {element.ValueKind}.");

    private static OrderedDictionary<string, object?> Members(JsonElement element)
    {
        var members = new OrderedDictionary<string, object?>();
        foreach (var member in element.EnumerateObject())
            members[member.Name] = ToValue(member.Value);
        return members;
    }

    private static JsonDocument Parse(string path, string place, Func<JsonDocument> parse)
    {
        try
        {
            return parse();
        }
        catch (JsonException wrong)
        {
            throw new InvalidDataException($"{path}, {place}: no valid JSON ({wrong.Message.TrimEnd('.')}).", wrong);
        }
    }
}
