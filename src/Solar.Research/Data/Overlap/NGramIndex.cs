using System.Runtime.InteropServices;

namespace Solar.Research.Data.Overlap;

/// <summary>What an indexed text and another text have in common.</summary>
/// <param name="Id">The indexed text.</param>
/// <param name="Shared">How many different n-grams of the indexed text the other one has as well; at least 1.</param>
/// <param name="Total">How many different n-grams the indexed text has.</param>
/// <param name="Others">How many different n-grams of the same length the other text has.</param>
public readonly record struct SharedNGrams(string Id, int Shared, int Total, int Others)
{
    /// <summary>How much of the indexed text the other one holds, in (0, 1]: 1 when it holds every n-gram of it, whatever stands around.</summary>
    public double Share => (double)Shared / Total;

    /// <summary>How alike the two are, in (0, 1]: shared n-grams over the n-grams of either.</summary>
    public double Jaccard => (double)Shared / (Total + Others - Shared);
}

/// <summary>Texts by their n-grams of words, to be asked which of them another text repeats.</summary>
/// <remarks>
/// Words are those of <see cref="ComparedWords"/>. A text of fewer than n words has one n-gram: all its words. A text without words is never
/// found. N-grams are kept as 64-bit hashes: among a million of them, the chance that any two different ones look equal is below 10⁻⁷.
/// </remarks>
public sealed class NGramIndex
{
    private readonly Dictionary<ulong, List<int>> _texts = [];
    private readonly List<(string Id, int Total, int Length)> _indexed = [];
    private readonly SortedSet<int> _lengths = [];

    private NGramIndex(int n) => N = n;

    /// <summary>n, the words of one n-gram.</summary>
    public int N { get; }

    /// <summary>The indexed texts.</summary>
    public int Count => _indexed.Count;

    /// <summary>How many different n-grams they have.</summary>
    public int NGrams => _texts.Count;

    /// <summary>Indexes texts.</summary>
    /// <param name="texts">Each with the name by which it is reported.</param>
    /// <param name="n">Words of an n-gram, at least 1.</param>
    public static NGramIndex Of(IEnumerable<(string Id, string Text)> texts, int n)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(n);
        var index = new NGramIndex(n);
        foreach (var (id, text) in texts)
            index.Add(id, text);
        return index;
    }

    /// <summary>The indexed texts that share at least one n-gram with this text, those of which it holds most first; ties in the order of indexing.</summary>
    public IReadOnlyList<SharedNGrams> Overlaps(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = CollectionsMarshal.AsSpan(ComparedWords.Hashes(text));
        var shared = new SortedDictionary<int, (int Shared, int Others)>();
        foreach (var length in _lengths)
        {
            var grams = NGramsOf(words, length);
            foreach (var gram in grams)
            {
                if (!_texts.TryGetValue(gram, out var holders))
                    continue;
                foreach (var holder in holders)
                    shared[holder] = (shared.GetValueOrDefault(holder).Shared + 1, grams.Count);
            }
        }

        return [.. shared
            .Select(pair => new SharedNGrams(_indexed[pair.Key].Id, pair.Value.Shared, _indexed[pair.Key].Total, pair.Value.Others))
            .OrderByDescending(overlap => overlap.Share)];
    }

    internal void Add(string id, string text)
    {
        var words = CollectionsMarshal.AsSpan(ComparedWords.Hashes(text));
        var length = Math.Min(N, words.Length);
        var grams = NGramsOf(words, length);
        foreach (var gram in grams)
        {
            if (!_texts.TryGetValue(gram, out var holders))
                _texts.Add(gram, holders = new(1));
            holders.Add(_indexed.Count);
        }

        if (length > 0)
            _lengths.Add(length);
        _indexed.Add((id, grams.Count, length));
    }

    private static HashSet<ulong> NGramsOf(ReadOnlySpan<ulong> words, int length)
    {
        var grams = new HashSet<ulong>();
        for (var start = 0; length > 0 && start + length <= words.Length; start++)
            grams.Add(ComparedWords.Join(words.Slice(start, length)));
        return grams;
    }
}
