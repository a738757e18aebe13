namespace Solar.Notebooks.Jupyter;

/// <summary>Cursor positions: Jupyter counts code points, .NET counts UTF-16 units.</summary>
internal static class CodePoints
{
    /// <summary>The UTF-16 position of a position in code points; past the end: the end.</summary>
    public static int ToUtf16(string text, int codePoints)
    {
        var at = 0;
        for (var left = codePoints; left > 0 && at < text.Length; left--)
            at += Width(text, at);
        return at;
    }

    /// <summary>The position in code points of a UTF-16 position.</summary>
    public static int FromUtf16(string text, int position)
    {
        var count = 0;
        for (var at = 0; at < Math.Min(position, text.Length); at += Width(text, at))
            count++;
        return count;
    }

    private static int Width(string text, int at) => at + 1 < text.Length && char.IsSurrogatePair(text[at], text[at + 1]) ? 2 : 1;
}
