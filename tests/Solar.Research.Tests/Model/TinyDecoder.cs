using Solar.Research.Data;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <summary>The decoders of <c>References/make_decoder_reference.py</c>: small, lopsided, their weights far from special.</summary>
internal static class TinyDecoder
{
    /// <summary>A ≠ K, H ≠ A·D, an odd vocabulary, a sliding window.</summary>
    public static DecoderConfig Mistral { get; } = new()
    {
        ModelType = "mistral",
        VocabSize = 37,
        HiddenSize = 32,
        IntermediateSize = 44,
        NumHiddenLayers = 2,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
        HeadDim = 6,
        SlidingWindow = 5,
        MaxPositionEmbeddings = 64,
    };

    /// <summary>The same without a window.</summary>
    public static DecoderConfig Llama { get; } = Mistral with { ModelType = "llama", SlidingWindow = null };

    /// <summary>Tied, and with stretched rotary frequencies.</summary>
    public static DecoderConfig TiedLlama { get; } = new()
    {
        VocabSize = 29,
        HiddenSize = 24,
        IntermediateSize = 20,
        NumHiddenLayers = 2,
        NumAttentionHeads = 6,
        NumKeyValueHeads = 3,
        RmsNormEps = 1e-6,
        RopeTheta = 500,
        TieWordEmbeddings = true,
        MaxPositionEmbeddings = 512,
        RopeScaling = new Llama3RopeScaling { Factor = 8, LowFreqFactor = 1, HighFreqFactor = 4, OriginalMaxPositionEmbeddings = 64 },
    };

    public static Decoder Make(DecoderConfig config, ScalarType dtype = ScalarType.Float32, bool fused = true, long seed = 7)
    {
        var decoder = new Decoder(config, dtype: dtype);
        if (!fused)
            decoder.Kernels = new Kernels();

        using var untracked = no_grad();
        var stream = 0L;
        foreach (var (_, region) in decoder.Layout.Stored())
        {
            var random = new SplitMix64(seed, stream++);
            var values = new double[region.Count];
            for (var i = 0; i < values.Length; i++)
            {
                var centred = ((random.Next() >> 11) / (double)(1L << 53)) - 0.5;
                values[i] = region.Shape.Length == 1 ? 1 + centred : centred / 2;
            }

            using var drawn = tensor(values);
            using var place = decoder.Weights.narrow(0, region.Start, region.Count);
            place.copy_(drawn);
        }

        return decoder;
    }

    /// <summary>[rows, length] Random tokens, the next of each as its target.</summary>
    public static TokenBatch Batch(DecoderConfig config, int rows, int length, long[][]? first = null, (int Row, int Token)[]? ignored = null)
    {
        var random = new SplitMix64(7, 1000);
        var (ids, targets) = (new long[rows, length], new long[rows, length]);
        for (var b = 0; b < rows; b++)
        {
            var tokens = Enumerable.Range(0, length + 1).Select(_ => (long)(random.Next() % (ulong)config.VocabSize)).ToArray();
            for (var t = 0; t < length; t++)
                (ids[b, t], targets[b, t]) = (tokens[t], ignored?.Contains((b, t)) == true ? TokenBatch.Ignored : tokens[t + 1]);
        }

        return new(Matrix(ids), Matrix(targets), first is null ? null : tensor(first.SelectMany(row => row).ToArray(), [rows, length]));
    }

    public static TokenBatch Batch(params long[][] rows) => new(tensor(rows.SelectMany(row => row).ToArray(), [rows.Length, rows[0].Length]));

    private static Tensor Matrix(long[,] values) => tensor(values.Cast<long>().ToArray(), [values.GetLength(0), values.GetLength(1)]);
}
