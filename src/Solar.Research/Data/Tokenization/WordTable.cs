using System.Globalization;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>How often each word occurs: the stretches of text that no piece may cross.</summary>
/// <remarks>
/// In the manner of SentencePiece: a line is a text of its own, a word begins with ▁, and letters, numbers and other characters do not mix in one piece.
/// Departs: SentencePiece tells letters of different scripts apart; here all letters are one kind.
/// </remarks>
internal sealed class WordTable(BpeTrainerOptions options)
{
    private enum Kind
    {
        Letter,
        Digit,
        Other,
    }

    private readonly Dictionary<string, long> words = new(StringComparer.Ordinal);
    private readonly long[] basic = new long[0x10000];
    private readonly Dictionary<int, long> supplementary = [];
    private char[] escaped = new char[256];

    public IReadOnlyDictionary<string, long> Words => words;

    /// <summary>The characters, the most frequent first; of equals the smaller code point.</summary>
    public List<(int CodePoint, long Count)> Characters()
    {
        var all = new List<(int CodePoint, long Count)>();
        for (int c = 0; c < basic.Length; c++)
        {
            if (basic[c] > 0)
                all.Add((c, basic[c]));
        }

        all.AddRange(supplementary.Select(entry => (entry.Key, entry.Value)));
        all.Sort((a, b) => (b.Count, a.CodePoint).CompareTo((a.Count, b.CodePoint)));
        return all;
    }

    public void Add(string document)
    {
        foreach (var line in document.AsSpan().EnumerateLines())
        {
            if (!line.IsEmpty)
                AddLine(line);
        }
    }

    private void AddLine(ReadOnlySpan<char> line)
    {
        if (escaped.Length <= line.Length)
            escaped = new char[line.Length * 2];
        escaped[0] = TokenizerModel.Space;
        line.Replace(escaped.AsSpan(1), ' ', TokenizerModel.Space);
        ReadOnlySpan<char> text = escaped.AsSpan(0, line.Length + 1);
        CountCharacters(text);

        var lookup = words.GetAlternateLookup<ReadOnlySpan<char>>();
        while (!text.IsEmpty)
        {
            int length = NextLength(text);
            if (length > 1)
            {
                ref long count = ref System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(lookup, text[..length], out _);
                count++;
            }

            text = text[length..];
        }
    }

    private void CountCharacters(ReadOnlySpan<char> text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                basic[text[i]]++;
            }
            else if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                int codePoint = char.ConvertToUtf32(text[i], text[i + 1]);
                supplementary[codePoint] = supplementary.GetValueOrDefault(codePoint) + 1;
                i++;
            }
        }
    }

    // A run of ▁ but its last; or a ▁ with what follows of one kind; or a stretch of one kind.
    private int NextLength(ReadOnlySpan<char> text)
    {
        int spaces = text.IndexOfAnyExcept(TokenizerModel.Space);
        if (spaces < 0)
            spaces = text.Length;
        if (spaces > 1)
            return !options.AllowWhitespaceOnlyPieces ? 1 : spaces == text.Length ? spaces : spaces - 1;
        int at = spaces;
        if (at == text.Length)
            return at;
        var kind = KindOf(text, at, out int length);
        if (kind == Kind.Digit && options.SplitDigits)
            return at == 0 ? length : at;
        do
        {
            at += length;
        }
        while (at < text.Length && text[at] != TokenizerModel.Space && KindOf(text, at, out length) == kind);
        return at;
    }

    private static Kind KindOf(ReadOnlySpan<char> text, int at, out int length)
    {
        char c = text[at];
        length = 1;
        if (char.IsAscii(c))
            return char.IsAsciiLetter(c) ? Kind.Letter : char.IsAsciiDigit(c) ? Kind.Digit : Kind.Other;
        Rune.DecodeFromUtf16(text[at..], out var rune, out length);
        return Rune.GetUnicodeCategory(rune) switch
        {
            <= UnicodeCategory.EnclosingMark => Kind.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Kind.Digit,
            _ => Kind.Other,
        };
    }
}
