using System.IO.MemoryMappedFiles;

namespace Solar.Research.Checkpoints;

/// <summary>The bytes of one tensor as pages of its file: nothing is read until it is looked at.</summary>
/// <remarks>For looking here and there. Reading a tensor from end to end is cheaper with <see cref="Checkpoint.Read"/>, which takes no page faults.</remarks>
public sealed unsafe class MappedTensor : IDisposable
{
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _first;

    internal MappedTensor(MemoryMappedFile file, TensorEntry entry, long position)
    {
        Entry = entry;
        if (entry.ByteCount == 0)
            return; // a mapping of no bytes would mean "to the end of the file"
        _view = file.CreateViewAccessor(position, entry.ByteCount, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _first);
        _first += _view.PointerOffset;
    }

    /// <summary>The tensor.</summary>
    public TensorEntry Entry { get; }

    /// <summary>A part of the tensor's bytes; valid until this is disposed.</summary>
    public ReadOnlySpan<byte> Span(long byteOffset, int count)
    {
        if (byteOffset < 0 || count < 0 || byteOffset > Entry.ByteCount - count)
            throw new ArgumentOutOfRangeException(nameof(byteOffset), byteOffset, $"'{Quoted.Name(Entry.Name)}' has {Entry.ByteCount} bytes; {count} from {byteOffset} are not within it.");
        ObjectDisposedException.ThrowIf(_view is { SafeMemoryMappedViewHandle.IsClosed: true }, this);
        return new(_first + byteOffset, count);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_view is null or { SafeMemoryMappedViewHandle.IsClosed: true })
            return;
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
    }
}
