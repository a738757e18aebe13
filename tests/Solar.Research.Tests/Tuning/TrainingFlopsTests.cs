using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Tuning;

public class TrainingFlopsTests
{
    private static readonly DecoderConfig Small = new()
    {
        VocabSize = 10,
        HiddenSize = 4,
        IntermediateSize = 6,
        NumHiddenLayers = 2,
        NumAttentionHeads = 2,
        NumKeyValueHeads = 1,
    };

    [Fact]
    public void A_small_model_worked_by_hand()
    {
        // A layer: q, o 2·4·4 + k, v 2·4·2 + gate, up, down 3·4·6 = 32 + 16 + 72 = 120; two layers and the head 10·4: N = 280.
        // T = 3: a token sees (1 + 2 + 3)/3 = 2 keys. Attention 12·L·A·D·keys = 12·2·2·2·2 = 192. In all 6·280 + 192 = 1872.
        Assert.Equal(280, TrainingFlops.MatrixWeights(Small));
        Assert.Equal(1872, TrainingFlops.PerToken(Small, tokensPerRow: 3));
    }

    [Fact]
    public void A_tied_head_costs_as_much_as_its_own() =>
        Assert.Equal(280, TrainingFlops.MatrixWeights(Small with { TieWordEmbeddings = true }));

    [Fact]
    public void A_sliding_window_bounds_the_keys_seen()
    {
        // W = 2, T = 3: 1, 2, 2 keys, 5/3 on average: 12·2·2·2·5/3 = 160.
        Assert.Equal((6 * 280) + 160, TrainingFlops.PerToken(Small with { SlidingWindow = 2 }, tokensPerRow: 3), 9);
        Assert.Equal(1872, TrainingFlops.PerToken(Small with { SlidingWindow = 100 }, tokensPerRow: 3));
    }
}
