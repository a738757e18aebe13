using System.Globalization;

namespace Solar.Research.Data.Templates.Jinja;

/// <summary>Strings as Python sees them, where .NET sees them otherwise.</summary>
internal static class PythonText
{
    public static bool IsSpace(char c) => char.IsWhiteSpace(c) || c is >= '\x1c' and <= '\x1f';

    /// <summary>str.strip, lstrip and rstrip; without characters it is white space that goes.</summary>
    public static MarkedText Strip(MarkedText text, string? characters, bool left, bool right)
    {
        int start = 0, end = text.Length;
        while (left && start < end && Goes(text.Text[start]))
            start++;
        while (right && end > start && Goes(text.Text[end - 1]))
            end--;
        return text.Slice(start, end - start);

        bool Goes(char c) => characters is null ? IsSpace(c) : characters.Contains(c, StringComparison.Ordinal);
    }

    /// <summary>Where each code point starts, and the length; null where every char is one.</summary>
    public static int[]? CodePoints(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\uD800', '\uDBFF'))
            return null;
        var starts = new List<int>();
        for (int i = 0; i < text.Length; i += char.IsSurrogatePair(text, i) ? 2 : 1)
            starts.Add(i);
        starts.Add(text.Length);
        return [.. starts];
    }

    public static long Length(string text) => CodePoints(text) is { } starts ? starts.Length - 1 : text.Length;

    /// <summary>str.title: the first letter of every run of letters in upper case, the others in lower case.</summary>
    public static string Title(string text)
    {
        var result = text.ToCharArray();
        for (int i = 0; i < result.Length; i++)
            result[i] = i > 0 && char.IsLetter(result[i - 1]) ? char.ToLowerInvariant(result[i]) : char.ToUpperInvariant(result[i]);
        return new(result);
    }

    public static string Capitalize(string text) =>
        text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..].ToLowerInvariant();

    /// <summary>repr of a float: the shortest digits that read back, with a point.</summary>
    public static string Float(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E', 'N') || !double.IsFinite(value) ? text : text + ".0";
    }
}
