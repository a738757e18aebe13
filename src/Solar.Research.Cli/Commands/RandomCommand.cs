using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.Model;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar random CONFIG OUT</c></summary>
internal static class RandomCommand
{
    private static readonly Argument<FileInfo> Config = new Argument<FileInfo>("CONFIG") { Description = "A config.json, such as data/configs/mistral-7b-v0.1.json." }.AcceptExistingOnly();
    private static readonly Argument<string> Out = new("OUT") { Description = "The folder to write." };
    private static readonly Option<int?> Layers = new("--layers") { Description = "Another depth than the config's." };
    private static readonly Option<StoredType> Type = new("--dtype") { Description = "bf16, f16 or f32.", DefaultValueFactory = _ => StoredType.BF16 };
    private static readonly Option<long> Seed = new("--seed") { Description = "Decides every number.", DefaultValueFactory = _ => 1 };

    public static Command Build()
    {
        var command = new Command("random", "Make a checkpoint of true shapes and random numbers, to try and measure things at full size.") { Config, Out, Layers, Type, Seed };
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var config = DecoderConfig.Parse(File.ReadAllText(parsed.GetRequiredValue(Config).FullName));
        if (parsed.GetValue(Layers) is { } layers)
            config = config with { NumHiddenLayers = layers };
        var type = parsed.GetValue(Type);
        var total = RandomDecoder.BytesOf(config, type);
        var folder = parsed.GetRequiredValue(Out);

        var start = TimeProvider.System.GetTimestamp();
        LongWork.Bytes("random weights", total, progress =>
        {
            RandomDecoder.Create(config, folder, parsed.GetValue(Seed), type, progress: new Relay(progress, total), cancellation: cancellation);
            return 0;
        });
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{folder}: {ParameterCount.Of(config):N0} weights, {total / 1e9:F2} GB in {seconds:F1} s ({total / 1e6 / seconds:F0} MB/s)"));
        return 0;
    }

    private sealed class Relay(IProgress<(long Done, long Total)> to, long total) : IProgress<long>
    {
        public void Report(long value) => to.Report((value, total));
    }
}
