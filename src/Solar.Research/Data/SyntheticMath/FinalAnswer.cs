using System.Text.RegularExpressions;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>The final answer that a worked solution comes to, and when two are the same.</summary>
/// <remarks>
/// The last \boxed{…} or \fbox{…} with its braces balanced (Hendrycks et al. 2021: <c>last_boxed_only_string</c> of
/// hendrycks/math@928af07, modeling/dataset/util.py); else what follows the last "####" (GSM8K) or the last "The answer is"
/// (MetaMath) on its line. Departs: of MATH's and MetaMath's marks MATH's is taken first, wherever it stands.
/// </remarks>
public static partial class FinalAnswer
{
    /// <summary>The final answer as it is written; null when the solution marks none, or opens a box that it does not close.</summary>
    public static string? Of(string solution)
    {
        ArgumentNullException.ThrowIfNull(solution);
        if (Boxes().Matches(solution) is { Count: > 0 } boxes)
            return InBox(solution, boxes[^1]);
        if (Said().Matches(solution) is not { Count: > 0 } said)
            return null;
        var answer = said[^1].Groups["answer"].Value.Trim();
        return answer.Length == 0 ? null : answer;
    }

    /// <summary>Whether two final answers are one, once what does not matter is taken away.</summary>
    public static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal)
        || string.Equals(MathAnswerText.Normalize(one), MathAnswerText.Normalize(other), StringComparison.Ordinal);

    private static string? InBox(string solution, Match box)
    {
        if (box.Value.EndsWith(' '))
            return Bare(solution[(box.Index + box.Length)..]);

        var from = box.Index + box.Length;
        var depth = 1;
        for (var at = from; at < solution.Length; at++)
        {
            depth += solution[at] switch { '{' => 1, '}' => -1, _ => 0 };
            if (depth == 0)
                return solution[from..at].Trim();
        }

        return null;
    }

    // "\boxed 7": up to the end of the formula.
    private static string Bare(string rest) => rest.Split('$')[0].Trim();

    [GeneratedRegex(@"\\(boxed|fbox)(\s*\{| )")]
    private static partial Regex Boxes();

    [GeneratedRegex(@"(####|[Tt]he (final )?answer is:?)[ \t]*(?<answer>[^\n]*)")]
    private static partial Regex Said();
}
