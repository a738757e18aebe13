using System.Text.RegularExpressions;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>A word problem of GSM8K, which the model solves in its own words.</summary>
public sealed partial class WordProblemDocument : BenchmarkDocument
{
    /// <summary>The texts that end an answer, in the harness's order.</summary>
    public static IReadOnlyList<string> Stops { get; } = [":", "Question:", "Question"];

    /// <summary>What stands for an answer without one.</summary>
    public const string Invalid = "[invalid]";

    /// <summary>The solution, calculator marks and final <c>#### n</c> included.</summary>
    public required string Solution { get; init; }

    /// <inheritdoc/>
    public override string Target => " " + Solution;

    /// <inheritdoc/>
    public override IReadOnlyList<EvaluationRequest> Requests(string context) => [new(context, null)];

    /// <inheritdoc/>
    /// <remarks>Equal as texts: 18.00 is not 18.</remarks>
    public override DocumentScore Score(ModelAnswer answer)
    {
        var given = Extract(answer.Text ?? "");
        return new(given, new Dictionary<string, double> { ["acc"] = given == Extract(Solution) ? 1 : 0 });
    }

    /// <summary>The number behind the first <c>####</c>, without its commas.</summary>
    public static string Extract(string text) => Answer().Match(text) is { Success: true } match
        ? PythonText.Strip(match.Groups[1].Value).Replace(",", "", StringComparison.Ordinal)
        : Invalid;

    /// <summary>The text up to the first of each stop text, one after the other.</summary>
    public static string Cut(string text, IEnumerable<string> stops)
    {
        foreach (var stop in stops)
        {
            if (text.IndexOf(stop, StringComparison.Ordinal) is >= 0 and var at)
                text = text[..at];
        }

        return text;
    }

    /// <summary>Whether the answer stands, whatever would come after it.</summary>
    public static bool IsDecided(string text) => Answer().Match(text) is { Success: true } match && match.Index + match.Length < text.Length;

    [GeneratedRegex(@"#### (\-?[0-9\.\,]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Answer();
}
