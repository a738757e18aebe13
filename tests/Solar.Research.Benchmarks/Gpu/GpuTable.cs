using System.Globalization;
using System.Text;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>What was measured, as a Markdown table under the device and the settings.</summary>
internal sealed class GpuTable(GpuCard card, GpuOptions options)
{
    private readonly List<string> _rows = [];
    private readonly HashSet<string> _versions = [];
    private readonly List<(string Where, string Why)> _alone = [];

    /// <summary>Adds what the two sides made of one measurement.</summary>
    public void Add(GpuShape shape, GpuStage stage, GpuTurn ours, GpuTurn theirs)
    {
        _versions.UnionWith(new[] { ours, theirs }.Where(turn => turn.Missing is null).Select(turn => turn.Versions));
        var what = stage switch { GpuStage.Sft => "SFT step", GpuStage.Dpo => "DPO step", _ => "greedy decoding" };
        foreach (var (who, turn) in new[] { ("NOT MEASURED", ours), ("WITHOUT A PEER", theirs) })
        {
            if (turn.Missing is { } why)
                _alone.Add(($"{who}: {shape.Name}, {what}", why));
        }

        var (mine, peer) = (Rate(stage, ours), Rate(stage, theirs));
        var ratio = mine / peer;
        var name = $"{shape.Name} ({ParameterCount.Of(shape.Config) / 1e9:0.00}B)";
        _rows.Add(string.Join(" | ",
            string.Create(CultureInfo.InvariantCulture, $"| {name}"),
            what,
            stage == GpuStage.Decode ? "bf16" : $"bf16, state {(shape.State == StatePrecision.Int8 ? "8-bit" : "bf16")}",
            Number(mine),
            Number(peer),
            ratio is { } times ? times.ToString("0.00", CultureInfo.InvariantCulture) : "no peer",
            Share(shape, stage, mine),
            Share(shape, stage, peer),
            $"{Gigabytes(ours)} |"));
    }

    public override string ToString()
    {
        var text = new StringBuilder()
            .AppendLine(CultureInfo.InvariantCulture, $"Device: {card.Name}. Peak {Said(card.Teraflops, "TFLOP/s bf16 dense")}, {Said(card.Bandwidth, "GB/s")}, by its maker. Ran: {string.Join("; ", _versions)}.")
            .AppendLine(CultureInfo.InvariantCulture, $"{options.Rows} rows of {options.Tokens} tokens a step, {options.MicroRows} at once, packed without a break, random weights and tokens, gradient checkpointing, no master weights; {options.Steps} steps, the first {options.Steps / 3} not counted; medians. Decoding: batch 1, {options.NewTokens} tokens after 128.")
            .AppendLine("Share: of a step, useful operations (6N and causal attention, recomputation not counted) of the peak; of decoding, bytes of weights read a second of the bandwidth.");
        foreach (var (where, why) in _alone)
            text.AppendLine(CultureInfo.InvariantCulture, $"{where}: {why}");
        text.AppendLine()
            .AppendLine("| shape | what | numbers | ours, tokens/s | peer, tokens/s | ratio | our share | peer's share | our peak, GB |")
            .AppendLine("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
        foreach (var row in _rows)
            text.AppendLine(row);
        return text.ToString();
    }

    private double? Rate(GpuStage stage, GpuTurn turn)
    {
        if (turn.Missing is not null || turn.Seconds.Length == 0)
            return null;
        var counted = turn.Seconds[(turn.Seconds.Length / 3)..].Order().ToArray();
        var median = (counted[(counted.Length - 1) / 2] + counted[counted.Length / 2]) / 2;
        return (stage == GpuStage.Decode ? 1 : (double)options.Rows * options.Tokens) / median;
    }

    private string Share(GpuShape shape, GpuStage stage, double? rate)
    {
        // A token reads every weight once but the embedding, of which it reads a row.
        var cost = stage == GpuStage.Decode
            ? 2.0 * (ParameterCount.Of(shape.Config) - ((long)shape.Config.VocabSize * shape.Config.HiddenSize)) / 1e9
            : TrainingFlops.PerToken(shape.Config, options.Tokens) / 1e12;
        var peak = stage == GpuStage.Decode ? card.Bandwidth : card.Teraflops;
        return rate is { } tokens && peak is { } most ? (tokens * cost / most).ToString("0.0 %", CultureInfo.InvariantCulture) : "-";
    }

    private static string Number(double? rate) => rate is { } tokens ? tokens.ToString(tokens < 1000 ? "0.0" : "N0", CultureInfo.InvariantCulture) : "none";

    private static string Gigabytes(GpuTurn turn) => turn.PeakBytes is { } bytes ? (bytes / 1e9).ToString("0.0", CultureInfo.InvariantCulture) : "-";

    private static string Said(double? value, string unit) => value is { } number ? string.Create(CultureInfo.InvariantCulture, $"{number} {unit}") : $"unknown {unit}";
}
