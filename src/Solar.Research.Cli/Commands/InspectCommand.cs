using System.CommandLine;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar inspect DIR</c></summary>
internal static class InspectCommand
{
    public static Command Build()
    {
        var folder = new Argument<string>("DIR") { Description = "A checkpoint: a Hugging Face folder of safetensors." };
        var plan = new Option<string?>("--seam") { Description = "Also compare the layers that would meet under this plan, such as 0-23,8-31." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("inspect", "Say what a checkpoint holds: architecture, tensors, weights, types, seam.") { folder, plan, json };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), parsed.GetValue(plan), parsed.GetValue(json)));
        return command;
    }

    private static int Run(string folder, string? plan, bool json)
    {
        var summary = CheckpointSummary.Of(folder);
        var seams = plan is null ? null : Seams(folder, plan);
        if (json)
        {
            Output.Json(new { summary, seams });
            return 0;
        }

        Console.Write(summary);
        if (seams is not null)
            Console.Write($"\n{seams}");
        return 0;
    }

    private static SeamReport Seams(string folder, string plan)
    {
        using var basis = Checkpoint.Open(folder);
        return SeamReport.Of(basis, DepthPlan.Parse(plan, NumberedLayers.Of(basis.Tensors.Keys, basis.Folder).Count));
    }
}
