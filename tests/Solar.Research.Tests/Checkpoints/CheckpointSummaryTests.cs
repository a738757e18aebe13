using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;

namespace Solar.Research.Tests.Checkpoints;

public sealed class CheckpointSummaryTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void An_up_scaled_folder_shows_its_seam_and_its_base_does_not()
    {
        TinyCheckpoints.Mistral(scratch["base"], layers: 4);
        DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(4, 1), new() { MaxShardBytes = 20_000 });

        var basis = CheckpointSummary.Of(scratch["base"]);
        Assert.Empty(basis.Repeated);
        Assert.Equal((4, 1, 39, "MistralForCausalLM"), (basis.Layers, basis.Files, basis.Tensors, basis.Architecture));
        Assert.Equal(TinyCheckpoints.MistralTensors(4).Sum(tensor => tensor.ElementCount), basis.Weights);
        Assert.Equal(2 * basis.Weights, basis.Bytes);

        // 0 1 2 | 1 2 3: layers 3 and 4 are copies of 1 and 2.
        var scaled = CheckpointSummary.Of(scratch["scaled"]);
        Assert.Equal([new RepeatedLayers(3, 4, 1)], scaled.Repeated);
        Assert.Contains("before layer 3: layers 3 to 4 are copies of 1 to 2", scaled.ToString(), StringComparison.Ordinal);
    }
}
