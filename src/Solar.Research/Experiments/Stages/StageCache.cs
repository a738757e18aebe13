using System.Threading;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Stages;

/// <summary>The folder in which every finished stage has a folder of its own, named by what made it.</summary>
/// <remarks>
/// A stage works in <c>NAME-HASH.partial</c>, which is renamed to <c>NAME-HASH</c> when the work is done: whatever has its final
/// name is whole. A lock file, held while working and released by the system when a process dies, keeps two processes apart.
/// </remarks>
/// <param name="folder">Where the artifacts are.</param>
public sealed class StageCache(string folder)
{
    private static readonly TimeSpan LockRetry = TimeSpan.FromMilliseconds(200);

    /// <summary>The folder that the stage's artifact has, or will have.</summary>
    public string FolderOf(Stage stage) => Path.Combine(folder, $"{stage.Name}-{stage.Hash[..16]}");

    /// <summary>Whether the stage is done.</summary>
    public bool Has(Stage stage) => Directory.Exists(FolderOf(stage));

    /// <summary>Does the stage unless it is done, and says whether there was anything to do.</summary>
    /// <param name="stage">The stage; its inputs must be done.</param>
    /// <param name="report">Takes progress.</param>
    /// <param name="cancellation">Ends waiting and work.</param>
    public bool Make(Stage stage, Action<double, string>? report = null, CancellationToken cancellation = default)
    {
        if (Has(stage))
            return false;
        if (stage.Inputs.FirstOrDefault(input => !Has(input)) is { } missing)
            throw new InvalidOperationException($"Stage '{stage}' needs '{missing}', which is not done: run the graph, which does inputs first.");

        using var held = Lock(stage, cancellation);
        if (Has(stage)) // by the process that held the lock before
            return false;

        var partial = FolderOf(stage) + ".partial";
        if (!stage.Resumes && Directory.Exists(partial))
            Directory.Delete(partial, recursive: true);
        Directory.CreateDirectory(partial);
        RecipeJson.Save(stage.Description(), Path.Combine(partial, "stage.json"));

        stage.Work(new(partial, [.. stage.Inputs.Select(FolderOf)], report ?? ((_, _) => { }), cancellation));
        cancellation.ThrowIfCancellationRequested();
        Directory.Move(partial, FolderOf(stage));
        return true;
    }

    private FileStream Lock(Stage stage, CancellationToken cancellation)
    {
        var locks = Directory.CreateDirectory(Path.Combine(folder, ".locks")).FullName;
        var file = Path.Combine(locks, $"{stage.Name}-{stage.Hash[..16]}");
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(file)) // another process, or thread, is at it
            {
                cancellation.WaitHandle.WaitOne(LockRetry);
            }
        }
    }
}
