using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints;

/// <summary>Writes a Hugging Face folder, streamed: the tensors are planned beforehand and their bytes come in pieces.</summary>
/// <remarks>Everything is written aside in <c>….partial</c>; the folder appears, whole and on the disk, in <see cref="Complete"/>.</remarks>
public sealed class CheckpointWriter : IDisposable
{
    private readonly StagedFolder _staged;
    private readonly IReadOnlyList<Shard> _shards;
    private readonly Dictionary<string, Shard> _shardOf;
    private readonly Dictionary<Shard, SafetensorsWriter> _open = [];
    private readonly HashSet<Shard> _full = [];
    private readonly JsonObject _config;
    private readonly CheckpointWriterOptions _options;

    private CheckpointWriter(StagedFolder staged, JsonObject config, IReadOnlyList<Shard> shards, CheckpointWriterOptions options)
    {
        _staged = staged;
        _config = config;
        _shards = shards;
        _options = options;
        _shardOf = shards.SelectMany(shard => shard.Header.Tensors.Select(tensor => (tensor.Entry.Name, shard))).ToDictionary();
    }

    /// <summary>The folder as it grows. A caller may add files of its own here before <see cref="Complete"/>.</summary>
    public string StagingFolder => _staged.Path;

    /// <summary>Begins a checkpoint.</summary>
    /// <param name="folder">Its name when complete.</param>
    /// <param name="config">What <c>config.json</c> will say.</param>
    /// <param name="tensors">What it will hold, in the order of the files.</param>
    /// <param name="options">Shard size, files to carry along, whether an older one may be replaced.</param>
    /// <exception cref="IOException">The folder exists and may not be replaced, or another program is writing it.</exception>
    public static CheckpointWriter Create(string folder, JsonObject config, IReadOnlyList<TensorEntry> tensors, CheckpointWriterOptions? options = null)
    {
        options ??= new();
        var shards = ShardLayout.Of(tensors, options.MaxShardBytes, ShardLayout.Format);
        return new(StagedFolder.Begin(folder, options.Overwrite), config, shards, options);
    }

    /// <summary>Adds the next bytes of a tensor. Tensors may come in any order; the planned one is the fastest.</summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        if (!_shardOf.TryGetValue(name, out var shard))
            throw new ArgumentException($"{_staged.Target}: no tensor '{Quoted.Name(name)}' was planned.");
        if (_full.Contains(shard) && !bytes.IsEmpty)
            throw new ArgumentException($"{_staged.Target}: '{Quoted.Name(name)}' is already whole; {bytes.Length} more bytes were given.");
        if (_full.Contains(shard))
            return;
        var writer = WriterOf(shard);
        writer.Write(name, bytes);
        if (writer.IsFull)
            Finish(shard);
    }

    /// <summary>Writes config and index, carries the other files along, and puts the folder into its place.</summary>
    /// <exception cref="InvalidOperationException">A tensor was not given whole.</exception>
    public void Complete()
    {
        foreach (var shard in _shards.Where(shard => !_full.Contains(shard)))
        {
            WriterOf(shard);
            Finish(shard);
        }

        CarriedFiles.Copy(_options.CarryFilesFrom, _staged.Path);
        JsonFile.Write(Path.Combine(_staged.Path, Checkpoint.ConfigFileName), _config);
        if (_shards.Count > 1)
            JsonFile.Write(Path.Combine(_staged.Path, Checkpoint.IndexFileName), ShardIndex.Of(_shards));
        _staged.Commit();
    }

    /// <summary>Closes; what was not completed is removed.</summary>
    public void Dispose()
    {
        foreach (var writer in _open.Values)
            writer.Dispose();
        _staged.Dispose();
    }

    private SafetensorsWriter WriterOf(Shard shard)
    {
        if (!_open.TryGetValue(shard, out var writer))
            _open[shard] = writer = SafetensorsWriter.Create(Path.Combine(_staged.Path, shard.FileName), shard.Header);
        return writer;
    }

    private void Finish(Shard shard)
    {
        _open[shard].Complete();
        _open.Remove(shard);
        _full.Add(shard);
    }
}
