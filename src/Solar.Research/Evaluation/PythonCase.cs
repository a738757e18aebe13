using System.Text;

namespace Solar.Research.Evaluation;

/// <summary>The case of single characters as Python has it: by Unicode's full mappings, where .NET has the simple ones.</summary>
/// <remarks>Unicode 14, as CPython 3.11: <c>SpecialCasing.txt</c>, and the characters whose title case is not their upper case.</remarks>
internal static class PythonCase
{
    // One character, several in title case.
    private static readonly Dictionary<int, string> Spelt = new()
    {
        [0x00DF] = "Ss",
        [0x0149] = "\u02BCN",
        [0x01F0] = "J\u030C",
        [0x0390] = "\u0399\u0308\u0301",
        [0x03B0] = "\u03A5\u0308\u0301",
        [0x0587] = "\u0535\u0582",
        [0x1E96] = "H\u0331",
        [0x1E97] = "T\u0308",
        [0x1E98] = "W\u030A",
        [0x1E99] = "Y\u030A",
        [0x1E9A] = "A\u02BE",
        [0x1F50] = "\u03A5\u0313",
        [0x1F52] = "\u03A5\u0313\u0300",
        [0x1F54] = "\u03A5\u0313\u0301",
        [0x1F56] = "\u03A5\u0313\u0342",
        [0x1FB2] = "\u1FBA\u0345",
        [0x1FB4] = "\u0386\u0345",
        [0x1FB6] = "\u0391\u0342",
        [0x1FB7] = "\u0391\u0342\u0345",
        [0x1FC2] = "\u1FCA\u0345",
        [0x1FC4] = "\u0389\u0345",
        [0x1FC6] = "\u0397\u0342",
        [0x1FC7] = "\u0397\u0342\u0345",
        [0x1FD2] = "\u0399\u0308\u0300",
        [0x1FD3] = "\u0399\u0308\u0301",
        [0x1FD6] = "\u0399\u0342",
        [0x1FD7] = "\u0399\u0308\u0342",
        [0x1FE2] = "\u03A5\u0308\u0300",
        [0x1FE3] = "\u03A5\u0308\u0301",
        [0x1FE4] = "\u03A1\u0313",
        [0x1FE6] = "\u03A5\u0342",
        [0x1FE7] = "\u03A5\u0308\u0342",
        [0x1FF2] = "\u1FFA\u0345",
        [0x1FF4] = "\u038F\u0345",
        [0x1FF6] = "\u03A9\u0342",
        [0x1FF7] = "\u03A9\u0342\u0345",
        [0xFB00] = "Ff",
        [0xFB01] = "Fi",
        [0xFB02] = "Fl",
        [0xFB03] = "Ffi",
        [0xFB04] = "Ffl",
        [0xFB05] = "St",
        [0xFB06] = "St",
        [0xFB13] = "\u0544\u0576",
        [0xFB14] = "\u0544\u0565",
        [0xFB15] = "\u0544\u056B",
        [0xFB16] = "\u054E\u0576",
        [0xFB17] = "\u0544\u056D",
    };

    /// <summary>The character at the beginning of a word.</summary>
    public static string Title(Rune rune) => Spelt.TryGetValue(rune.Value, out var several) ? several : TitleOf(rune).ToString();

    /// <summary>The character in the rest of a word. Of Σ, what it is within one.</summary>
    public static string Lower(Rune rune) => rune.Value switch
    {
        0x0130 => "i\u0307", // İ
        0x1E9E => "ß",       // ẞ
        _ => Rune.ToLowerInvariant(rune).ToString(),
    };

    private static Rune TitleOf(Rune rune) => rune.Value switch
    {
        >= 0x01C4 and <= 0x01CC => new((rune.Value - 0x01C4) / 3 * 3 + 0x01C5), // Ǆ ǅ ǆ: the middle one of three
        >= 0x01F1 and <= 0x01F3 => new(0x01F2),                                  // Ǳ ǲ ǳ
        >= 0x10D0 and <= 0x10FF => rune,                                         // Georgian has capitals, but not at the beginning of a word
        >= 0x1F80 and <= 0x1FAF => new(rune.Value | 8),                          // ᾀ with iota below
        0x0131 => new('I'),                                                      // ı and ſ, which .NET leaves
        0x017F => new('S'),
        0x1FB3 or 0x1FBC => new(0x1FBC),
        0x1FC3 or 0x1FCC => new(0x1FCC),
        0x1FF3 or 0x1FFC => new(0x1FFC),
        _ => Rune.ToUpperInvariant(rune),
    };
}
