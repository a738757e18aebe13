using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Merging.Disk;

public sealed class KilledMergeTests : IDisposable
{
    private const string ChildVariable = "SOLAR_TEST_MERGE";
    private static readonly MergeOptions Options = new() { MaxShardBytes = 15_000, JournalEveryBytes = 3_000, ChunkElements = 100 };

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    // A process of its own does the work, stops at a share of it and is killed there; then the same work is asked for again.
    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    public void SIGKILL_in_the_middle_then_the_same_merge_ends_in_the_same_bytes(int percent)
    {
        TinyModels.Random(scratch["a"], 1);
        TinyModels.Random(scratch["b"], 2);
        var recipe = MergeRecipe.Slerp(scratch["a"], scratch["b"], 0.3);
        DiskMerger.Merge(recipe, scratch["whole"], Options);

        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(KilledMergeTests).Assembly.Location);
        start.Environment[ChildVariable] = string.Join(Path.PathSeparator, scratch["a"], scratch["b"], scratch["merged"], percent.ToString(CultureInfo.InvariantCulture));
        using (var child = Process.Start(start)!)
        {
            Assert.Equal("stopped", child.StandardOutput.ReadLine());
            child.Kill();
            child.WaitForExit();
            Assert.Equal(128 + 9, child.ExitCode);
        }

        Assert.False(Directory.Exists(scratch["merged"]));
        var outcome = DiskMerger.Merge(recipe, scratch["merged"], Options);
        Assert.False(outcome.AlreadyDone);
        if (percent == 100)
            Assert.InRange(outcome.ResumedBytes, 1, outcome.TotalBytes); // files before the last one were finished
        Assert.Equal(TinyCheckpoints.Contents(scratch["whole"]), TinyCheckpoints.Contents(scratch["merged"]));
        Assert.True(DiskMerger.Merge(recipe, scratch["merged"], Options).AlreadyDone);
    }

    /// <summary>Whether this process was started by the test.</summary>
    internal static bool IsChild() => Environment.GetEnvironmentVariable(ChildVariable) is not null;

    /// <summary>Merges, and stops where it will be killed.</summary>
    internal static int BeTheChild()
    {
        if (Environment.GetEnvironmentVariable(ChildVariable)!.Split(Path.PathSeparator) is not [var a, var b, var merged, var percent])
            return 2;
        var share = int.Parse(percent, CultureInfo.InvariantCulture);
        DiskMerger.Merge(MergeRecipe.Slerp(a, b, 0.3), merged, Options, new DiskMergerTests.Report(progress =>
        {
            if (progress.Bytes * 100 < progress.TotalBytes * share)
                return;
            Console.WriteLine("stopped");
            Thread.Sleep(Timeout.Infinite);
        }));
        return 3; // the parent kills before this
    }
}
