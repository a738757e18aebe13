using System.Globalization;
using System.Text;

namespace Solar.Notebooks.Display.Rendering;

/// <summary>How many places of a terminal a text takes.</summary>
internal static class LetterWidth
{
    /// <summary>Two for East Asian wide letters and emoji, none for marks that stand on another letter, one for the rest.</summary>
    public static int Of(string text)
    {
        var places = 0;
        foreach (var letter in text.EnumerateRunes())
            places += Of(letter);
        return places;
    }

    private static int Of(Rune letter) => letter.Value switch
    {
        < 0x300 => 1,
        (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
            or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => Rune.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format ? 0 : 1,
    };
}
