using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <summary>
/// Reads a model of llama2.c in its first format: seven int32 (width, feed-forward width, layers, heads, key/value heads,
/// vocabulary, positions; a negative vocabulary means a head of its own), then float32 tensors, each kind for all layers
/// together. Queries and keys pair features 2i and 2i + 1.
/// </summary>
internal static class Llama2c
{
    public static Decoder Read(string path, ScalarType dtype = ScalarType.Float32)
    {
        var bytes = File.ReadAllBytes(path);
        var sizes = Enumerable.Range(0, 7).Select(i => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(4 * i))).ToArray();
        var weights = MemoryMarshal.Cast<byte, float>(bytes.AsSpan(28)).ToArray();
        var config = new DecoderConfig
        {
            HiddenSize = sizes[0],
            IntermediateSize = sizes[1],
            NumHiddenLayers = sizes[2],
            NumAttentionHeads = sizes[3],
            NumKeyValueHeads = sizes[4],
            VocabSize = Math.Abs(sizes[5]),
            MaxPositionEmbeddings = sizes[6],
            TieWordEmbeddings = sizes[5] > 0,
            RmsNormEps = 1e-5,
            BosTokenId = 1,
            EosTokenId = 2,
        };

        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        var decoder = new Decoder(config, dtype: dtype);
        var at = 0;
        void Into(Region region, int heads = 0)
        {
            var read = tensor(weights[at..(at += (int)region.Count)]).view(region.Shape);
            decoder.Weights.narrow(0, region.Start, region.Count).copy_((heads > 0 ? MetaRotary.ToHuggingFace(read, heads) : read).flatten());
        }

        void IntoEach(Func<LayerLayout, Region> part, int heads = 0)
        {
            foreach (var layer in decoder.Layout.Layers)
                Into(part(layer), heads);
        }

        var (queries, keys) = (config.NumAttentionHeads * config.HeadDim, config.NumKeyValueHeads * config.HeadDim);
        Into(decoder.Layout.Embedding);
        IntoEach(layer => layer.AttentionNorm);
        IntoEach(layer => layer.Qkv.Rows(0, queries), config.NumAttentionHeads);
        IntoEach(layer => layer.Qkv.Rows(queries, keys), config.NumKeyValueHeads);
        IntoEach(layer => layer.Qkv.Rows(queries + keys, keys));
        IntoEach(layer => layer.Output);
        IntoEach(layer => layer.FeedForwardNorm);
        IntoEach(layer => layer.GateUp.Rows(0, config.IntermediateSize));
        IntoEach(layer => layer.Down);
        IntoEach(layer => layer.GateUp.Rows(config.IntermediateSize, config.IntermediateSize));
        Into(decoder.Layout.FinalNorm);
        at += config.MaxPositionEmbeddings * config.HeadDim; // tables of cosines and sines
        if (!config.TieWordEmbeddings)
            Into(decoder.Layout.Head);
        return at == weights.Length ? decoder : throw new InvalidDataException($"{path}: {weights.Length} numbers, of which {at} were read.");
    }
}
