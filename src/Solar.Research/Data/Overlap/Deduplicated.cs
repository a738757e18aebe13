using System.Globalization;

namespace Solar.Research.Data.Overlap;

/// <summary>An item that repeats an earlier one.</summary>
/// <param name="Item">The one that was left out.</param>
/// <param name="Of">The earlier one, which was kept.</param>
/// <param name="Jaccard">How alike they are, 1 for the same words.</param>
public sealed record Repeated<T>(T Item, T Of, double Jaccard);

/// <summary>Items of which none repeats another, and those that did. Of several that are alike, the first is kept.</summary>
/// <param name="Kept">In their order.</param>
/// <param name="Dropped">In their order, each with the one that it repeats.</param>
public sealed record Deduplicated<T>(IReadOnlyList<T> Kept, IReadOnlyList<Repeated<T>> Dropped);

/// <summary>Takes repeated texts out of a set.</summary>
public static class Deduplicate
{
    /// <summary>Leaves out items whose words (<see cref="ComparedWords"/>) are those of an earlier one. Texts without words are never alike.</summary>
    public static Deduplicated<T> Exact<T>(IEnumerable<T> items, Func<T, string> text)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(text);
        var first = new Dictionary<string, T>();
        var (kept, dropped) = (new List<T>(), new List<Repeated<T>>());
        foreach (var item in items)
        {
            var words = string.Join(' ', ComparedWords.Of(text(item)));
            if (words.Length > 0 && !first.TryAdd(words, item))
                dropped.Add(new(item, first[words], 1));
            else
                kept.Add(item);
        }

        return new(kept, dropped);
    }

    /// <summary>Leaves out items that are nearly an earlier one: the Jaccard index of their sets of n-grams is at least <paramref name="jaccard"/>.</summary>
    /// <remarks>Exact, by an inverted index of what was kept: no MinHash, so nothing is missed and nothing depends on a seed; right for sets of up to some hundred thousand texts.</remarks>
    /// <param name="items">The set.</param>
    /// <param name="text">What is compared.</param>
    /// <param name="n">Words of an n-gram.</param>
    /// <param name="jaccard">In (0, 1].</param>
    public static Deduplicated<T> Near<T>(IEnumerable<T> items, Func<T, string> text, int n = 3, double jaccard = 0.8)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(text);
        if (jaccard is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(jaccard), jaccard, "The Jaccard index from which on two texts are alike lies in (0, 1].");
        var index = NGramIndex.Of([], n);
        var (kept, dropped) = (new List<T>(), new List<Repeated<T>>());
        foreach (var item in items)
        {
            var words = text(item);
            var nearest = index.Overlaps(words).OrderByDescending(overlap => overlap.Jaccard).FirstOrDefault();
            if (nearest.Total > 0 && nearest.Jaccard >= jaccard)
            {
                dropped.Add(new(item, kept[int.Parse(nearest.Id, CultureInfo.InvariantCulture)], nearest.Jaccard));
            }
            else
            {
                index.Add(kept.Count.ToString(CultureInfo.InvariantCulture), words);
                kept.Add(item);
            }
        }

        return new(kept, dropped);
    }
}
