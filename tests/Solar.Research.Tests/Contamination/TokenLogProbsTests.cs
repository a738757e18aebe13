using Solar.Research.Contamination;
using Solar.Research.Data;
using Solar.Research.Model;
using Solar.Research.Tests.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Contamination;

public sealed class TokenLogProbsTests
{
    public static TheoryData<string, int> Ways => new()
    {
        { "window", 4096 }, { "window", 1 }, { "window", 40 }, { "tied", 4096 }, { "tied", 40 }, { "dynamic", 4096 },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Packed_texts_have_the_log_probabilities_of_each_text_alone(string kind, int tokensAtOnce)
    {
        var config = kind switch
        {
            "window" => TinyDecoder.Mistral,
            "tied" => TinyDecoder.TiedLlama,
            _ => TinyDecoder.Llama with { MaxPositionEmbeddings = 16, RopeScaling = new DynamicRopeScaling { Factor = 4 } },
        };
        using var decoder = TinyDecoder.Make(config);
        var random = new SplitMix64(3);
        int[][] texts = [.. new[] { 2, 23, 9, 17, 5, 5, 31, 2, 12 }.Select(length => Enumerable.Range(0, length).Select(_ => random.Below(config.VocabSize)).ToArray())];

        var packed = TokenLogProbs.Of(decoder, texts, tokensAtOnce);

        Assert.Equal(texts.Select(text => text.Length - 1), packed.Select(logProbs => logProbs.Length));
        foreach (var (text, logProbs) in texts.Zip(packed))
            Close.Assert(Alone(decoder, text), logProbs, Tolerance.Forward);
    }

    [Fact]
    public void What_cannot_be_scored_is_refused_by_its_place()
    {
        using var decoder = TinyDecoder.Make(TinyDecoder.Llama);
        Assert.Contains("Text 1 has 1 tokens", Assert.Throws<ArgumentException>(() => TokenLogProbs.Of(decoder, [[1, 2], [3]])).Message, StringComparison.Ordinal);
        Assert.Contains("Text 0 has 65 tokens", Assert.Throws<ArgumentException>(() => TokenLogProbs.Of(decoder, [new int[65]])).Message, StringComparison.Ordinal);
        Assert.Empty(TokenLogProbs.Of(decoder, []));
    }

    // One text, one row, the whole of the logits.
    private static double[] Alone(Decoder decoder, int[] text)
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var logits = decoder.call(TinyDecoder.Batch([.. text.Select(id => (long)id)])).to(ScalarType.Float64); // [1, T, V]
        var logProbs = Close.Values(nn.functional.log_softmax(logits, -1));
        return [.. Enumerable.Range(0, text.Length - 1).Select(t => logProbs[(t * decoder.Config.VocabSize) + text[t + 1]])];
    }
}
