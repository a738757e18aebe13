using System.Security.Cryptography;
using System.Text;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>What identifies a decoder: its shape, its precision and every weight.</summary>
internal static class DecoderHash
{
    private const long ElementsAtOnce = 1 << 24;

    public static string Sha256(Decoder decoder)
    {
        using var untracked = no_grad();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{decoder.Config.ToJson().ToJsonString()} {decoder.Weights.dtype}"));
        for (var at = 0L; at < decoder.Weights.numel(); at += ElementsAtOnce)
        {
            using var scope = NewDisposeScope();
            hash.AppendData(decoder.Weights.narrow(0, at, Math.Min(ElementsAtOnce, decoder.Weights.numel() - at)).cpu().contiguous().bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
