using System.Security.Cryptography;
using System.Text;

namespace Solar.Notebooks.Jupyter.Messages;

/// <summary>HMAC-SHA256 over the four parts of a message, in lower-case hexadecimal.</summary>
internal sealed class MessageSigner
{
    private readonly byte[] _key;

    public MessageSigner(string key)
    {
        if (key.Length == 0)
            throw new ArgumentException("An empty key signs nothing.", nameof(key));
        _key = Encoding.UTF8.GetBytes(key);
    }

    /// <summary>The signature of header, parent header, metadata and content.</summary>
    public byte[] Sign(ReadOnlySpan<byte[]> parts)
    {
        using var mac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var part in parts)
            mac.AppendData(part);
        Span<byte> signature = stackalloc byte[HMACSHA256.HashSizeInBytes];
        mac.GetHashAndReset(signature);
        return Encoding.ASCII.GetBytes(Convert.ToHexStringLower(signature));
    }

    /// <summary>Whether a signature is right; how wrong it is cannot be told from the time this takes.</summary>
    public bool Verify(ReadOnlySpan<byte[]> parts, ReadOnlySpan<byte> signature) => CryptographicOperations.FixedTimeEquals(Sign(parts), signature);
}
