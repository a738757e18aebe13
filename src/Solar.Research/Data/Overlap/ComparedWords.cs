namespace Solar.Research.Data.Overlap;

/// <summary>The words by which texts are compared: runs of letters and digits in lower case; everything between them counts as one gap.</summary>
/// <remarks>
/// Case, punctuation, line breaks and markup therefore never hide a copy. What is lost: "−2" and "2" are one word, "3.5" is two.
/// </remarks>
public static class ComparedWords
{
    /// <summary>The words of a text, in order.</summary>
    public static IReadOnlyList<string> Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var words = new List<string>();
        for (var at = 0; NextWord(text, ref at, out var start);)
            words.Add(text[start..at].ToLowerInvariant());
        return words;
    }

    /// <summary>One 64-bit hash for each word, in order: equal words have equal hashes.</summary>
    internal static List<ulong> Hashes(string text)
    {
        var hashes = new List<ulong>();
        for (var at = 0; NextWord(text, ref at, out var start);)
            hashes.Add(Hash(text.AsSpan(start, at - start)));
        return hashes;
    }

    /// <summary>The hash of some words in a row.</summary>
    internal static ulong Join(ReadOnlySpan<ulong> words)
    {
        var hash = (ulong)words.Length;
        foreach (var word in words)
            hash = Mix(unchecked((hash * 0x9E3779B97F4A7C15UL) + word));
        return hash;
    }

    private static bool NextWord(string text, ref int at, out int start)
    {
        while (at < text.Length && !char.IsLetterOrDigit(text[at]))
            at++;
        start = at;
        while (at < text.Length && char.IsLetterOrDigit(text[at]))
            at++;
        return at > start;
    }

    // FNV-1a over UTF-16, then a finalizer that spreads its weak high bits.
    private static ulong Hash(ReadOnlySpan<char> word)
    {
        var hash = 0xCBF29CE484222325UL;
        foreach (var letter in word)
            hash = unchecked((hash ^ char.ToLowerInvariant(letter)) * 0x100000001B3UL);
        return Mix(hash);
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }
}
