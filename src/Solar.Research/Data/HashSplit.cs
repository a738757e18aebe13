using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Solar.Research.Data;

/// <summary>Texts divided into two sets that share no text.</summary>
/// <param name="Training">What may be learned from.</param>
/// <param name="Validation">What is only measured on.</param>
public sealed record TextSplit(IReadOnlyList<string> Training, IReadOnlyList<string> Validation);

/// <summary>A split that depends on each text alone: adding, removing or reordering others moves nothing across.</summary>
/// <remarks>Equal texts have equal hashes, so a repeated text cannot stand on both sides.</remarks>
public static class HashSplit
{
    /// <summary>Divides the texts, keeping their order.</summary>
    /// <param name="texts">The documents.</param>
    /// <param name="validationFraction">The expected share of validation texts, in [0, 1).</param>
    public static TextSplit Of(IEnumerable<string> texts, double validationFraction)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var sides = texts.ToLookup(text => IsValidation(text, validationFraction));
        return new([.. sides[false]], [.. sides[true]]);
    }

    /// <summary>Whether this text is a validation text: the first 64 bits of its SHA-256, as a fraction of 2^64, lie below the share.</summary>
    public static bool IsValidation(string text, double validationFraction)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (validationFraction is not (>= 0 and < 1))
            throw new ArgumentOutOfRangeException(nameof(validationFraction), validationFraction, "The validation share lies in [0, 1).");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return BinaryPrimitives.ReadUInt64BigEndian(hash) * Math.ScaleB(1, -64) < validationFraction;
    }
}
