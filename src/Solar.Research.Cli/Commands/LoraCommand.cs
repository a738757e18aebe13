using System.CommandLine;
using System.Threading;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar lora merge BASE ADAPTER OUT</c></summary>
internal static class LoraCommand
{
    private static readonly Argument<string> Base = new("BASE") { Description = "The model beside which the adapters were trained, a Hugging Face folder." };
    private static readonly Argument<string> Adapter = new("ADAPTER") { Description = "The adapters in PEFT's format: adapter_config.json and adapter_model.safetensors." };
    private static readonly Argument<string> Out = new("OUT") { Description = "The folder to write. It appears when it is complete." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the outcome as JSON." };

    public static Command Build()
    {
        var merge = new Command("merge", "Add adapters to the weights of their model, from disk to disk.") { Base, Adapter, Out, Json };
        merge.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Merge(parsed, cancellation)));
        return new Command("lora", "Adapters of low rank.") { merge };
    }

    private static int Merge(ParseResult parsed, CancellationToken cancellation)
    {
        var target = parsed.GetRequiredValue(Out);
        var start = TimeProvider.System.GetTimestamp();
        var bytes = LongWork.Bytes("merge", 0, progress =>
        {
            var all = 0L;
            LoraMerger.Merge(
                parsed.GetRequiredValue(Base), parsed.GetRequiredValue(Adapter), target, new Relay(progress, value => all = value.Total), cancellation);
            return all;
        });
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;
        if (parsed.GetValue(Json))
            Output.Json(new { folder = target, bytes, seconds });
        else
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bytes / 1e9:F2} GB in {seconds:F1} s: {target}"));
        return 0;
    }

    private sealed class Relay(IProgress<(long Done, long Total)> to, Action<(long Done, long Total)> seen) : IProgress<(long Done, long Total)>
    {
        public void Report((long Done, long Total) value)
        {
            seen(value);
            to.Report(value);
        }
    }
}
