using System.Runtime.InteropServices;

namespace Solar.Research.Data.Tokenization;

/// <summary>Merges the most frequent pair of neighbouring symbols, again and again, with counts kept up to date word by word.</summary>
/// <remarks>Of equally frequent pairs the one whose symbols came first merges first; symbols are numbered by frequency, then by merge.</remarks>
internal sealed class PairMerger
{
    private const int Uncovered = -1;

    private sealed class Pair
    {
        public long Count;

        /// <summary>The words that hold it, or held it once.</summary>
        public readonly List<int> Words = [];
    }

    private readonly int maxPieceLength;
    private readonly List<string> texts;
    private readonly List<int> lengths;
    private readonly Dictionary<string, int> symbolOf;
    private readonly Dictionary<(int Left, int Right), Pair> pairs = [];
    private readonly PriorityQueue<(int Left, int Right), (long Negative, int Left, int Right)> queue = new();
    private readonly List<int[]> words = [];
    private readonly List<long> counts = [];

    public PairMerger(IReadOnlyDictionary<string, long> table, List<string> characters, int maxPieceLength)
    {
        this.maxPieceLength = maxPieceLength;
        texts = [.. characters];
        lengths = [.. characters.Select(_ => 1)];
        symbolOf = texts.Select((text, symbol) => (text, symbol)).ToDictionary(entry => entry.text, entry => entry.symbol, StringComparer.Ordinal);
        var lookup = symbolOf.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> utf16 = stackalloc char[2];
        var symbols = new List<int>();
        foreach (var (word, count) in table)
        {
            symbols.Clear();
            foreach (var rune in word.EnumerateRunes())
                symbols.Add(lookup.TryGetValue(utf16[..rune.EncodeToUtf16(utf16)], out int symbol) ? symbol : Uncovered);
            words.Add([.. symbols]);
            counts.Add(count);
            for (int i = 0; i + 1 < symbols.Count; i++)
                Change(symbols[i], symbols[i + 1], count, words.Count - 1);
        }

        foreach (var (pair, entry) in pairs)
            queue.Enqueue(pair, (-entry.Count, pair.Left, pair.Right));
    }

    /// <summary>The texts of the first merges, fewer when no pair is left.</summary>
    public List<string> Take(int wanted)
    {
        var merges = new List<string>();
        var touched = new HashSet<(int, int)>();
        while (merges.Count < wanted && queue.TryDequeue(out var best, out var order))
        {
            if (!pairs.TryGetValue(best, out var entry) || entry.Count <= 0)
                continue;
            if (entry.Count != -order.Negative)
            {
                queue.Enqueue(best, (-entry.Count, best.Left, best.Right)); // it has lost some since
                continue;
            }

            string text = texts[best.Left] + texts[best.Right];
            if (!symbolOf.TryGetValue(text, out int merged))
            {
                merged = texts.Count;
                texts.Add(text);
                lengths.Add(lengths[best.Left] + lengths[best.Right]);
                symbolOf.Add(text, merged);
                merges.Add(text);
            }

            pairs.Remove(best);
            touched.Clear();
            foreach (int word in entry.Words)
                MergeIn(word, best, merged, touched);
            foreach (var pair in touched)
            {
                if (pairs.TryGetValue(pair, out var grown) && grown.Count > 0)
                    queue.Enqueue(pair, (-grown.Count, pair.Item1, pair.Item2));
            }
        }

        return merges;
    }

    private void MergeIn(int index, (int Left, int Right) pair, int merged, HashSet<(int, int)> touched)
    {
        int[] word = words[index];
        long count = counts[index];
        if (!Holds(word, pair))
            return; // merged away since, or listed twice
        var result = new List<int>(word.Length);
        for (int i = 0; i < word.Length; i++)
        {
            bool here = word[i] == pair.Left && i + 1 < word.Length && word[i + 1] == pair.Right;
            result.Add(here ? merged : word[i]);
            i += here ? 1 : 0;
        }

        for (int i = 0; i + 1 < word.Length; i++)
            Change(word[i], word[i + 1], -count, index);
        words[index] = [.. result];
        for (int i = 0; i + 1 < result.Count; i++)
        {
            Change(result[i], result[i + 1], count, index);
            if (result[i] == merged || result[i + 1] == merged)
                touched.Add((result[i], result[i + 1]));
        }
    }

    private static bool Holds(int[] word, (int Left, int Right) pair)
    {
        for (int i = 0; i + 1 < word.Length; i++)
        {
            if (word[i] == pair.Left && word[i + 1] == pair.Right)
                return true;
        }

        return false;
    }

    private void Change(int left, int right, long by, int word)
    {
        if (left == Uncovered || right == Uncovered || lengths[left] + lengths[right] > maxPieceLength)
            return;
        if (by < 0)
        {
            if (pairs.TryGetValue((left, right), out var known))
                known.Count += by;
            return;
        }

        ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(pairs, (left, right), out _);
        entry ??= new Pair();
        entry.Count += by;
        if (entry.Words.Count == 0 || entry.Words[^1] != word)
            entry.Words.Add(word);
    }
}
