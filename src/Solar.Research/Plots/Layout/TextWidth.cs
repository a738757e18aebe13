namespace Solar.Research.Plots.Layout;

/// <summary>How wide words are drawn, before there is anything to draw them with.</summary>
internal static class TextWidth
{
    // Advance widths of DejaVu Sans, the first font asked for and a wide one, for U+0020 to U+007E, in hundredths of the letters' size.
    private static ReadOnlySpan<byte> Advances =>
    [
        32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
        100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75, 79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50,
        50, 61, 63, 55, 63, 62, 35, 63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
    ];

    private const double BoldIsWider = 1.12;

    /// <summary>Pixels from the first letter to the last.</summary>
    public static double Of(string words, double size, bool bold = false)
    {
        var hundredths = 0;
        foreach (var letter in words)
            hundredths += letter is >= ' ' and <= '~' ? Advances[letter - ' '] : 66;
        return hundredths * size * (bold ? BoldIsWider : 1) / 100;
    }

    /// <summary>Words in lines that are no wider than that, broken at spaces; a word that is wider has a line of its own.</summary>
    public static IReadOnlyList<string> Wrap(string words, double width, double size, bool bold = false)
    {
        var lines = new List<string>();
        foreach (var word in Unbroken(words))
        {
            if (lines.Count > 0 && Of($"{lines[^1]} {word}", size, bold) <= width)
                lines[^1] = $"{lines[^1]} {word}";
            else
                lines.Add(word);
        }

        return lines;
    }

    /// <summary>The same, in as few lines as that, but with none of them much shorter than the others.</summary>
    public static IReadOnlyList<string> WrapEvenly(string words, double width, double size, bool bold = false)
    {
        var lines = Wrap(words, width, size, bold);
        while (lines.Count > 1 && Wrap(words, width *= 0.95, size, bold) is var narrower && narrower.Count == lines.Count)
            lines = narrower;
        return lines;
    }

    // Words, each with the signs behind it: a sign such as % or = does not begin a line.
    private static List<string> Unbroken(string words)
    {
        var units = new List<string>();
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (units.Count > 0 && !word.Any(char.IsLetterOrDigit))
                units[^1] = $"{units[^1]} {word}";
            else
                units.Add(word);
        }

        return units;
    }
}
