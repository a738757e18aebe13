namespace Solar.Research.Data.Tokenization;

/// <summary>Finds fixed strings in a text: the leftmost match, and of those the longest.</summary>
/// <typeparam name="T">char, or byte for UTF-8.</typeparam>
internal sealed class LiteralMatcher<T>
    where T : unmanaged, IEquatable<T>
{
    private readonly Dictionary<T, (T[] Literal, int Id)[]> byFirst;
    private readonly T[] firsts;

    public LiteralMatcher(IEnumerable<(T[] Literal, int Id)> literals)
    {
        byFirst = literals.GroupBy(entry => entry.Literal[0])
            .ToDictionary(group => group.Key, group => group.OrderByDescending(entry => entry.Literal.Length).ToArray());
        firsts = [.. byFirst.Keys];
    }

    public bool IsEmpty => firsts.Length == 0;

    /// <summary>The next match at or after <paramref name="from"/>; its start, or −1.</summary>
    public int Find(ReadOnlySpan<T> text, int from, out int length, out int id)
    {
        for (int start = from; ; start++)
        {
            int step = text[start..].IndexOfAny(firsts);
            if (step < 0)
            {
                (length, id) = (0, -1);
                return -1;
            }

            start += step;
            if (Match(text[start..], out length, out id))
                return start;
        }
    }

    /// <summary>The longest literal that the text begins with.</summary>
    public bool Match(ReadOnlySpan<T> text, out int length, out int id)
    {
        (length, id) = (0, -1);
        if (text.IsEmpty || !byFirst.TryGetValue(text[0], out var candidates))
            return false;
        foreach (var (literal, candidate) in candidates)
        {
            if (text.StartsWith(literal))
            {
                (length, id) = (literal.Length, candidate);
                return true;
            }
        }

        return false;
    }
}
