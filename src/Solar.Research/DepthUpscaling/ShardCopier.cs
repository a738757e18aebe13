using System.Threading;
using Microsoft.Win32.SafeHandles;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>Fills files of the up-scaled checkpoint from the base's, each in order, from where the journal says it stands. Several may be filled at a time.</summary>
internal sealed class ShardCopier(Checkpoint basis, UpscalingJob job, StagedJournal journal, BehindTheCopy behind, long journalEveryBytes)
{
    // Small enough to stop and to report within a moment, large enough that calls cost nothing.
    private const long PieceBytes = 64L << 20;

    private static readonly byte[] Zeros = new byte[1 << 20];

    /// <summary>Copies what is missing; tells of every piece. What was copied reaches the disk behind its back, also when it is stopped.</summary>
    public void Fill(Shard shard, string folder, Action<long> advanced, CancellationToken cancellation)
    {
        var path = Path.Combine(folder, shard.FileName);
        var durable = journal.DurableBytes(shard.FileName);
        if (durable == shard.FileBytes)
            return;
        var file = journal.Open(path);
        try
        {
            if (durable == 0)
                RandomAccess.Write(file, shard.Header.ToBytes(), 0);

            var (noted, copied) = (durable, durable);
            foreach (var piece in Pieces(shard, durable))
            {
                if (cancellation.IsCancellationRequested && copied > noted)
                    behind.Note(file, shard.FileName, copied);
                cancellation.ThrowIfCancellationRequested();
                CopyPiece(piece, file);
                advanced(piece.Count);
                copied = piece.Position + piece.Count;
                if (copied - noted >= journalEveryBytes && behind.IsIdle)
                    behind.Note(file, shard.FileName, noted = copied);
            }

            behind.Note(file, shard.FileName, shard.FileBytes);
        }
        finally
        {
            behind.Close(file);
        }
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

    // Count bytes of a tensor from Offset on, which go to Position in the file.
    private readonly record struct Piece(string Tensor, long Offset, long Position, long Count);
}
