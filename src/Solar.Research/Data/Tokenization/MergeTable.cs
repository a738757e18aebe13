using System.Numerics;
using System.Text;

namespace Solar.Research.Data.Tokenization;

/// <summary>Which two neighbouring symbols merge into which, and how early; and the symbol of each single character.</summary>
/// <remarks>
/// A symbol is a piece id, or, from the number of pieces on, a character that is part of a longer piece without being one itself.
/// SentencePiece merges by looking up the joined text, so such a character takes part there; Hugging Face lists its merges.
/// </remarks>
internal sealed class MergeTable
{
    private const int None = -1;

    private readonly ulong[] keys;
    private readonly (int Rank, int Merged)[] values;
    private readonly int mask;
    private readonly int[] basic = new int[0x10000];
    private readonly Dictionary<int, int> supplementary = [];

    /// <summary>The text of each symbol.</summary>
    public IReadOnlyList<string> Texts { get; }

    /// <summary>The merges, by rank, then by symbols.</summary>
    public IReadOnlyList<(int Left, int Right, int Merged, int Rank)> Merges { get; }

    public MergeTable(TokenizerModel model)
    {
        var texts = model.Pieces.Select(piece => piece.Text).ToList();
        var ids = new Dictionary<string, int>(texts.Count, StringComparer.Ordinal);
        for (int id = 0; id < texts.Count; id++)
        {
            if (model.Pieces[id].Type is PieceType.Normal or PieceType.Unused)
                ids[texts[id]] = id;
        }

        Merges = model.Merges is null ? FromScores(model, ids, texts) : FromList(model.Merges);
        Texts = texts;
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, Merges.Count * 2));
        mask = capacity - 1;
        keys = new ulong[capacity];
        values = new (int, int)[capacity];
        Array.Fill(keys, ulong.MaxValue);
        foreach (var (left, right, merged, rank) in Merges)
            Add(KeyOf(left, right), (rank, merged));

        Array.Fill(basic, None);
        foreach (var (text, id) in ids)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out int length) != System.Buffers.OperationStatus.Done || length != text.Length)
                continue;
            if (rune.IsBmp)
                basic[rune.Value] = id;
            else
                supplementary[rune.Value] = id;
        }
    }

    /// <summary>The symbol of a character, or −1 when the vocabulary does not know it.</summary>
    public int SymbolOf(int codePoint) =>
        codePoint < 0x10000 ? basic[codePoint] : supplementary.GetValueOrDefault(codePoint, None);

    /// <summary>Whether two neighbours merge, with what priority (the lowest rank first), and into what.</summary>
    public bool TryGet(int left, int right, out int rank, out int merged)
    {
        ulong key = KeyOf(left, right);
        for (int slot = SlotOf(key); ; slot = (slot + 1) & mask)
        {
            if (keys[slot] == key)
            {
                (rank, merged) = values[slot];
                return true;
            }

            if (keys[slot] == ulong.MaxValue)
            {
                rank = merged = 0;
                return false;
            }
        }
    }

    private static ulong KeyOf(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private int SlotOf(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 32) & mask;

    private void Add(ulong key, (int Rank, int Merged) value)
    {
        int slot = SlotOf(key);
        while (keys[slot] != ulong.MaxValue)
            slot = (slot + 1) & mask;
        (keys[slot], values[slot]) = (key, value);
    }

    private static List<(int Left, int Right, int Merged, int Rank)> FromList(IReadOnlyList<(int Left, int Right, int Merged)> list) =>
        [.. list.Select((merge, rank) => (merge.Left, merge.Right, merge.Merged, rank))];

    // Every way to cut a piece into two symbols is a merge; equal scores have equal ranks, and then the leftmost pair merges first.
    private static List<(int Left, int Right, int Merged, int Rank)> FromScores(TokenizerModel model, Dictionary<string, int> ids, List<string> texts)
    {
        int pieces = model.Pieces.Count;
        for (int id = 0; id < pieces; id++)
        {
            if (model.Pieces[id].Type is not (PieceType.Normal or PieceType.Unused) || IsOneCharacter(texts[id]))
                continue;
            foreach (var rune in texts[id].EnumerateRunes())
            {
                if (ids.TryAdd(rune.ToString(), texts.Count))
                    texts.Add(rune.ToString());
            }
        }

        var ranks = model.Pieces.Select(piece => piece.Score).Distinct().OrderDescending()
            .Select((score, rank) => (score, rank)).ToDictionary(entry => entry.score, entry => entry.rank);
        var lookup = ids.GetAlternateLookup<ReadOnlySpan<char>>();
        var merges = new List<(int Left, int Right, int Merged, int Rank)>();
        for (int id = 0; id < pieces; id++)
        {
            if (model.Pieces[id].Type is not (PieceType.Normal or PieceType.Unused))
                continue;
            var text = texts[id].AsSpan();
            for (int cut = 1; cut < text.Length; cut++)
            {
                if (!char.IsLowSurrogate(text[cut]) && lookup.TryGetValue(text[..cut], out int left) && lookup.TryGetValue(text[cut..], out int right))
                    merges.Add((left, right, id, ranks[model.Pieces[id].Score]));
            }
        }

        // Within one rank the order is free; this one is what Hugging Face's converter writes.
        merges.Sort((a, b) => (a.Rank, a.Merged, a.Left, a.Right).CompareTo((b.Rank, b.Merged, b.Left, b.Right)));
        return merges;
    }

    private static bool IsOneCharacter(string text) =>
        text.Length == 1 || (text.Length == 2 && char.IsSurrogatePair(text[0], text[1]));
}
