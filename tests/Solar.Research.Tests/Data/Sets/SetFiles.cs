using System.Text.Json;
using System.Text.Json.Nodes;
using CsvHelper;
using Solar.DuckDb;
using Solar.Research.Data.Sets;

namespace Solar.Research.Tests.Data.Sets;

/// <summary>Writes the same rows in each format that is read.</summary>
internal static class SetFiles
{
    public static readonly DataFormat[] Formats = [DataFormat.JsonLines, DataFormat.Json, DataFormat.Csv, DataFormat.Parquet];

    /// <summary>A file of these rows, all with the same members; in CSV, lists are JSON in a field.</summary>
    public static string Write(string pathWithoutExtension, DataFormat format, IReadOnlyList<JsonObject> rows)
    {
        var path = pathWithoutExtension + Extension(format);
        switch (format)
        {
            case DataFormat.JsonLines:
                File.WriteAllLines(path, rows.Select(row => row.ToJsonString()));
                break;
            case DataFormat.Json:
                File.WriteAllText(path, new JsonArray([.. rows.Select(row => row.DeepClone())]).ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
                break;
            case DataFormat.Csv:
                using (var csv = CsvWriter.ToFile(path, new CsvWriterOptions { NewLine = "\n" }))
                {
                    csv.WriteHeader([.. rows[0].Select(member => member.Key)]);
                    foreach (var row in rows)
                    {
                        foreach (var (_, value) in row)
                            csv.WriteField(value is null ? "" : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString());
                        csv.EndRecord();
                    }
                }

                break;
            default:
                // Written by DuckDB from the JSON, which it reads by itself.
                var lines = Write(pathWithoutExtension + "-source", DataFormat.JsonLines, rows);
                using (var database = DuckDbDatabase.InMemory())
                using (var connection = database.Connect())
                    connection.Execute($"COPY (SELECT * FROM read_json('{lines}', maximum_object_size = 10000000)) TO '{path}' (FORMAT parquet, ROW_GROUP_SIZE 2048)");
                File.Delete(lines);
                break;
        }

        return path;
    }

    public static JsonObject Row(params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var row = new JsonObject();
        foreach (var (name, value) in members)
            row.Add(name, value);
        return row;
    }

    public static JsonArray Messages(params ReadOnlySpan<(string Role, string Content)> turns)
    {
        var messages = new JsonArray();
        foreach (var (role, content) in turns)
            messages.Add((JsonNode)new JsonObject { ["content"] = content, ["role"] = role });
        return messages;
    }

    private static string Extension(DataFormat format) => format switch
    {
        DataFormat.JsonLines => ".jsonl",
        DataFormat.Json => ".json",
        DataFormat.Csv => ".csv",
        _ => ".parquet",
    };
}
