using Solar.Research.Display;

namespace Solar.Research.Checkpoints;

/// <summary>How a notebook shows what a checkpoint folder holds.</summary>
internal sealed class CheckpointSummaryTable : TableFormatterSource<CheckpointSummary>
{
    protected override Table TableOf(CheckpointSummary value) =>
        new("Checkpoint", ["what", "found"], [.. value.Lines.Select(line => (IReadOnlyList<string>)[line.Name, line.Value])]);

    protected override string TextOf(CheckpointSummary value) => value.ToString();
}
