using System.Text.Json;
using Solar.DuckDb;

namespace Solar.Research.Evaluation;

/// <summary>The answers that a folder holds, a line of <c>items.jsonl</c> for each document, written as soon as it is scored.</summary>
/// <remarks>A run that is killed loses the batch at hand. The next asks nothing that the same model was asked before, to the byte.</remarks>
public sealed class EvaluationRecords : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Strict) { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly Dictionary<(string Model, string Task, int Version, string Prompt, bool Bos, int MaxNewTokens), ItemRecord> _known = [];
    private readonly StreamWriter _file;

    /// <summary>Opens the records of a folder, which is made if it is not there.</summary>
    /// <exception cref="InvalidDataException">A line that is not the last is damaged.</exception>
    public EvaluationRecords(string folder)
    {
        Path = System.IO.Path.Combine(Directory.CreateDirectory(folder).FullName, "items.jsonl");
        var end = File.Exists(Path) ? ReadKnown() : 0;
        var stream = new FileStream(Path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        stream.SetLength(end); // a line that a kill cut short is written again
        stream.Seek(0, SeekOrigin.End);
        _file = new(stream) { NewLine = "\n" };
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Writes all answers as Parquet, aside first.</summary>
    /// <exception cref="DuckDbException">DuckDB could not.</exception>
    public void WriteParquet(string path)
    {
        Flush();
        var aside = path + ".partial";
        using (var database = DuckDbDatabase.InMemory())
        using (var connection = database.Connect())
            connection.Execute($"COPY (SELECT * FROM read_json({Quoted(Path)}, format = 'newline_delimited')) TO {Quoted(aside)} (FORMAT parquet)");
        File.Move(aside, path, overwrite: true);
    }

    /// <summary>The answer to a document that this model was asked before, or null.</summary>
    internal ItemRecord? Find(string model, PromptedDocument document, string prompt, EvaluationRecipe recipe) =>
        _known.GetValueOrDefault((model, document.Task.Name, document.Task.Version, prompt, recipe.Bos, document.Task.Generates ? recipe.MaxNewTokens : 0));

    internal void Add(ItemRecord item)
    {
        _known[KeyOf(item)] = item;
        _file.WriteLine(JsonSerializer.Serialize(item, Json));
    }

    internal void Flush() => _file.Flush();

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static (string, string, int, string, bool, int) KeyOf(ItemRecord item) =>
        (item.Model, item.Task, item.Version, item.PromptSha256, item.Bos, item.MaxNewTokens);

    // Returns the place behind the last whole line.
    private long ReadKnown()
    {
        var bytes = File.ReadAllBytes(Path);
        var (start, number) = (0, 0);
        while (bytes.AsSpan(start).IndexOf((byte)'\n') is >= 0 and var length)
        {
            number++;
            try
            {
                var item = JsonSerializer.Deserialize<ItemRecord>(bytes.AsSpan(start, length), Json)!;
                _known[KeyOf(item)] = item;
            }
            catch (JsonException wrong)
            {
                throw new InvalidDataException($"{Path}, line {number}: no record of an answer ({wrong.Message.TrimEnd('.')}). Remove the line, and it is scored again.", wrong);
            }

            start += length + 1;
        }

        return start;
    }
}
