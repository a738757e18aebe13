using System.Buffers;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Turns a text into the form that the pieces spell: spaces as ▁, the dummy prefix, character rules.</summary>
/// <remarks>SentencePiece's normalizer.cc. A lone surrogate becomes U+FFFD, as .NET's UTF-8 encoder has it; in UTF-8 each malformed byte does.</remarks>
internal sealed class TextNormalizer
{
    private static readonly byte[] SpaceSymbol = Encoding.UTF8.GetBytes([TokenizerModel.Space]);
    private static readonly byte[] ReplacementCharacter = [0xEF, 0xBF, 0xBD];

    private readonly NormalizerRules rules;
    private readonly LiteralMatcher<byte> userDefined;
    private readonly bool plain;

    public TextNormalizer(TokenizerModel model)
    {
        rules = model.Normalizer;
        userDefined = new(model.Pieces.Where(piece => piece.Type == PieceType.UserDefined)
            .Select((piece, _) => (Encoding.UTF8.GetBytes(piece.Text), 0)));
        plain = rules.Charsmap is null && !rules.RemoveExtraWhitespaces;
    }

    /// <summary>Appends the normalized text to an empty buffer.</summary>
    public void Normalize(ReadOnlySpan<char> text, bool atStart, ArrayBufferWriter<char> into)
    {
        if (text.IsEmpty)
            return;
        if (!plain)
        {
            byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
            NormalizeUtf8(utf8.AsSpan(0, Encoding.UTF8.GetBytes(text, utf8)), atStart, into);
            ArrayPool<byte>.Shared.Return(utf8);
            return;
        }

        if (WantsPrefix(text[0] is ' ' or TokenizerModel.Space, atStart))
            Append(into, rules.EscapeWhitespaces ? TokenizerModel.Space : ' ');
        var target = into.GetSpan(text.Length)[..text.Length];
        if (rules.EscapeWhitespaces)
            text.Replace(target, ' ', TokenizerModel.Space);
        else
            text.CopyTo(target);
        ReplaceLoneSurrogates(target);
        into.Advance(text.Length);
    }

    /// <summary>The same for UTF-8, which may be malformed.</summary>
    public void NormalizeUtf8(ReadOnlySpan<byte> text, bool atStart, ArrayBufferWriter<char> into)
    {
        var bytes = new ArrayBufferWriter<byte>(text.Length + 16);
        if (rules.RemoveExtraWhitespaces)
        {
            while (!text.IsEmpty && Next(text, out int consumed).SequenceEqual(" "u8))
                text = text[consumed..];
        }

        if (text.IsEmpty)
            return;
        if (WantsPrefix(text[0] == ' ' || text.StartsWith(SpaceSymbol), atStart))
            bytes.Write(rules.EscapeWhitespaces ? SpaceSymbol : " "u8);

        bool afterSpace = rules.RemoveExtraWhitespaces;
        while (!text.IsEmpty)
        {
            var chunk = Next(text, out int consumed);
            text = text[consumed..];
            if (afterSpace)
                chunk = chunk.TrimStart((byte)' ');
            foreach (byte value in chunk)
                bytes.Write(value == ' ' && rules.EscapeWhitespaces ? SpaceSymbol : [value]);
            if (!chunk.IsEmpty)
                afterSpace = rules.RemoveExtraWhitespaces && chunk[^1] == ' ';
        }

        var result = bytes.WrittenSpan;
        var space = rules.EscapeWhitespaces ? SpaceSymbol : " "u8;
        while (rules.RemoveExtraWhitespaces && result.EndsWith(space))
            result = result[..^space.Length];
        into.Advance(Encoding.UTF8.GetChars(result, into.GetSpan(Encoding.UTF8.GetMaxCharCount(result.Length))));
    }

    private bool WantsPrefix(bool beginsWithSpace, bool atStart) => rules.Prefix switch
    {
        DummyPrefix.Always => true,
        DummyPrefix.UnlessSpace => !beginsWithSpace,
        DummyPrefix.FirstUnlessSpace => !beginsWithSpace && atStart,
        _ => false,
    };

    // One step of the text and what it becomes. A user-defined symbol is never touched; then the longest rule; then one character.
    private ReadOnlySpan<byte> Next(ReadOnlySpan<byte> text, out int consumed)
    {
        if (userDefined.Match(text, out consumed, out _))
            return text[..consumed];
        if (rules.Charsmap is not null)
        {
            consumed = rules.Charsmap.Match(text, out var replacement);
            if (consumed > 0)
                return replacement;
        }

        if (Rune.DecodeFromUtf8(text, out _, out consumed) == OperationStatus.Done)
            return text[..consumed];
        consumed = 1;
        return ReplacementCharacter;
    }

    private static void ReplaceLoneSurrogates(Span<char> text)
    {
        int at = text.IndexOfAnyInRange('\uD800', '\uDFFF');
        for (; at >= 0 && at < text.Length; at++)
        {
            if (!char.IsSurrogate(text[at]))
                continue;
            if (at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]))
                at++;
            else
                text[at] = '\uFFFD';
        }
    }

    private static void Append(ArrayBufferWriter<char> into, char value)
    {
        into.GetSpan(1)[0] = value;
        into.Advance(1);
    }
}
