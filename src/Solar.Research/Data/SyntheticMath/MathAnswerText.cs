using System.Globalization;
using System.Text.RegularExpressions;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>A final answer without what does not change it: spaces, units, \left and \right, ways of writing a fraction.</summary>
/// <remarks>
/// MATH's own rules (Hendrycks et al. 2021: <c>_strip_string</c> of hendrycks/math@08e65fc, modeling/math_equivalence.py), in
/// their order. Departs, because replies of models are less tidy than MATH's solutions: unescaped dollar signs, trailing full
/// stops and the commas between thousands of a plain number are taken away first.
/// </remarks>
internal static partial class MathAnswerText
{
    private static readonly (string From, string To)[] Replaced =
    [
        ("\n", ""), (@"\!", ""), (@"\\", @"\"), ("tfrac", "frac"), ("dfrac", "frac"), (@"\left", ""), (@"\right", ""),
        (@"^{\circ}", ""), (@"^\circ", ""), (@"\$", ""),
    ];

    /// <summary>The same answer, written as every equal one is.</summary>
    public static string Normalize(string answer)
    {
        var text = Replaced.Aggregate(answer, (before, pair) => before.Replace(pair.From, pair.To, StringComparison.Ordinal));
        text = text.Replace("$", "", StringComparison.Ordinal).Trim().TrimEnd('.', ' ');
        if (Thousands().IsMatch(text))
            text = text.Replace(",", "", StringComparison.Ordinal);

        text = WithoutUnits(text).Replace(@"\%", "", StringComparison.Ordinal).Replace("%", "", StringComparison.Ordinal)
            .Replace(" .", " 0.", StringComparison.Ordinal).Replace("{.", "{0.", StringComparison.Ordinal);
        if (text.StartsWith('.'))
            text = "0" + text;
        if (text.Split('=') is [{ Length: <= 2 }, var value])
            text = value; // "x = 5"
        text = Root().Replace(text, @"\sqrt{$1}").Replace(" ", "", StringComparison.Ordinal);
        text = BracedFractions(text);
        return text == "0.5" ? @"\frac{1}{2}" : OfSlash(text);
    }

    // "\text{ " only ever begins a unit.
    private static string WithoutUnits(string text) => text.Split(@"\text{ ") is [var value, _] ? value : text;

    // \frac12 and \frac1{72} with all their braces.
    private static string BracedFractions(string text)
    {
        var parts = text.Split(@"\frac");
        for (var i = 1; i < parts.Length; i++)
        {
            var part = parts[i];
            if (part.StartsWith('{'))
                continue;
            if (part.Length < 2)
                return text;
            parts[i] = part[1] == '{' ? $"{{{part[0]}}}{part[1..]}" : $"{{{part[0]}}}{{{part[1]}}}{part[2..]}";
        }

        return string.Join(@"\frac", parts);
    }

    // 3/4 as \frac{3}{4}, when both are whole numbers written plainly.
    private static string OfSlash(string text) => text.Split('/') is [var over, var under] && IsPlain(over) && IsPlain(under)
        ? $@"\frac{{{over}}}{{{under}}}"
        : text;

    private static bool IsPlain(string number) =>
        long.TryParse(number, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
        && value.ToString(CultureInfo.InvariantCulture) == number;

    [GeneratedRegex(@"\\sqrt([^{])")]
    private static partial Regex Root();

    [GeneratedRegex(@"^-?\d{1,3}(,\d{3})+(\.\d+)?( |\\|$)")]
    private static partial Regex Thousands();
}
