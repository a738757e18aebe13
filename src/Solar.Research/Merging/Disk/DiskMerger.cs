using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Merging.Disk;

/// <summary>Merges checkpoints from disk to disk, tensor by tensor and in portions, in little memory and at the disk's pace.</summary>
/// <remarks>
/// Arithmetic is in double precision with one rounding, to the type of the output. The output appears when it is complete; until then it
/// grows in <c>….partial</c>, where an interrupted run is taken up again. The same recipe over the same models gives the same bytes, with
/// any number of threads.
/// </remarks>
public static class DiskMerger
{
    /// <summary>Writes the merged checkpoint, goes on with an interrupted one, or finds that it is done.</summary>
    /// <exception cref="ArgumentException">The recipe does not give its method what it takes.</exception>
    /// <exception cref="InvalidDataException">The models are damaged or do not fit each other, or a merged number is not finite.</exception>
    /// <exception cref="IOException">The disk is too full, the output is in the way, or another run is writing it.</exception>
    public static MergeOutcome Merge(
        MergeRecipe recipe,
        string outputFolder,
        MergeOptions? options = null,
        IProgress<MergeProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        options ??= new();
        recipe.Validate();
        var checkpoints = new Dictionary<string, Checkpoint>();
        try
        {
            foreach (var name in recipe.Models)
                checkpoints.Add(name, Checkpoint.Open(ModelFolders.Find(name, options.ModelsFolder)));
            return Merge(MergeJob.Of(recipe, checkpoints, options), outputFolder, options, progress, cancellation);
        }
        finally
        {
            foreach (var checkpoint in checkpoints.Values)
                checkpoint.Dispose();
        }
    }

    private static MergeOutcome Merge(MergeJob job, string outputFolder, MergeOptions options, IProgress<MergeProgress>? progress, CancellationToken cancellation)
    {
        if (job.IsDoneIn(outputFolder))
        {
            StagedFolder.RemoveMark(outputFolder);
            return new(AlreadyDone: true, 0, job.TotalBytes, MergeRecord.Of(job, FactsIn(outputFolder)));
        }

        using var staged = StagedFolder.Resume(outputFolder);
        var journal = StagedJournal.Of(staged, job.Fingerprint);
        staged.RequireSpace(job.Shards, options.FreeBytes);
        using var facts = TensorFacts.In(staged.Path);

        var resumed = job.Shards.Sum(shard => Math.Max(0, journal.DurableBytes(shard.FileName) - shard.HeaderBytes));
        var done = resumed;
        var merger = new ShardMerger(job, journal, facts, options, count => progress?.Report(new(Interlocked.Add(ref done, count), job.TotalBytes)));
        try
        {
            foreach (var shard in job.Shards)
                merger.Fill(shard, staged.Path, cancellation);
        }
        catch when (merger.IsHopeless)
        {
            staged.Discard();
            throw;
        }

        var record = MergeRecord.Of(job, InOrder(job, facts.All));
        facts.Remove();
        CarriedFiles.Copy(job.Donor.Folder, staged.Path);
        JsonFile.Write(Path.Combine(staged.Path, Checkpoint.ConfigFileName), job.Config);
        if (job.Shards.Count > 1)
            JsonFile.Write(Path.Combine(staged.Path, Checkpoint.IndexFileName), ShardIndex.Of(job.Shards));
        record.Write(job, staged.Path);
        staged.Commit();
        return new(AlreadyDone: false, resumed, job.TotalBytes, record);
    }

    private static Dictionary<string, IReadOnlyDictionary<string, double>> InOrder(MergeJob job, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> facts) =>
        job.Shards.SelectMany(shard => shard.Header.Tensors).Select(tensor => tensor.Entry.Name).ToDictionary(name => name, name => facts[name]);

    private static Dictionary<string, IReadOnlyDictionary<string, double>> FactsIn(string folder) =>
        JsonFile.Read(Path.Combine(folder, MergeRecord.FileName))["facts"]!.AsObject().ToDictionary(
            pair => pair.Key,
            pair => (IReadOnlyDictionary<string, double>)pair.Value!.AsObject().ToDictionary(found => found.Key, found => found.Value!.GetValue<double>()));
}
