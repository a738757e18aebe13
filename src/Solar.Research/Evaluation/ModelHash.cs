using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Solar.Research.Data.Tokenization;
using static TorchSharp.torch;

namespace Solar.Research.Evaluation;

/// <summary>The sha256 of a model: its shape, its weights in memory, and its vocabulary.</summary>
internal static class ModelHash
{
    private const long ElementsAtOnce = 1 << 24;

    public static string Of(Model.Decoder decoder, BpeTokenizer tokenizer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(decoder.Config.ToJson().ToJsonString()));
        for (long at = 0, count; at < decoder.Weights.numel(); at += count)
        {
            using var scope = NewDisposeScope();
            count = Math.Min(ElementsAtOnce, decoder.Weights.numel() - at);
            hash.AppendData(decoder.Weights.narrow(0, at, count).cpu().bytes);
        }

        Span<byte> score = stackalloc byte[sizeof(float)];
        foreach (var piece in tokenizer.Pieces)
        {
            BinaryPrimitives.WriteSingleLittleEndian(score, piece.Score);
            hash.AppendData(Encoding.UTF8.GetBytes(piece.Text + "\0"));
            hash.AppendData(score);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
