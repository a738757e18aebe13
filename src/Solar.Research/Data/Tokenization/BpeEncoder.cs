using System.Buffers;
using System.Text;
using System.Threading;

namespace Solar.Research.Data.Tokenization;

/// <summary>Text to ids: added tokens, normalization, words, merges, bytes for what is left.</summary>
/// <remarks>Where no piece has a ▁ after another character, merges cannot cross the start of a word: words are merged alone, and remembered.</remarks>
internal sealed class BpeEncoder
{
    private const int RememberedWords = 1 << 16;
    private const int LongestRememberedWord = 32;

    private sealed record Word(string Text, int[] Ids);

    private sealed class Workspace(BpeMerger merger)
    {
        public BpeMerger Merger { get; } = merger;

        public ArrayBufferWriter<char> Normalized { get; } = new();

        public List<int> Symbols { get; } = [];

        public List<int> Ids { get; } = [];
    }

    private readonly TokenizerModel model;
    private readonly MergeTable table;
    private readonly TextNormalizer normalizer;
    private readonly LiteralMatcher<char> always;
    private readonly LiteralMatcher<char> onRequest;
    private readonly LiteralMatcher<char> userDefined;
    private readonly HashSet<int> unused;
    private readonly HashSet<int> specials;
    private readonly int[] idOfSymbol;
    private readonly int[] idOfByte = new int[256];
    private readonly bool wordsStandAlone;
    private readonly Word?[] words = new Word?[RememberedWords];
    private Workspace? spare;

    public BpeEncoder(TokenizerModel model)
    {
        this.model = model;
        table = new MergeTable(model);
        normalizer = new TextNormalizer(model);
        onRequest = Matcher(model.AddedTokens);
        always = Matcher(model.AddedTokens.Where(token => !token.Special));
        specials = [.. model.AddedTokens.Where(token => token.Special).Select(token => token.Id)];
        userDefined = Matcher(model.Pieces
            .Select((piece, id) => (piece, id)).Where(entry => entry.piece.Type == PieceType.UserDefined)
            .Select(entry => new AddedToken(entry.piece.Text, entry.id, Special: false))
            .Where(_ => model.JsonFile is null)); // in a tokenizer.json they are added tokens
        unused = [.. Enumerable.Range(0, model.Pieces.Count).Where(id => model.Pieces[id].Type == PieceType.Unused)];
        wordsStandAlone = !table.Merges.Any(merge => HasInnerSpace(table.Texts[merge.Merged]));

        // A reserved piece wins over a spelled one of the same text, and a character without a piece has no id.
        var reserved = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int id = 0; id < model.Pieces.Count; id++)
        {
            var piece = model.Pieces[id];
            if (piece.Type is PieceType.Control or PieceType.Unknown)
                reserved[piece.Text] = id;
            if (piece.Type == PieceType.Byte)
                idOfByte[Piece.ByteOf(piece.Text)] = id;
        }

        idOfSymbol = [.. table.Texts.Select((text, symbol) => reserved.TryGetValue(text, out int id) ? id : symbol < model.Pieces.Count ? symbol : -1)];
    }

    /// <param name="text">The text.</param>
    /// <param name="parseSpecial">Find special tokens in it.</param>
    /// <param name="into">Where the ids go.</param>
    /// <param name="plain">Stretches in which no special token is found: from their start to before their end, in order. One that touches such a stretch is text.</param>
    public void Encode(ReadOnlySpan<char> text, bool parseSpecial, List<int> into, IReadOnlyList<(int Start, int End)>? plain = null)
    {
        var work = Interlocked.Exchange(ref spare, null) ?? new Workspace(new BpeMerger(table) { Unused = unused });
        var matcher = parseSpecial ? onRequest : always;
        int from = 0, search = 0, stretch = 0;
        while (!matcher.IsEmpty)
        {
            int start = matcher.Find(text, search, out int length, out int id);
            if (start < 0)
                break;
            search = start + 1;
            while (plain is not null && stretch < plain.Count && plain[stretch].End <= start)
                stretch++;
            if (plain is not null && stretch < plain.Count && plain[stretch].Start < start + length && specials.Contains(id))
                continue;
            search = start + length;
            EncodeStretch(text[from..start], from == 0, work, into);
            into.Add(id);
            from = start + length;
        }

        EncodeStretch(text[from..], from == 0, work, into);
        GiveBack(work);
    }

    public void Encode(ReadOnlySpan<byte> utf8, List<int> into)
    {
        var work = Interlocked.Exchange(ref spare, null) ?? new Workspace(new BpeMerger(table) { Unused = unused });
        work.Normalized.ResetWrittenCount();
        normalizer.NormalizeUtf8(utf8, atStart: true, work.Normalized);
        EncodeNormalized(work, into);
        GiveBack(work);
    }

    public int Count(ReadOnlySpan<char> text)
    {
        var ids = new List<int>(text.Length / 3);
        Encode(text, parseSpecial: false, ids);
        return ids.Count;
    }

    private void GiveBack(Workspace work)
    {
        if (work.Normalized.Capacity <= 1 << 20)
            spare = work;
    }

    private void EncodeStretch(ReadOnlySpan<char> text, bool atStart, Workspace work, List<int> into)
    {
        work.Normalized.ResetWrittenCount();
        normalizer.Normalize(text, atStart, work.Normalized);
        EncodeNormalized(work, into);
    }

    private void EncodeNormalized(Workspace work, List<int> into)
    {
        var text = work.Normalized.WrittenSpan;
        int floor = into.Count;
        while (!userDefined.IsEmpty)
        {
            int start = userDefined.Find(text, 0, out int length, out int id);
            if (start < 0)
                break;
            EncodeWords(text[..start], floor, work, into);
            into.Add(id);
            text = text[(start + length)..];
        }

        EncodeWords(text, floor, work, into);
    }

    private void EncodeWords(ReadOnlySpan<char> text, int floor, Workspace work, List<int> into)
    {
        while (!text.IsEmpty)
        {
            int length = WordLength(text);
            EncodeWord(text[..length], floor, work, into);
            text = text[length..];
        }
    }

    private int WordLength(ReadOnlySpan<char> text)
    {
        bool everySpace = model.Normalizer.SplitBeforeEverySpace;
        if (!everySpace && !wordsStandAlone)
            return text.Length;
        int from = everySpace ? 1 : text.IndexOfAnyExcept(TokenizerModel.Space);
        int length = from < 0 ? -1 : text[from..].IndexOf(TokenizerModel.Space);
        return length < 0 ? text.Length : from + length;
    }

    private void EncodeWord(ReadOnlySpan<char> word, int floor, Workspace work, List<int> into)
    {
        if (word.Length > LongestRememberedWord)
        {
            Append(MergeWord(word, work), floor, into);
            return;
        }

        ref var slot = ref words[string.GetHashCode(word) & (RememberedWords - 1)];
        var known = slot;
        if (known is not null && word.SequenceEqual(known.Text))
        {
            Append(known.Ids, floor, into);
            return;
        }

        var ids = MergeWord(word, work);
        if (known is null)
            slot = new Word(word.ToString(), [.. ids]); // a full slot stays: memory is bounded, and common words come early
        Append(ids, floor, into);
    }

    private void Append(IReadOnlyList<int> ids, int floor, List<int> into)
    {
        bool fused = model.FuseUnknown && !model.ByteFallback && into.Count > floor && ids.Count > 0
            && into[^1] == model.UnknownId && ids[0] == model.UnknownId;
        for (int i = fused ? 1 : 0; i < ids.Count; i++)
            into.Add(ids[i]);
    }

    private List<int> MergeWord(ReadOnlySpan<char> word, Workspace work)
    {
        work.Symbols.Clear();
        work.Ids.Clear();
        work.Merger.Merge(word, work.Symbols);
        Span<byte> utf8 = stackalloc byte[4];
        foreach (int symbol in work.Symbols)
        {
            int id = symbol >= 0 ? idOfSymbol[symbol] : -1;
            if (id >= 0)
            {
                work.Ids.Add(id);
            }
            else if (model.ByteFallback)
            {
                Rune.DecodeFromUtf16(symbol >= 0 ? table.Texts[symbol] : word[~symbol..], out var rune, out _);
                foreach (byte value in utf8[..rune.EncodeToUtf8(utf8)])
                    work.Ids.Add(idOfByte[value]);
            }
            else if (!model.FuseUnknown || work.Ids.Count == 0 || work.Ids[^1] != model.UnknownId)
            {
                work.Ids.Add(model.UnknownId);
            }
        }

        return work.Ids;
    }

    private static LiteralMatcher<char> Matcher(IEnumerable<AddedToken> tokens) =>
        new(tokens.Select(token => (token.Text.ToCharArray(), token.Id)));

    private static bool HasInnerSpace(string text)
    {
        int first = text.AsSpan().IndexOfAnyExcept(TokenizerModel.Space);
        return first >= 0 && text.AsSpan(first).Contains(TokenizerModel.Space);
    }
}
