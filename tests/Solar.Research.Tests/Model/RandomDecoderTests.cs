using Solar.Research.Checkpoints;
using Solar.Research.Model;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Model;

public sealed class RandomDecoderTests : IDisposable
{
    private static readonly DecoderConfig Config = new() { VocabSize = 51, HiddenSize = 24, IntermediateSize = 40, NumHiddenLayers = 3, NumAttentionHeads = 6, NumKeyValueHeads = 2 };

    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void It_has_as_many_weights_as_the_decoder_and_its_config(bool tied)
    {
        var config = Config with { TieWordEmbeddings = tied };
        RandomDecoder.Create(config, scratch["m"], seed: 3);
        var summary = CheckpointSummary.Of(scratch["m"]);
        Assert.Equal(ParameterCount.Of(config), summary.Weights);
        Assert.Equal(RandomDecoder.BytesOf(config, StoredType.BF16), summary.Bytes);
        using var checkpoint = Checkpoint.Open(scratch["m"]);
        Assert.Equal(config, DecoderConfig.Parse(checkpoint.Config));
        Assert.Equal([8L, 24L], checkpoint.Tensors["model.layers.2.self_attn.k_proj.weight"].Shape);
    }
}
