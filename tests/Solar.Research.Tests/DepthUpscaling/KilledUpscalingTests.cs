using System.Diagnostics;
using System.Globalization;
using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.DepthUpscaling;

public sealed class KilledUpscalingTests : IDisposable
{
    private const string ChildVariable = "SOLAR_TEST_UPSCALE";
    private const int Layers = 6;
    private static readonly DepthPlan Plan = DepthPlan.Dus(Layers, 2);
    private static readonly DiskUpscalingOptions Options = new() { MaxShardBytes = 30_000, JournalEveryBytes = 5_000 };

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    // A process of its own does the work, stops at a share of it and is killed there; then the same work is asked for again.
    [Theory]
    [InlineData(0)]
    [InlineData(30)]
    [InlineData(75)]
    [InlineData(100)]
    public void SIGKILL_in_the_middle_then_the_same_job_ends_in_the_same_bytes(int percent)
    {
        TinyCheckpoints.Mistral(scratch["base"], Layers, maxShardBytes: 40_000);
        DiskDepthUpscaler.Scale(scratch["base"], scratch["whole"], Plan, Options);

        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
            start.ArgumentList.Add(typeof(KilledUpscalingTests).Assembly.Location);
        start.Environment[ChildVariable] = string.Join(Path.PathSeparator, scratch["base"], scratch["scaled"], percent.ToString(CultureInfo.InvariantCulture));
        using (var child = Process.Start(start)!)
        {
            Assert.Equal("stopped", child.StandardOutput.ReadLine());
            child.Kill();
            child.WaitForExit();
            Assert.Equal(128 + 9, child.ExitCode);
        }

        Assert.False(Directory.Exists(scratch["scaled"]));
        var outcome = DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], Plan, Options);
        Assert.False(outcome.AlreadyDone);
        // The journal follows the copy at its own pace: the later kills wait for it.
        if (percent is 0 or >= 75)
            Assert.Equal(percent >= 75, outcome.ResumedBytes > 0);
        Assert.Equal(TinyCheckpoints.Contents(scratch["whole"]), TinyCheckpoints.Contents(scratch["scaled"]));
        Assert.True(DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], Plan, Options).AlreadyDone);
    }

    /// <summary>Whether this process was started by the test.</summary>
    internal static bool IsChild() => Environment.GetEnvironmentVariable(ChildVariable) is not null;

    /// <summary>Scales, and stops where it will be killed.</summary>
    internal static int BeTheChild()
    {
        if (Environment.GetEnvironmentVariable(ChildVariable)!.Split(Path.PathSeparator) is not [var basis, var scaled, var percent])
            return 2;
        var share = int.Parse(percent, CultureInfo.InvariantCulture);
        DiskDepthUpscaler.Scale(basis, scaled, Plan, Options, new DiskDepthUpscalerTests.Report(progress =>
        {
            if (progress.Bytes * 100 < progress.TotalBytes * share)
                return;
            while (share >= 75 && JournalLines(scaled) < 2) // the job's own line, and something that is on the disk
                Thread.Sleep(1);
            Console.WriteLine("stopped");
            Thread.Sleep(Timeout.Infinite);
        }));
        return 3; // the parent kills before this
    }

    // The writer holds the file locked, for .NET; not for others.
    private static int JournalLines(string output)
    {
        using var count = Process.Start(new ProcessStartInfo("wc", ["-l", Path.Combine(output + ".partial", StagedFolder.LockName)]) { RedirectStandardOutput = true })!;
        return int.Parse(count.StandardOutput.ReadToEnd().Split(' ')[0], CultureInfo.InvariantCulture);
    }
}
