using Microsoft.Win32.SafeHandles;

namespace Solar.Research.Checkpoints;

/// <summary>Writes one safetensors file whose tensors are known beforehand; their bytes come in pieces, as they are made.</summary>
/// <remarks>The file grows aside as <c>….partial</c> and takes its name in <see cref="Complete"/>, when it is whole and on the disk.</remarks>
public sealed class SafetensorsWriter : IDisposable
{
    // The disk works while the next bytes are made, and Complete has little left to wait for.
    private const long SendBytes = 64L << 20;

    private readonly string _path;
    private readonly SafeFileHandle _handle;
    private readonly long _dataStart;
    private readonly Dictionary<string, PlacedTensor> _placed;
    private readonly Dictionary<string, long> _written;
    private long _unsent;
    private bool _completed;

    private SafetensorsWriter(string path, SafetensorsHeader header)
    {
        _path = path;
        _placed = header.Tensors.ToDictionary(tensor => tensor.Entry.Name);
        _written = header.Tensors.ToDictionary(tensor => tensor.Entry.Name, _ => 0L);
        var bytes = header.ToBytes();
        _dataStart = bytes.Length;
        _handle = File.OpenHandle(Aside, FileMode.Create, FileAccess.ReadWrite);
        RandomAccess.Write(_handle, bytes, 0);
    }

    private string Aside => _path + ".partial";

    /// <summary>Begins a file.</summary>
    /// <param name="path">Its name when complete; an older file of that name is replaced then.</param>
    /// <param name="tensors">What it will hold.</param>
    /// <param name="metadata">Free-form strings of the header; null for <c>format: pt</c>.</param>
    public static SafetensorsWriter Create(string path, IReadOnlyList<TensorEntry> tensors, IReadOnlyDictionary<string, string>? metadata = null) =>
        new(path, ShardLayout.Place(tensors, metadata ?? ShardLayout.Format));

    internal static SafetensorsWriter Create(string path, SafetensorsHeader header) => new(path, header);

    /// <summary>Every byte of every tensor has been given.</summary>
    internal bool IsFull => _placed.Values.All(tensor => _written[tensor.Entry.Name] == tensor.Entry.ByteCount);

    /// <summary>Adds the next bytes of a tensor.</summary>
    public void Write(string name, ReadOnlySpan<byte> bytes)
    {
        if (!_placed.TryGetValue(name, out var tensor))
            throw new ArgumentException($"{_path}: no tensor '{Quoted.Name(name)}' was planned.");
        var written = _written[name];
        if (bytes.Length > tensor.Entry.ByteCount - written)
            throw new ArgumentException($"{_path}: {tensor.Entry} takes {tensor.Entry.ByteCount} bytes; {written} are written and {bytes.Length} more were given.");
        RandomAccess.Write(_handle, bytes, _dataStart + tensor.Start + written);
        _written[name] = written + bytes.Length;
        _unsent += bytes.Length;
        if (_unsent < SendBytes)
            return;
        LinuxFiles.StartWriting(_handle);
        _unsent = 0;
    }

    /// <summary>Brings the file to the disk and gives it its name.</summary>
    /// <exception cref="InvalidOperationException">A tensor was not given whole.</exception>
    public void Complete()
    {
        foreach (var (name, written) in _written)
        {
            if (written != _placed[name].Entry.ByteCount)
                throw new InvalidOperationException($"{_path}: {_placed[name].Entry} takes {_placed[name].Entry.ByteCount} bytes, but only {written} were written.");
        }

        RandomAccess.FlushToDisk(_handle);
        _handle.Dispose();
        File.Move(Aside, _path, overwrite: true);
        _completed = true;
    }

    /// <summary>Closes; what was not completed is removed.</summary>
    public void Dispose()
    {
        _handle.Dispose();
        if (!_completed)
            File.Delete(Aside);
    }
}
