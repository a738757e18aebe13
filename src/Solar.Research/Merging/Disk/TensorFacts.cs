using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;
using System.Text;

namespace Solar.Research.Merging.Disk;

/// <summary>What was found of each tensor, kept beside an unfinished merge so that a run that goes on with it can tell all of it.</summary>
/// <remarks>One line a tensor. A line is on the disk before the journal says that its tensor is.</remarks>
internal sealed class TensorFacts : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, IReadOnlyDictionary<string, double>> _all = [];
    private long _end;

    private TensorFacts(string path) => (_path, _file) = (path, File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite));

    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> All => _all;

    /// <summary>Reads what an interrupted run left, or begins.</summary>
    public static TensorFacts In(string stagingFolder)
    {
        var facts = new TensorFacts(Path.Combine(stagingFolder, "merging.facts"));
        var content = new byte[RandomAccess.GetLength(facts._file)];
        RandomAccess.Read(facts._file, content, 0);
        var whole = content.AsSpan(0, content.AsSpan().LastIndexOf((byte)'\n') + 1); // a torn last line says nothing
        foreach (var line in Encoding.UTF8.GetString(whole).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var (name, found) = JsonNode.Parse(line)!.AsObject().Single();
            facts._all[name] = found!.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value!.GetValue<double>());
        }

        facts._end = whole.Length;
        return facts;
    }

    public static JsonObject Of(IReadOnlyDictionary<string, double> found) =>
        new(found.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));

    public void Add(string tensor, IReadOnlyDictionary<string, double> found)
    {
        _all[tensor] = found;
        var line = Encoding.UTF8.GetBytes(new JsonObject { [tensor] = Of(found) }.ToJsonString(new JsonSerializerOptions()) + "\n");
        RandomAccess.Write(_file, line, _end);
        _end += line.Length;
    }

    public void Flush() => RandomAccess.FlushToDisk(_file);

    /// <summary>The record has it all; the file is not part of the merged model.</summary>
    public void Remove()
    {
        _file.Dispose();
        File.Delete(_path);
    }

    public void Dispose() => _file.Dispose();
}
