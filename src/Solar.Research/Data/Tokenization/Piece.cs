namespace Solar.Research.Data.Tokenization;

/// <summary>What a vocabulary entry is for; the numbers are those of SentencePiece's file format.</summary>
public enum PieceType
{
    /// <summary>Text that merging may build.</summary>
    Normal = 1,

    /// <summary>The stand-in for what the vocabulary cannot spell.</summary>
    Unknown = 2,

    /// <summary>A mark such as <c>&lt;s&gt;</c> that no text spells.</summary>
    Control = 3,

    /// <summary>Text that is always one token.</summary>
    UserDefined = 4,

    /// <summary>Text that merging may pass through but that is never a token.</summary>
    Unused = 5,

    /// <summary>One byte of UTF-8, written <c>&lt;0xE2&gt;</c>.</summary>
    Byte = 6,
}

/// <summary>One vocabulary entry.</summary>
/// <param name="Text">Its text, with ▁ (U+2581) for a space.</param>
/// <param name="Score">Its priority in merging: the highest merges first.</param>
/// <param name="Type">What it is for.</param>
public readonly record struct Piece(string Text, float Score, PieceType Type)
{
    /// <summary>The text of the piece that stands for one byte.</summary>
    internal static string OfByte(int value) => $"<0x{value:X2}>";

    /// <summary>The byte that a text such as <c>&lt;0xE2&gt;</c> stands for, or −1.</summary>
    internal static int ByteOf(string text)
    {
        if (text.Length != 6 || !text.StartsWith("<0x", StringComparison.Ordinal) || text[5] != '>')
            return -1;
        int high = "0123456789ABCDEF".IndexOf(text[3], StringComparison.Ordinal);
        int low = "0123456789ABCDEF".IndexOf(text[4], StringComparison.Ordinal);
        return high < 0 || low < 0 ? -1 : (high << 4) | low;
    }
}
