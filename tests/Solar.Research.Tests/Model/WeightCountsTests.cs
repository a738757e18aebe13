using Solar.Research.Model;

namespace Solar.Research.Tests.Model;

public class WeightCountsTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_parts_are_what_a_decoder_of_the_shape_holds(bool tied)
    {
        // A ≠ K, and nothing is as wide as something else.
        var config = new DecoderConfig
        {
            VocabSize = 101,
            HiddenSize = 24,
            IntermediateSize = 40,
            NumHiddenLayers = 3,
            NumAttentionHeads = 4,
            NumKeyValueHeads = 2,
            TieWordEmbeddings = tied,
        };
        using var decoder = new Decoder(config);

        Assert.Equal(decoder.Weights.shape[0], ParameterCount.PartsOf(config).Total);
        Assert.Equal(decoder.Weights.shape[0], ParameterCount.Of(config));
    }
}
