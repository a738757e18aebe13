using System.Globalization;
using Solar.Research.Display;

namespace Solar.Research.Model;

/// <summary>How a notebook shows the shape of a decoder, with the weights that it comes to.</summary>
internal sealed class DecoderConfigTable : TableFormatterSource<DecoderConfig>
{
    protected override Table TableOf(DecoderConfig config)
    {
        var all = ParameterCount.Of(config);
        var layer = all - ParameterCount.Of(config with { NumHiddenLayers = config.NumHiddenLayers - 1 });
        return new(
            string.Create(CultureInfo.InvariantCulture, $"A {config.ModelType} decoder of {config.NumHiddenLayers} layers and {all:N0} weights"),
            ["what", "letter", ">value"],
            [
                Row("token ids", "V", config.VocabSize),
                Row("width of the residual stream", "H", config.HiddenSize),
                Row("width inside the feed-forward block", "F", config.IntermediateSize),
                Row("layers", "L", config.NumHiddenLayers),
                Row("query heads", "A", config.NumAttentionHeads),
                Row("key/value heads", "K", config.NumKeyValueHeads),
                Row("width of a head", "D", config.HeadDim),
                Row("longest text, tokens", "", config.MaxPositionEmbeddings),
                .. config.SlidingWindow is { } window ? [Row("sliding window, tokens", "", window)] : Array.Empty<string[]>(),
                Row("weights in a layer", "", layer),
                Row("weights in all layers", "", layer * config.NumHiddenLayers),
                Row(config.TieWordEmbeddings ? "weights in the embedding (also the head) and last norm" : "weights in the embedding, head and last norm", "", all - (layer * config.NumHiddenLayers)),
                Row("weights", "", all),
            ]);
    }

    private static string[] Row(string what, string letter, long value) => [what, letter, value.ToString("N0", CultureInfo.InvariantCulture)];
}
