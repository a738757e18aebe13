namespace Solar.Research.Experiments;

/// <summary>The seeds of an experiment.</summary>
internal static class SeedList
{
    /// <summary>So many, one after the other.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There would be none.</exception>
    public static IReadOnlyList<long> Of(long first, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return [.. Enumerable.Range(0, count).Select(i => first + i)];
    }
}
