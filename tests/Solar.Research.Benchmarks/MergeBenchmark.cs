using System.Diagnostics;
using System.Globalization;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;
using Solar.Research.Model;

namespace Solar.Research.Benchmarks;

/// <summary>
/// Streamed merges, linear and SLERP, of two random models of the config's shapes, beside plain file copy of the same bytes: both are read and one is
/// written, with <c>cp -r</c> of one and <c>dd</c> of the other into nothing.
/// </summary>
/// <remarks>
/// Each side runs twice in a row and the second run counts: here a copy right after a merge took up to three times as long as a copy after
/// a copy, whatever the pause between them, and a ratio that has this in it would flatter the merge.
/// </remarks>
internal static class MergeBenchmark
{
    /// <summary>Needs room for three models, and leaves nothing.</summary>
    public static int Run(string configFile, string workFolder, int? layers, int rounds)
    {
        var config = DecoderConfig.Parse(File.ReadAllText(configFile));
        config = config with { NumHiddenLayers = layers ?? config.NumHiddenLayers };
        var (a, b, merged, copy) = (Path.Combine(workFolder, "bench-a"), Path.Combine(workFolder, "bench-b"), Path.Combine(workFolder, "bench-merged"), Path.Combine(workFolder, "bench-copy"));
        Directory.CreateDirectory(workFolder);
        try
        {
            foreach (var left in new[] { a, b, merged, copy }) // of a run that was killed
                DiskClock.Remove(left);
            RandomDecoder.Create(config, a, seed: 1);
            RandomDecoder.Create(config, b, seed: 2);
            var bytes = Directory.EnumerateFiles(a).Sum(file => new FileInfo(file).Length);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"two models of {config.NumHiddenLayers} layers, {ParameterCount.Of(config):N0} weights, {bytes / 1e9:F2} GB each"));

            var (linear, slerp) = (MergeRecipe.Linear([a, b], [0.4, 0.6]), MergeRecipe.Slerp(a, b, 0.4));
            double Merge(MergeRecipe recipe) => DiskClock.Seconds([a, b], merged, () => DiskMerger.Merge(recipe, merged));
            double Copy() => DiskClock.Seconds([a, b], copy, () =>
            {
                DiskClock.Command("cp", "-r", a, copy);
                foreach (var file in Directory.EnumerateFiles(b))
                    DiskClock.Command("dd", "if=" + file, "of=/dev/null", "bs=1M", "status=none");
            });
            var times = new List<(double Linear, double Slerp, double Copy)>();
            for (var i = 0; i < rounds; i++)
            {
                double Second(Func<double> work)
                {
                    work();
                    return work();
                }

                times.Add((Second(() => Merge(linear)), Second(() => Merge(slerp)), Second(Copy)));
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {i + 1}: linear {times[^1].Linear:F2} s, SLERP {times[^1].Slerp:F2} s, copy {times[^1].Copy:F2} s"));
            }

            using var process = Process.GetCurrentProcess();
            var copied = DiskClock.Median(times.Select(round => round.Copy));
            Tell("linear", DiskClock.Median(times.Select(round => round.Linear)), copied, bytes);
            Tell("SLERP", DiskClock.Median(times.Select(round => round.Slerp)), copied, bytes);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"peak memory {process.PeakWorkingSet64 / 1048576.0:F0} MiB, that of making the models included"));
        }
        finally
        {
            foreach (var folder in new[] { a, b, merged, copy })
                DiskClock.Remove(folder);
        }

        return 0;
    }

    private static void Tell(string what, double merge, double copy, long bytes) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"medians: {what} {merge:F2} s ({3 * bytes / merge / 1e9:F2} GB/s read and written), copy {copy:F2} s ({3 * bytes / copy / 1e9:F2} GB/s), ratio {copy / merge:F2}"));
}
