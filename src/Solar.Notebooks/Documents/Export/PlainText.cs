using System.Text.RegularExpressions;

namespace Solar.Notebooks.Documents.Export;

/// <summary>Console text as a page can show it.</summary>
internal static partial class PlainText
{
    /// <summary>Without terminal codes, and with only the last state of lines that were written over.</summary>
    public static string Of(string text) => OverwrittenLine().Replace(TerminalCode().Replace(text, "").Replace("\r\n", "\n", StringComparison.Ordinal), "");

    /// <summary>On one line, for descriptions of images.</summary>
    public static string OneLine(string text) => Space().Replace(text, " ").Trim().Replace("[", "(", StringComparison.Ordinal).Replace("]", ")", StringComparison.Ordinal);

    [GeneratedRegex(@"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])")]
    private static partial Regex TerminalCode();

    [GeneratedRegex(@"[^\n\r]*\r(?!\n|$)")]
    private static partial Regex OverwrittenLine();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
