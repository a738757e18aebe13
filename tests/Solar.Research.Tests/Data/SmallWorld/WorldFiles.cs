using System.Text.Json;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Data.SmallWorld;

/// <summary>The files of the classroom's world, written once for all tests and read as JSON.</summary>
public sealed class WorldFiles : IDisposable
{
    private readonly ScratchFolder _folder = new();
    private readonly Dictionary<string, List<JsonElement>> _rows = [];

    public WorldFiles() => Hashes = WorldFolder.Write(_folder.Root, WorldRecipe.Classroom);

    public IReadOnlyDictionary<string, string> Hashes { get; }

    public string Folder => _folder.Root;

    public IReadOnlyList<JsonElement> this[string name]
    {
        get
        {
            lock (_rows)
            {
                if (!_rows.TryGetValue(name, out var rows))
                    _rows[name] = rows = [.. File.ReadLines(Path.Combine(Folder, name + ".jsonl")).Select(line => JsonDocument.Parse(line).RootElement)];
                return rows;
            }
        }
    }

    /// <summary>All texts of a row, members within members counted.</summary>
    public static IEnumerable<string> Texts(JsonElement row) => row.ValueKind switch
    {
        JsonValueKind.String => [row.GetString()!],
        JsonValueKind.Object => row.EnumerateObject().SelectMany(member => Texts(member.Value)),
        JsonValueKind.Array => row.EnumerateArray().SelectMany(Texts),
        _ => [],
    };

    public void Dispose() => _folder.Dispose();
}
