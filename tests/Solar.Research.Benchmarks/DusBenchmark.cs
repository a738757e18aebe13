using System.Globalization;
using Solar.Research.DepthUpscaling;
using Solar.Research.Model;

namespace Solar.Research.Benchmarks;

/// <summary>Depth up-scaling on disk beside <c>cp</c> of the same bytes: makes a random base of the config's shapes, measures, removes it.</summary>
internal static class DusBenchmark
{
    public static int Run(string configFile, string workFolder, int? layers)
    {
        var config = DecoderConfig.Parse(File.ReadAllText(configFile));
        config = config with { NumHiddenLayers = layers ?? config.NumHiddenLayers };
        var dropped = config.NumHiddenLayers / 4; // SOLAR's share: 8 of 32
        var plan = DepthPlan.Dus(config.NumHiddenLayers, dropped);
        var basis = Path.Combine(workFolder, "bench-base");
        Directory.CreateDirectory(workFolder);
        try
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{config.NumHiddenLayers} to {plan.ScaledLayers} layers, {ParameterCount.Of(config):N0} weights in the base"));
            RandomDecoder.Create(config, basis, seed: 1);
            Console.Write(CopyBenchmark.Run(basis, workFolder, plan));
        }
        finally
        {
            if (Directory.Exists(basis))
                Directory.Delete(basis, recursive: true);
        }

        return 0;
    }
}
