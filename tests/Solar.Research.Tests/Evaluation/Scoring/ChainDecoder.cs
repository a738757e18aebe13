using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Evaluation.Scoring;

/// <summary>A decoder made by hand: behind each token it expects one other, whatever stood before.</summary>
/// <remarks>
/// Its layers add nothing. The embedding of token i is the unit vector i, which the norm stretches to √V, and the head gives √V · <see cref="Slope"/>
/// to the token that is to follow i, and 0 to all others.
/// </remarks>
internal static class ChainDecoder
{
    public const double Slope = 0.25;

    /// <summary>Its tokenizer knows "▁####" as one token.</summary>
    public static BpeTokenizer Tokenizer { get; } = BpeTrainer.Train(
        [string.Concat(Enumerable.Repeat("#### #### #### #### Question Answer: the ab 0123456789 .\n", 20))],
        new BpeTrainerOptions { VocabularySize = 300, CharacterCoverage = 1 });

    public static Decoder Make(IEnumerable<(int Token, int Next)> chain)
    {
        var size = Tokenizer.VocabularySize;
        var decoder = new Decoder(new DecoderConfig
        {
            VocabSize = size,
            HiddenSize = size,
            IntermediateSize = 4,
            NumHiddenLayers = 1,
            NumAttentionHeads = 1,
            NumKeyValueHeads = 1,
            HeadDim = 2,
            MaxPositionEmbeddings = 128,
            BosTokenId = Tokenizer.BosId,
            EosTokenId = Tokenizer.EosId,
            RmsNormEps = 1e-12,
        });
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, region) in decoder.Layout.Stored())
        {
            var place = decoder.Weights.narrow(0, region.Start, region.Count);
            if (region.Shape.Length == 1)
                place.fill_(1);
            if (name == "model.embed_tokens.weight")
                place.view(size, size).copy_(eye(size));
            if (name == "lm_head.weight")
            {
                foreach (var (token, next) in chain)
                    place.narrow(0, (next * size) + token, 1).fill_(Slope);
            }
        }

        return decoder;
    }

    /// <summary>The logarithm of the probability of what is expected, and of anything else.</summary>
    public static (double Expected, double Other) LogProbabilities()
    {
        var logit = Slope * Math.Sqrt(Tokenizer.VocabularySize);
        var sum = Math.Log(Math.Exp(logit) + Tokenizer.VocabularySize - 1);
        return (logit - sum, -sum);
    }

    public static int Id(string piece) => Tokenizer.Pieces.Index().Single(pair => pair.Item.Text == piece).Index;
}
