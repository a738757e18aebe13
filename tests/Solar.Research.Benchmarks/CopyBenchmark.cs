using System.Diagnostics;
using System.Globalization;
using Solar.Research.DepthUpscaling;

namespace Solar.Research.Benchmarks;

/// <summary>One round: the same bytes written by each, both brought to the disk.</summary>
/// <param name="Upscaling">Seconds of the up-scaling.</param>
/// <param name="Copy">Seconds of <c>cp -r</c> of the up-scaled folder.</param>
internal readonly record struct CopyRound(double Upscaling, double Copy);

/// <summary>Up-scaling on disk against <c>cp -r</c> of the same bytes, in one run.</summary>
/// <param name="Bytes">What each writes.</param>
/// <param name="Rounds">Every round after one that is not counted.</param>
/// <param name="PeakMemory">The largest resident size of this process, in bytes.</param>
internal sealed record CopyBenchmark(long Bytes, IReadOnlyList<CopyRound> Rounds, long PeakMemory)
{
    /// <summary>The speed of up-scaling over the speed of <c>cp</c>, by the medians.</summary>
    public double Ratio => Median(round => round.Copy) / Median(round => round.Upscaling);

    /// <summary>Runs it; needs room for the up-scaled folder twice beside the base, and leaves nothing.</summary>
    /// <param name="baseFolder">The base.</param>
    /// <param name="workFolder">Where the copies are made and removed.</param>
    /// <param name="plan">The plan.</param>
    /// <param name="rounds">How often; each time the other one goes first.</param>
    public static CopyBenchmark Run(string baseFolder, string workFolder, DepthPlan plan, int rounds = 5)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rounds);
        var (reference, scaled, copy) = (Path.Combine(workFolder, "bench-reference"), Path.Combine(workFolder, "bench-scaled"), Path.Combine(workFolder, "bench-copy"));
        foreach (var left in new[] { reference, scaled, copy }) // of a run that was killed
            DiskClock.Remove(left);
        try
        {
            var outcome = DiskDepthUpscaler.Scale(baseFolder, reference, plan);
            DepthUpscaleVerifier.Verify(baseFolder, reference, plan);
            var measured = new List<CopyRound>();
            double Upscaling() => DiskClock.Seconds([baseFolder], scaled, () => DiskDepthUpscaler.Scale(baseFolder, scaled, plan));
            double Copy() => DiskClock.Seconds([reference], copy, () => DiskClock.Command("cp", "-r", reference, copy));

            // The disk is still busy with the folders that were made: whichever comes first is slow. One of each is not counted.
            Copy();
            Upscaling();
            for (var i = 0; i < rounds; i++)
            {
                if (i % 2 == 0)
                {
                    var first = Upscaling();
                    measured.Add(new(first, Copy()));
                }
                else
                {
                    var first = Copy();
                    measured.Add(new(Upscaling(), first));
                }
            }

            using var process = Process.GetCurrentProcess();
            return new(outcome.TotalBytes, measured, process.PeakWorkingSet64);
        }
        finally
        {
            DiskClock.Remove(reference);
        }
    }

    /// <summary>Every round, the medians, the ratio.</summary>
    public override string ToString()
    {
        var lines = Rounds.Select((round, i) => string.Create(CultureInfo.InvariantCulture, $"round {i + 1}: up-scaling {round.Upscaling:F2} s, cp {round.Copy:F2} s"));
        var (ours, theirs) = (Median(round => round.Upscaling), Median(round => round.Copy));
        return string.Join('\n', lines) + string.Create(
            CultureInfo.InvariantCulture,
            $"\nmedian: up-scaling {ours:F2} s ({Bytes / ours / 1e6:F0} MB/s), cp {theirs:F2} s ({Bytes / theirs / 1e6:F0} MB/s), ratio {Ratio:F2}; peak memory {PeakMemory / 1048576.0:F0} MiB\n");
    }

    private double Median(Func<CopyRound, double> of) => DiskClock.Median(Rounds.Select(of));
}
