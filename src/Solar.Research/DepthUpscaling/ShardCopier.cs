using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>Fills one file of the up-scaled checkpoint from the base's files, in order, from where the journal says it stands.</summary>
internal sealed class ShardCopier(Checkpoint basis, UpscalingJob job, UpscalingJournal journal, long journalEveryBytes)
{
    // Small enough to stop and to report within a moment, large enough that calls cost nothing.
    private const long PieceBytes = 64L << 20;

    private static readonly byte[] Zeros = new byte[1 << 20];

    /// <summary>Copies what is missing; tells of every piece.</summary>
    public void Fill(Shard shard, string folder, Action<long> advanced, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, shard.FileName);
        var durable = journal.DurableBytes(shard.FileName);
        using var file = OpenAt(path, durable);
        if (durable == 0)
            RandomAccess.Write(file, shard.Header.ToBytes(), 0);

        // The disk is waited for on another thread, so that copying goes on; what is noted was written before the wait began.
        var noted = durable;
        var noting = Task.CompletedTask;
        try
        {
            foreach (var (tensor, piece) in Pieces(shard, durable))
            {
                cancellation.ThrowIfCancellationRequested();
                CopyPiece(tensor.Entry.Name, piece.Position - shard.HeaderBytes - tensor.Start, file, piece.Position, piece.Count);
                LinuxFiles.StartWriting(file, piece.Position, piece.Count);
                advanced(piece.Count);
                var position = piece.Position + piece.Count;
                if (position - noted >= journalEveryBytes && noting.IsCompleted)
                {
                    noting.GetAwaiter().GetResult();
                    noted = position;
                    noting = Task.Run(() => Note(file, shard.FileName, position), CancellationToken.None);
                }
            }
        }
        finally
        {
            noting.GetAwaiter().GetResult();
        }

        if (noted < shard.FileBytes)
            Note(file, shard.FileName, shard.FileBytes);
    }

    // The file in order, from where it is durable.
    private static IEnumerable<(PlacedTensor Tensor, (long Position, long Count) Piece)> Pieces(Shard shard, long durable)
    {
        foreach (var tensor in shard.Header.Tensors)
        {
            var end = shard.HeaderBytes + tensor.End;
            for (var position = Math.Max(shard.HeaderBytes + tensor.Start, durable); position < end;)
            {
                var count = Math.Min(PieceBytes, end - position);
                yield return (tensor, (position, count));
                position += count;
            }
        }
    }

    // The file must hold at least what the journal promises; what lies beyond was not promised and is cut off.
    private static SafeFileHandle OpenAt(string path, long durable)
    {
        var length = File.Exists(path) ? new FileInfo(path).Length : 0;
        if (length < durable)
            throw new InvalidDataException($"{path}: the journal promises {durable} bytes, but the file has {length}; remove its folder and begin anew.");
        using (var cut = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write))
            cut.SetLength(durable);
        return File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
    }

    private void CopyPiece(string name, long offset, SafeFileHandle file, long position, long count)
    {
        if (job.SourceOf[name] is { } source)
        {
            var (handle, start) = basis.FileOf(source).Locate(source);
            LinuxFiles.Copy(handle, start + offset, file, position, count);
            return;
        }

        for (long done = 0; done < count; done += Zeros.Length)
            RandomAccess.Write(file, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, count - done)), position + done);
    }

    private void Note(SafeFileHandle file, string name, long bytes)
    {
        RandomAccess.FlushToDisk(file);
        journal.Note(name, bytes);
    }
}
