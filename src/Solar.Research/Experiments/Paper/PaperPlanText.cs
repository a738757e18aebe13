using System.Globalization;
using System.Text;
using Solar.Research.Display;
using Solar.Research.Model;

namespace Solar.Research.Experiments.Paper;

/// <summary>A plan as text: one line a stage, the formulas behind it, and what would make a stage fit.</summary>
public static class PaperPlanText
{
    private static readonly string[] Shown = [MemoryUse.Weights, MemoryUse.Gradients, MemoryUse.Optimizer, MemoryUse.Activations, MemoryUse.LogitsAndCache];

    /// <summary>Bytes in GB of 10⁹, with two decimals.</summary>
    public static string Gb(double bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:N2} GB");

    /// <summary>The whole plan.</summary>
    public static string Of(PaperPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var text = new StringBuilder();
        text.Append(TableOf(plan));
        text.Append(CultureInfo.InvariantCulture, $"\nTogether {plan.Flops:0.00e+0} operations, {Hours(plan.Hours)}; {Gb(plan.DiskBytes)} on the disk when all is done, {Gb(plan.DiskBytesAtMost)} at most on the way.\n\n");
        Assumed(text, plan);
        foreach (var stage in plan.Stages.Where(stage => stage.Memory.Parts.Count > 0).DistinctBy(stage => (stage.Memory.Bytes, stage.Weights)))
            Memory(text, plan, stage);
        foreach (var misfit in plan.Misfits)
            Misfit(text, plan, misfit);
        Absent(text, plan);
        text.Append(plan.Obstacle() is null ? "Everything is there and fits.\n" : "");
        return text.ToString();
    }

    private static string TableOf(PaperPlan plan)
    {
        var memory = plan.Machine.Gpu.MemoryBytes;
        return new Table(
            string.Create(CultureInfo.InvariantCulture, $"SOLAR 10.7B at the paper's scale on one {plan.Machine.Gpu.Name} of {Gb(memory)}: sizes in GB of 10⁹ bytes, GPU memory at its fullest"),
            ["stage", ">weights", ">disk", ">weights", ">grads", ">optim.", ">activ.", ">logits", ">GPU", "fits", ">FLOPs", ">hours", "what, from"],
            [
                .. plan.Stages.Select(stage => (string[])
                [
                    stage.Name,
                    stage.Weights.ToString("N0", CultureInfo.InvariantCulture),
                    One(stage.DiskBytes),
                    .. Shown.Select(part => stage.Memory.Parts.Count == 0 ? "" : One(stage.Memory.Of(part))),
                    stage.Memory.Parts.Count == 0 ? "-" : One(stage.Memory.Bytes),
                    stage.Memory.Parts.Count == 0 ? "" : stage.FitsIn(memory) ? "yes" : "NO",
                    stage.Flops == 0 ? "-" : stage.Flops.ToString("0.00e+0", CultureInfo.InvariantCulture),
                    stage.Hours.ToString("N2", CultureInfo.InvariantCulture),
                    $"{stage.Work}; {string.Join(", ", stage.Inputs)}",
                ]),
            ]).ToString();
    }

    private static void Assumed(StringBuilder text, PaperPlan plan)
    {
        var (gpu, numbers) = (plan.Machine.Gpu, plan.Numbers);
        text.Append(CultureInfo.InvariantCulture, $"FLOPs: of a token 6·(N − V·H − norms) + 12·L·A·D·(T + 1)/2 in training, a third of it in reading; a linear merge 3·N.\n");
        text.Append(CultureInfo.InvariantCulture, $"Hours: FLOPs ({(plan.Switches.GradientCheckpointing ? "4/3 of them in training, for gradient checkpointing" : "no recomputing")}) / ({gpu.FlopsPerSecond / 1e12:0} TFLOP/s · MFU {plan.Machine.Utilisation}); tokens written one by one at {gpu.BytesPerSecond / 1e12:0.##} TB/s; growing and merging at {numbers.DiskBytesPerSecond / 1e9} GB/s of disk.\n");
        text.Append(CultureInfo.InvariantCulture, $"Guessed tokens of an example: {string.Join(", ", numbers.TokensPerExample.Select(set => $"{set.Key} {set.Value}"))}; a run counts its own.\n");
        var model = plan.Model;
        text.Append(CultureInfo.InvariantCulture, $"Letters: N {ParameterCount.Of(model):N0} weights, L {model.NumHiddenLayers} layers, H {model.HiddenSize}, F {model.IntermediateSize}, V {model.VocabSize}, A {model.NumAttentionHeads} heads, K {model.NumKeyValueHeads} key/value heads of D {model.HeadDim}; B texts of T tokens at once{(plan.Switches.Lora is { } lora ? $"; n {LoraCount.Of(model, lora):N0} weights of adapters" : "")}.\n");
        text.Append(CultureInfo.InvariantCulture, $"Switches: {plan.Switches}; attention {(plan.Machine.Attention == AttentionKernel.Sdpa ? "sdpa" : "composed")}.\n\n");
    }

    private static void Memory(StringBuilder text, PaperPlan plan, PlannedStage stage)
    {
        var alike = plan.Stages.Where(other => (other.Memory.Bytes, other.Weights) == (stage.Memory.Bytes, stage.Weights)).Select(other => other.Name).ToList();
        var cpu = stage.Memory.HostBytes > 0 ? $", and {Gb(stage.Memory.HostBytes)} of the CPU's" : "";
        text.Append(new Table(
            $"GPU memory of {stage.Name}{(alike.Count > 1 ? $" and {alike.Count - 1} alike" : "")}: {Gb(stage.Memory.Bytes)}{cpu}",
            ["", "bytes", ">GB"],
            [.. stage.Memory.Parts.Select(part => (string[])[part.Name, part.Formula, (part.Bytes / 1e9).ToString("N2", CultureInfo.InvariantCulture)])]).ToString()).Append('\n');
    }

    private static void Misfit(StringBuilder text, PaperPlan plan, Misfit misfit)
    {
        text.Append(CultureInfo.InvariantCulture, $"Does not fit: {string.Join(", ", misfit.Stages)}, {Gb(misfit.Bytes)} of {Gb(plan.Machine.Gpu.MemoryBytes)}.\n");
        foreach (var one in misfit.Single)
            text.Append(CultureInfo.InvariantCulture, $"  with {one.Changes[0]}: {Gb(one.Memory.Bytes)}{Cpu(one)}, {(one.Memory.Bytes <= plan.Machine.Gpu.MemoryBytes ? "fits" : "not enough alone")}\n");
        text.Append(misfit.Fewest is { } fewest
            ? $"  fewest changes that make it fit: {string.Join(" and ", fewest.Changes)}, {Gb(fewest.Memory.Bytes)}{Cpu(fewest)}\n\n"
            : "  no switch makes it fit: take a GPU with more memory\n\n");

        static string Cpu(SwitchedMemory one) => one.Memory.HostBytes > 0 ? $" and {Gb(one.Memory.HostBytes)} of the CPU's" : "";
    }

    private static void Absent(StringBuilder text, PaperPlan plan)
    {
        if (plan.Absent.Count == 0)
            return;
        text.Append("Missing:\n");
        foreach (var input in plan.Absent)
            text.Append(CultureInfo.InvariantCulture, $"  {input.Name}: {input.Problem}\n");
    }

    private static string Hours(double hours) => string.Create(CultureInfo.InvariantCulture, $"{hours:N0} hours ({hours / 24:N1} days)");

    private static string One(double bytes) => bytes == 0 ? "-" : (bytes / 1e9).ToString("N1", CultureInfo.InvariantCulture);
}
