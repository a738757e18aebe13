using System.Globalization;
using System.Text;

namespace Solar.Research.Evaluation;

/// <summary>What Python's <c>str</c> does where C#'s <see cref="string"/> does something else.</summary>
/// <remarks>The harness is Python, and its prompts are reproduced to the byte. CPython 3.11, <c>Objects/unicodeobject.c</c>.</remarks>
internal static class PythonText
{
    /// <summary><c>text.strip()</c>.</summary>
    public static string Strip(string text)
    {
        var start = 0;
        while (start < text.Length && IsSpace(text[start]))
            start++;
        return StripEnd(text[start..]);
    }

    /// <summary><c>text.rstrip()</c>.</summary>
    public static string StripEnd(string text)
    {
        var end = text.Length;
        while (end > 0 && IsSpace(text[end - 1]))
            end--;
        return text[..end];
    }

    /// <summary><c>len(text)</c>: Unicode code points, not UTF-16 units.</summary>
    public static int Length(string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary><c>text.capitalize()</c>: the first character in title case, and all others in lower case.</summary>
    public static string Capitalize(string text)
    {
        var runes = text.EnumerateRunes().ToArray();
        var built = new StringBuilder(text.Length);
        for (var i = 0; i < runes.Length; i++)
        {
            built.Append((i, runes[i].Value) switch
            {
                (0, _) => PythonCase.Title(runes[0]),
                (_, 'Σ') => EndsWord(runes, i) ? "ς" : "σ",
                _ => PythonCase.Lower(runes[i]),
            });
        }

        return built.ToString();
    }

    // Python counts the four separators of ASCII as well, which char.IsWhiteSpace does not.
    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || character is >= '\u001C' and <= '\u001F';

    // Unicode's Final_Sigma: after a letter with case and not before one, what has no case being skipped.
    private static bool EndsWord(Rune[] runes, int at)
    {
        bool? before = null, after = null;
        for (var i = at - 1; i >= 0 && before is null; i--)
            before = IsSkipped(runes[i]) ? null : IsCased(runes[i]);
        for (var i = at + 1; i < runes.Length && after is null; i++)
            after = IsSkipped(runes[i]) ? null : IsCased(runes[i]);
        return before == true && after != true;
    }

    private static bool IsCased(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter;

    private static bool IsSkipped(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
            or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol
        || rune.Value is '\'' or '.' or ':' or '·' or '’' or '‘' or '․' or '‧' or '﹒' or '＇' or '．' or '：';
}
