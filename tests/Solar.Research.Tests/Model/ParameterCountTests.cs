using Solar.Research.DepthUpscaling;
using Solar.Research.Model;

namespace Solar.Research.Tests.Model;

public class ParameterCountTests
{
    // One layer: q, o 2·4096² + k, v 2·4096·1024 + gate, up, down 3·4096·14336 + norms 2·4096 = 218,112,000.
    // The rest:  embedding and head 2·32000·4096 + final norm 4096                            = 262,148,096.
    [Theory]
    [InlineData(32, (32 * 218_112_000L) + 262_148_096)] //  7,241,732,096
    [InlineData(48, (48 * 218_112_000L) + 262_148_096)] // 10,731,524,096
    [InlineData(64, (64 * 218_112_000L) + 262_148_096)] // 14,221,316,096
    public void Depth_alone_takes_7B_to_10_7B(int layers, long expected)
    {
        var mistral = DecoderConfig.Parse(DecoderConfigTests.Shipped("mistral-7b-v0.1.json"));

        Assert.Equal(expected, ParameterCount.Of(mistral with { NumHiddenLayers = layers }));
    }

    [Fact]
    public void The_paper_s_plan_on_the_shipped_configs()
    {
        var mistral = DecoderConfig.Parse(DecoderConfigTests.Shipped("mistral-7b-v0.1.json"));
        var solar = DecoderConfig.Parse(DecoderConfigTests.Shipped("solar-10.7b-v1.0.json"));

        Assert.Equal(7_241_732_096, ParameterCount.Of(mistral));
        Assert.Equal(10_731_524_096, ParameterCount.Of(mistral with { NumHiddenLayers = DepthPlan.Solar.ScaledLayers }));
        Assert.Equal(10_731_524_096, ParameterCount.Of(solar));
    }

    [Fact]
    public void A_tied_head_is_counted_once_and_a_stated_head_width_counts()
    {
        var config = new DecoderConfig
        {
            VocabSize = 10,
            HiddenSize = 4,
            IntermediateSize = 3,
            NumHiddenLayers = 1,
            NumAttentionHeads = 2,
            NumKeyValueHeads = 1,
        };

        // q, o 2·4·4 + k, v 2·4·2 + feed-forward 3·4·3 + norms 2·4 = 92; embedding 40, head 40, final norm 4.
        Assert.Equal(92 + 40 + 40 + 4, ParameterCount.Of(config));
        Assert.Equal(92 + 40 + 4, ParameterCount.Of(config with { TieWordEmbeddings = true }));
        // D = 6: q, o 2·4·12 + k, v 2·4·6 + 36 + 8 = 188.
        Assert.Equal(188 + 40 + 40 + 4, ParameterCount.Of(config with { HeadDim = 6 }));
    }
}
