using System.CommandLine;
using System.Globalization;
using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar dus BASE OUT --drop M</c></summary>
internal static class DusCommand
{
    private static readonly Argument<string> Base = new("BASE") { Description = "The checkpoint to scale: a Hugging Face folder of safetensors." };
    private static readonly Argument<string> Out = new("OUT") { Description = "The folder to write. It appears when it is complete." };
    private static readonly Option<int?> Drop = new("--drop", "-m") { Description = "m: stack two copies, the first without its last m layers, the second without its first m (SOLAR: 8)." };
    private static readonly Option<string?> Plan = new("--plan") { Description = "Any list of layers, such as 0-23,8-31 or 0-3,3*,4-7,7* (a star marks an identity block), or a JSON file." };
    private static readonly Option<string?> Style = new("--as") { Description = "'llama': restate a Mistral config as Llama's, as SOLAR did." };
    private static readonly Option<int?> Positions = new("--max-positions") { Description = "With --as llama: max_position_embeddings (SOLAR: 4096)." };
    private static readonly Option<bool> Seam = new("--seam") { Description = "Also compare the layers that now meet. Reads the whole base once." };
    private static readonly Option<bool> Verify = new("--verify") { Description = "Afterwards compare every tensor with its source, bit by bit." };

    public static Command Build()
    {
        Style.AcceptOnlyFromAmong("llama");
        var command = new Command("dus", "Scale a checkpoint in depth, from disk to disk; an interrupted run goes on where it was.") { Base, Out, Drop, Plan, Style, Positions, Seam, Verify };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Drop) is null == (result.GetValue(Plan) is null))
                result.AddError("Say either --drop M or --plan LAYERS.");
            if (result.GetValue(Positions) is not null && result.GetValue(Style) is null)
                result.AddError("--max-positions goes with --as llama.");
        });
        command.SetAction((parsed, cancellation) => System.Threading.Tasks.Task.FromResult(Run(parsed, cancellation)));
        return command;
    }

    private static int Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (source, target) = (parsed.GetRequiredValue(Base), parsed.GetRequiredValue(Out));
        var plan = PlanOf(source, parsed.GetValue(Drop), parsed.GetValue(Plan));
        var options = new DiskUpscalingOptions { AsLlama = parsed.GetValue(Style) is not null, MaxPositions = parsed.GetValue(Positions) };

        var start = TimeProvider.System.GetTimestamp();
        var outcome = LongWork.Bytes(
            $"{plan.BaseLayers} to {plan.ScaledLayers} layers",
            0,
            progress => DiskDepthUpscaler.Scale(source, target, plan, options, new Relay(progress), cancellation));
        var seconds = TimeProvider.System.GetElapsedTime(start).TotalSeconds;

        Console.WriteLine(outcome.AlreadyDone
            ? $"{target} is already complete: {plan}"
            : string.Create(CultureInfo.InvariantCulture, $"{target}: {outcome.Tensors} tensors, {outcome.TotalBytes / 1e9:F2} GB in {seconds:F1} s ({(outcome.TotalBytes - outcome.ResumedBytes) / 1e6 / seconds:F0} MB/s{Resumed(outcome)}): {plan}"));
        Console.Write(CheckpointSummary.Of(target));
        if (parsed.GetValue(Verify))
        {
            var (tensors, bytes) = DepthUpscaleVerifier.Verify(source, target, plan);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"verified      {tensors} tensors, {bytes:N0} bytes, equal to their sources bit by bit"));
        }

        if (parsed.GetValue(Seam))
        {
            using var basis = Checkpoint.Open(source);
            Console.Write($"\n{SeamReport.Of(basis, plan)}");
        }

        return 0;
    }

    private static string Resumed(UpscalingOutcome outcome) =>
        outcome.ResumedBytes == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"; {outcome.ResumedBytes / 1e9:F2} GB were there already");

    /// <summary>The plan that <c>--drop</c> or <c>--plan</c> asks for, for the depth of this base.</summary>
    public static DepthPlan PlanOf(string baseFolder, int? drop, string? plan)
    {
        using var basis = Checkpoint.Open(baseFolder);
        var layers = NumberedLayers.Of(basis.Tensors.Keys, basis.Folder).Count;
        return drop is { } m
            ? DepthPlan.Dus(layers, m)
            : DepthPlan.Parse(File.Exists(plan) ? File.ReadAllText(plan) : plan!, layers);
    }

    private sealed class Relay(IProgress<(long Done, long Total)> to) : IProgress<UpscalingProgress>
    {
        public void Report(UpscalingProgress value) => to.Report((value.Bytes, value.TotalBytes));
    }
}
