using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Threading;
using System.Threading.Tasks;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>Scales a checkpoint in depth from disk to disk: bytes are copied, never converted, and hardly any pass through memory.</summary>
/// <remarks>
/// Paper §2. Works on any Hugging Face folder whose layers are numbered. The output appears when it is complete; until then it grows in
/// <c>….partial</c>, where an interrupted run is taken up again.
/// </remarks>
public static class DiskDepthUpscaler
{
    // More would only make the disk jump about.
    private const int MaximumFilesAtOnce = 4;

    /// <summary>Writes the up-scaled checkpoint, goes on with an interrupted one, or finds that it is done.</summary>
    /// <exception cref="IOException">The disk is too full, the output is in the way, or another run is writing it.</exception>
    /// <exception cref="InvalidDataException">The base is damaged, or its config cannot follow the plan.</exception>
    public static UpscalingOutcome Scale(
        string baseFolder,
        string outputFolder,
        DepthPlan plan,
        DiskUpscalingOptions? options = null,
        IProgress<UpscalingProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        using var basis = Checkpoint.Open(baseFolder);
        var job = UpscalingJob.Of(basis, plan, options);
        if (job.IsDoneIn(outputFolder))
        {
            StagedFolder.RemoveMark(outputFolder);
            return new(AlreadyDone: true, 0, job.TotalBytes, job.SourceOf.Count);
        }

        using var staged = StagedFolder.Resume(outputFolder);
        var journal = StagedJournal.Of(staged, job.Fingerprint);
        staged.RequireSpace(job.Shards, options.FreeBytes);

        var behind = new BehindTheCopy(journal);
        var copier = new ShardCopier(basis, job, journal, behind, options.JournalEveryBytes);
        var resumed = job.Shards.Sum(shard => Math.Max(0, journal.DurableBytes(shard.FileName) - shard.HeaderBytes));
        var done = resumed;
        try
        {
            // The system copies on the thread that asks, and one file takes one writer at a time: so, several files at once.
            Parallel.ForEach(
                Partitioner.Create(job.Shards, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = Math.Min(Environment.ProcessorCount, MaximumFilesAtOnce), CancellationToken = cancellation },
                shard => copier.Fill(shard, staged.Path, count => progress?.Report(new(Interlocked.Add(ref done, count), job.TotalBytes)), cancellation));
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }
        finally
        {
            behind.Wait();
        }

        WriteSmallFiles(basis, job, staged.Path);
        staged.Commit();
        return new(AlreadyDone: false, resumed, job.TotalBytes, job.SourceOf.Count);
    }

    private static void WriteSmallFiles(Checkpoint basis, UpscalingJob job, string folder)
    {
        CarriedFiles.Copy(basis.Folder, folder);
        JsonFile.Write(Path.Combine(folder, Checkpoint.ConfigFileName), job.Config);
        JsonFile.Write(Path.Combine(folder, UpscalingJob.RecordFileName), job.Record);
        if (job.Shards.Count > 1)
            JsonFile.Write(Path.Combine(folder, Checkpoint.IndexFileName), ShardIndex.Of(job.Shards));
        Provenance.Of("depth up-scaling", job.Asked, basis.Folder).Write(folder);
    }
}
