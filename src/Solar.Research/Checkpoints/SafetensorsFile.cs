using System.Buffers.Binary;
using System.IO.MemoryMappedFiles;
using Microsoft.Win32.SafeHandles;

namespace Solar.Research.Checkpoints;

/// <summary>One safetensors file, opened for reading: the header is checked whole, the tensors stay on disk.</summary>
public sealed class SafetensorsFile : IDisposable
{
    private readonly SafeFileHandle _handle;
    private readonly long _dataStart;
    private readonly Dictionary<string, PlacedTensor> _placed;
    private MemoryMappedFile? _map;

    private SafetensorsFile(string path, SafeFileHandle handle, SafetensorsHeader header, long dataStart)
    {
        Path = path;
        Metadata = header.Metadata;
        _handle = handle;
        _dataStart = dataStart;
        _placed = header.Tensors.ToDictionary(tensor => tensor.Entry.Name);
        Tensors = header.Tensors.ToDictionary(tensor => tensor.Entry.Name, tensor => tensor.Entry);
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Tensors { get; }

    /// <summary>The free-form strings of the header, such as <c>format: pt</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Opens a file and checks its header against its length.</summary>
    /// <exception cref="InvalidDataException">The file breaks a rule of the format; the message says which.</exception>
    public static SafetensorsFile Open(string path)
    {
        var handle = File.OpenHandle(path);
        try
        {
            var (header, dataStart) = ReadHeader(path, handle);
            return new(path, handle, header, dataStart);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Reads bytes of one tensor, straight from the file into <paramref name="destination"/>.</summary>
    /// <param name="name">The tensor.</param>
    /// <param name="byteOffset">The first byte, counted from the tensor's own beginning.</param>
    /// <param name="destination">Filled whole.</param>
    public void Read(string name, long byteOffset, Span<byte> destination)
    {
        var position = PositionOf(name, byteOffset, destination.Length);
        ReadExactly(_handle, destination, position, Path);
    }

    /// <summary>Maps one tensor into memory, without copying it.</summary>
    public MappedTensor Map(string name)
    {
        var placed = Placed(name);
        _map ??= MemoryMappedFile.CreateFromFile(_handle, mapName: null, capacity: 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        return new(_map, placed.Entry, _dataStart + placed.Start);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _map?.Dispose();
        _handle.Dispose();
    }

    /// <summary>Where a whole tensor lies, for copies inside the kernel.</summary>
    internal (SafeFileHandle Handle, long Position) Locate(string name) => (_handle, _dataStart + Placed(name).Start);

    private long PositionOf(string name, long byteOffset, int count)
    {
        var placed = Placed(name);
        var length = placed.Entry.ByteCount;
        if (byteOffset < 0 || byteOffset > length - count)
            throw new ArgumentOutOfRangeException(nameof(byteOffset), byteOffset, $"{Path}: '{Quoted.Name(name)}' has {length} bytes; {count} from {byteOffset} are not within it.");
        return _dataStart + placed.Start + byteOffset;
    }

    private PlacedTensor Placed(string name) =>
        _placed.TryGetValue(name, out var placed) ? placed : throw new ArgumentException($"{Path}: no tensor '{Quoted.Name(name)}'.");

    private static (SafetensorsHeader Header, long DataStart) ReadHeader(string path, SafeFileHandle handle)
    {
        var fileBytes = RandomAccess.GetLength(handle);
        if (fileBytes < SafetensorsHeader.LengthBytes)
            throw new InvalidDataException($"{path}: {fileBytes} bytes are too few for a safetensors file; it is truncated.");
        Span<byte> length = stackalloc byte[SafetensorsHeader.LengthBytes];
        ReadExactly(handle, length, 0, path);
        var jsonBytes = BinaryPrimitives.ReadUInt64LittleEndian(length);
        if (jsonBytes > SafetensorsHeader.MaxJsonBytes)
            throw new InvalidDataException($"{path}: claims a header of {jsonBytes} bytes; the format allows {SafetensorsHeader.MaxJsonBytes}. This is not a safetensors file, or it is damaged.");
        var dataStart = SafetensorsHeader.LengthBytes + (long)jsonBytes;
        if (dataStart > fileBytes)
            throw new InvalidDataException($"{path}: the header ends at byte {dataStart}, but the file has only {fileBytes}; it is truncated.");

        var json = new byte[jsonBytes];
        ReadExactly(handle, json, SafetensorsHeader.LengthBytes, path);
        return (SafetensorsHeader.Parse(json, fileBytes - dataStart, path), dataStart);
    }

    private static void ReadExactly(SafeFileHandle handle, Span<byte> destination, long position, string path)
    {
        while (!destination.IsEmpty)
        {
            var read = RandomAccess.Read(handle, destination, position);
            if (read == 0)
                throw new InvalidDataException($"{path}: ends at byte {position}, {destination.Length} bytes short; it was cut while it was open.");
            destination = destination[read..];
            position += read;
        }
    }
}
