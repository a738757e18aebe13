using System.Threading;
using System.Threading.Tasks;
using Microsoft.Win32.SafeHandles;
using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Disk;

/// <summary>Fills one file of the merged checkpoint, tensor after tensor, from where the journal says it stands.</summary>
internal sealed class ShardMerger(MergeJob job, StagedJournal journal, TensorFacts facts, MergeOptions options, Action<long> advanced)
{
    private readonly ChunkThreads _threads = new(options);

    /// <summary>The models themselves stand in the way: another try would end the same.</summary>
    public bool IsHopeless { get; private set; }

    /// <summary>Merges what is missing; tells of every portion. Whole tensors are on the disk when it is stopped.</summary>
    public void Fill(Shard shard, string folder, CancellationToken cancellation)
    {
        var durable = journal.DurableBytes(shard.FileName);
        using var file = journal.Open(Path.Combine(folder, shard.FileName));
        if (durable == 0)
            RandomAccess.Write(file, shard.Header.ToBytes(), 0);

        // The disk is waited for on another thread, so that merging goes on; what is noted was written before the wait began.
        var noted = Math.Max(durable, shard.HeaderBytes);
        var merged = noted;
        var noting = Task.CompletedTask;
        var behind = new WriteBehind(file);
        try
        {
            var missing = shard.Header.Tensors.Where(tensor => shard.HeaderBytes + tensor.Start >= noted).ToList(); // notes are taken between tensors
            for (var i = 0; i < missing.Count; i++)
            {
                var tensor = job.Tensors[missing[i].Entry.Name];
                var next = i + 1 < missing.Count ? job.Tensors[missing[i + 1].Entry.Name] : null;
                var merger = new TensorMerger(tensor, next, behind, shard.HeaderBytes + missing[i].Start, _threads, options, advanced, cancellation);
                facts.Add(tensor.Entry.Name, Merged(merger));

                var position = merged = shard.HeaderBytes + missing[i].End;
                if (position - noted >= options.JournalEveryBytes && noting.IsCompleted)
                {
                    noting.GetAwaiter().GetResult();
                    noted = position;
                    noting = Task.Run(() => Note(file, shard.FileName, position), CancellationToken.None);
                }
            }
        }
        catch (OperationCanceledException) when (merged > noted)
        {
            noting.GetAwaiter().GetResult();
            Note(file, shard.FileName, merged);
            throw;
        }
        finally
        {
            noting.GetAwaiter().GetResult();
        }

        if (durable < shard.FileBytes)
            Note(file, shard.FileName, shard.FileBytes);
    }

    private IReadOnlyDictionary<string, double> Merged(TensorMerger merger)
    {
        try
        {
            return merger.Merge();
        }
        catch (InvalidDataException)
        {
            IsHopeless = true;
            throw;
        }
    }

    private void Note(SafeFileHandle file, string name, long bytes)
    {
        RandomAccess.FlushToDisk(file);
        facts.Flush();
        journal.Note(name, bytes);
    }
}
