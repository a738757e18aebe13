using System.Threading;
using Microsoft.Win32.SafeHandles;
using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Disk;

/// <summary>A file that many threads write: the disk is set to work on it in large pieces, while they go on.</summary>
internal sealed class WriteBehind(SafeFileHandle file)
{
    private const long SendBytes = 32L << 20;

    private long _unsent;

    public SafeFileHandle File => file;

    public void Write(ReadOnlySpan<byte> bytes, long position)
    {
        RandomAccess.Write(file, bytes, position);
        Advance(bytes.Length);
    }

    /// <summary>Bytes were written.</summary>
    public void Advance(long count)
    {
        if (Interlocked.Add(ref _unsent, count) is var unsent && unsent >= SendBytes && unsent - count < SendBytes)
        {
            Interlocked.Add(ref _unsent, -unsent);
            LinuxFiles.StartWriting(file);
        }
    }
}
