using Solar.Research.Display;

namespace Solar.Research.Experiments.Claims;

/// <summary>Claims of the paper beside what was measured: what a notebook shows of a ledger.</summary>
/// <param name="Claims">One a row.</param>
[TypeFormatterSource(typeof(ClaimsTableFormatters), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record ClaimsTable(IReadOnlyList<Claim> Claims)
{
    internal Table With(string caption) => new(
        caption,
        ["§", "claim", "the paper", "measured here", "verdict"],
        [.. Claims.Select(claim => (IReadOnlyList<string>)[claim.Section.Replace("§", "", StringComparison.Ordinal), claim.Statement, claim.Paper, claim.Measured, claim.Verdict.ToString()])]);
}

internal sealed class ClaimsTableFormatters : TableFormatterSource<ClaimsTable>
{
    protected override Table TableOf(ClaimsTable value) => value.With("The paper's claims, and what was measured");
}

internal sealed class ClaimFormatters : TableFormatterSource<Claim>
{
    protected override Table TableOf(Claim value) => new ClaimsTable([value]).With(value.Verdict.ToString());
}
