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
            var pieces = Pieces(shard, durable).ToList();
            for (var i = 0; i < pieces.Count; i++)
            {
                var piece = pieces[i];
                cancellation.ThrowIfCancellationRequested();
                if (i + 1 < pieces.Count)
                    Announce(pieces[i + 1]);
                CopyPiece(piece, file);
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
    private static IEnumerable<Piece> Pieces(Shard shard, long durable)
    {
        foreach (var tensor in shard.Header.Tensors)
        {
            var end = shard.HeaderBytes + tensor.End;
            for (var position = Math.Max(shard.HeaderBytes + tensor.Start, durable); position < end;)
            {
                var count = Math.Min(PieceBytes, end - position);
                yield return new(tensor.Entry.Name, position - shard.HeaderBytes - tensor.Start, position, count);
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

    // The disk reads the next piece while this one is copied; what is new in the model has no source.
    private void Announce(Piece next)
    {
        if (job.SourceOf[next.Tensor] is { } source)
        {
            var (handle, start) = basis.FileOf(source).Locate(source);
            LinuxFiles.StartReading(handle, start + next.Offset, next.Count);
        }
    }

    private void CopyPiece(Piece piece, SafeFileHandle file)
    {
        if (job.SourceOf[piece.Tensor] is { } source)
        {
            var (handle, start) = basis.FileOf(source).Locate(source);
            LinuxFiles.Copy(handle, start + piece.Offset, file, piece.Position, piece.Count);
            return;
        }

        for (long done = 0; done < piece.Count; done += Zeros.Length)
            RandomAccess.Write(file, Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, piece.Count - done)), piece.Position + done);
    }

    private void Note(SafeFileHandle file, string name, long bytes)
    {
        RandomAccess.FlushToDisk(file);
        journal.Note(name, bytes);
    }

    // Count bytes of a tensor from Offset on, which go to Position in the file.
    private readonly record struct Piece(string Tensor, long Offset, long Position, long Count);
}
