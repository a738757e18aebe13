using Solar.Research.Display;

namespace Solar.Research.Experiments.Claims;

/// <summary>Claims of the paper beside what was measured: what a notebook shows of a ledger.</summary>
/// <param name="Claims">One a row.</param>
[TypeFormatterSource(typeof(ClaimsTableFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ClaimsTable(IReadOnlyList<Claim> Claims)
{
    /// <summary>One claim.</summary>
    /// <exception cref="ArgumentException">There is no such claim; the message lists what there is.</exception>
    public Claim this[string id] => Claims.FirstOrDefault(claim => claim.Id == id)
        ?? throw new ArgumentException($"There is no claim '{id}' here; there are: {string.Join(", ", Claims.Select(claim => claim.Id))}.", nameof(id));

    /// <summary>Some of the claims, in the order named.</summary>
    /// <exception cref="ArgumentException">There is no such claim; the message lists what there is.</exception>
    public ClaimsTable Only(params string[] ids) => new([.. ids.Select(id => this[id])]);

    internal Table With(string caption) => new(
        caption,
        ["§", "claim", "the paper", "measured here", "verdict"],
        [.. Claims.Select(claim => (IReadOnlyList<string>)[claim.Section.Replace("§", "", StringComparison.Ordinal), claim.Statement, claim.Paper, claim.Measured, claim.Verdict.ToString()])]);
}

internal sealed class ClaimsTableFormatters : TableFormatterSource<ClaimsTable>
{
    protected override Table TableOf(ClaimsTable value) => value.With(
        $"The paper, at 7 to 11 billion weights, beside runs at {string.Join(" and ", value.Claims.Select(claim => claim.Scale).Distinct())} scale; in brackets, 95 % intervals over seeds");
}

internal sealed class ClaimFormatters : TableFormatterSource<Claim>
{
    protected override Table TableOf(Claim value) => new ClaimsTable([value]).With(value.Verdict.ToString());
}
