using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Solar.Research.Data.Tokenization;

/// <summary>SentencePiece's compiled character rules (nmt_nfkc and the like): a double-array trie over UTF-8 and the replacements.</summary>
/// <remarks>
/// Layout: the trie's size in bytes (uint32), its units (uint32 each, in the manner of darts-clone), then the replacements, each ended by a zero byte.
/// Every index taken from the file is checked when used: a hostile map throws, it does not read elsewhere.
/// </remarks>
internal sealed class PrecompiledCharsmap
{
    private readonly uint[] units;
    private readonly byte[] replacements;

    private PrecompiledCharsmap(uint[] units, byte[] replacements)
    {
        this.units = units;
        this.replacements = replacements;
    }

    public static PrecompiledCharsmap Parse(ReadOnlySpan<byte> blob)
    {
        if (blob.Length < 4)
            throw new InvalidDataException($"its precompiled_charsmap has {blob.Length} bytes, too few for a header");
        uint size = BinaryPrimitives.ReadUInt32LittleEndian(blob);
        if (size < 4 || size % 4 != 0 || size >= (uint)(blob.Length - 4))
            throw new InvalidDataException($"its precompiled_charsmap says its trie has {size} bytes, and {blob.Length - 4} follow");
        if (blob[^1] != 0)
            throw new InvalidDataException("the last replacement of its precompiled_charsmap has no end");

        var units = MemoryMarshal.Cast<byte, uint>(blob.Slice(4, (int)size)).ToArray();
        if (!BitConverter.IsLittleEndian)
            BinaryPrimitives.ReverseEndianness(units, units);
        return new PrecompiledCharsmap(units, blob[(4 + (int)size)..].ToArray());
    }

    /// <summary>The longest rule that the text begins with: its length, and what replaces it. Length 0: no rule.</summary>
    public int Match(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> replacement)
    {
        int length = 0;
        uint value = 0;
        uint node = OffsetOf(units[0]);
        for (int i = 0; i < text.Length; i++)
        {
            node ^= text[i];
            uint unit = At(node);
            if ((unit & 0x800000FF) != text[i])
                break;
            node ^= OffsetOf(unit);
            if ((unit & 0x100) != 0)
            {
                length = i + 1;
                value = At(node) & 0x7FFFFFFF;
            }
        }

        replacement = default;
        if (length == 0)
            return 0;
        if (value >= (uint)replacements.Length)
            throw new InvalidDataException($"precompiled_charsmap: a rule points at byte {value} of {replacements.Length} bytes of replacements.");
        var rest = replacements.AsSpan((int)value);
        replacement = rest[..rest.IndexOf((byte)0)];
        return length;
    }

    private static uint OffsetOf(uint unit) => (unit >> 10) << (int)((unit & 0x200) >> 6);

    private uint At(uint node) => node < (uint)units.Length
        ? units[node]
        : throw new InvalidDataException($"precompiled_charsmap: the trie points at unit {node} of {units.Length}.");
}
