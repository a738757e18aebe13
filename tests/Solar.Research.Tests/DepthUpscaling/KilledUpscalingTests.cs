using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading;
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
        // A file that was finished is always taken over; within a file the journal follows the copy at its own pace.
        if (percent is 0 or >= 75)
            Assert.Equal(percent >= 75, outcome.ResumedBytes > 0);
        Assert.Equal(TinyCheckpoints.Contents(scratch["whole"]), TinyCheckpoints.Contents(scratch["scaled"]));
        Assert.True(DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], Plan, Options).AlreadyDone);
    }

    /// <summary>Turns this test program into the child when it is started as one.</summary>
    [ModuleInitializer]
    internal static void BecomeTheChild()
    {
        if (Environment.GetEnvironmentVariable(ChildVariable)?.Split(Path.PathSeparator) is not [var basis, var scaled, var percent])
            return;
        var share = int.Parse(percent, CultureInfo.InvariantCulture);
        DiskDepthUpscaler.Scale(basis, scaled, Plan, Options, new DiskDepthUpscalerTests.Report(progress =>
        {
            if (progress.Bytes * 100 < progress.TotalBytes * share)
                return;
            Console.WriteLine("stopped");
            Thread.Sleep(Timeout.Infinite);
        }));
        Environment.Exit(3); // the parent kills before this
    }
}
