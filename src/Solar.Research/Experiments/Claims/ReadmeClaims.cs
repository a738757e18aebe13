namespace Solar.Research.Experiments.Claims;

/// <summary>The claims as the table that README.md shows between two markers; <c>./solar reproduce</c> rewrites it, a test compares it.</summary>
public static class ReadmeClaims
{
    /// <summary>Stands on the line before the table.</summary>
    public const string Begin = "<!-- claims -->";

    /// <summary>Stands on the line after the table.</summary>
    public const string End = "<!-- /claims -->";

    /// <summary>The table in Markdown, one claim a row.</summary>
    /// <param name="claims">The rows.</param>
    /// <param name="notebooks">Where a claim is shown: <see cref="ClaimNotebooks"/>.</param>
    public static string Table(IEnumerable<Claim> claims, IReadOnlyDictionary<string, string> notebooks)
    {
        var rows = claims.Select(claim =>
            $"| {claim.Section} {Cell(claim.Statement)} | {Cell(claim.Paper)} | {Cell(claim.Measured)} | {claim.Verdict} | {Link(notebooks.GetValueOrDefault(claim.Id))} | [{claim.Source}]({claim.Source}) |");
        return string.Join('\n', ["| the paper says | its numbers | measured here | verdict | notebook | results |", "| --- | --- | --- | --- | --- | --- |", .. rows]);
    }

    /// <summary>The text with the table in place of what stands between the markers.</summary>
    /// <exception cref="InvalidDataException">A marker is missing, or they are in the wrong order.</exception>
    public static string Insert(string readme, IEnumerable<Claim> claims, IReadOnlyDictionary<string, string> notebooks)
    {
        var (from, to) = Between(readme);
        return $"{readme[..from]}\n{Table(claims, notebooks)}\n{readme[to..]}";
    }

    /// <summary>What stands between the markers, without the line breaks beside them.</summary>
    /// <exception cref="InvalidDataException">A marker is missing, or they are in the wrong order.</exception>
    public static string Read(string readme)
    {
        var (from, to) = Between(readme);
        return readme[from..to].Trim('\n');
    }

    private static (int From, int To) Between(string readme)
    {
        var begin = readme.IndexOf(Begin, StringComparison.Ordinal);
        var end = readme.IndexOf(End, StringComparison.Ordinal);
        if (begin < 0 || end < begin)
            throw new InvalidDataException($"The readme has no '{Begin}' line followed by a '{End}' line; the table of claims stands between them.");
        return (begin + Begin.Length, end);
    }

    private static string Link(string? notebook) => notebook is null ? "" : $"[{Path.GetFileNameWithoutExtension(notebook).Split('-')[0]}]({notebook})";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
