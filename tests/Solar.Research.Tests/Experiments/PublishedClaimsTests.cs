using Solar.Research.Experiments.Claims;
using Solar.Research.Experiments.Growth;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Experiments;

/// <summary>The table in README.md is the ledger, and the ledger is what the summaries say.</summary>
public class PublishedClaimsTests
{
    [Fact]
    public void The_readmes_table_is_the_ledgers()
    {
        var ledger = ClaimsLedger.Read(Path.Combine(Fixtures.Root, "results", "claims.csv"));
        Assert.SkipUnless(ledger.Count > 0, "SKIPPED: nothing has been published yet (results/claims.csv)");

        var notebooks = ClaimNotebooks.Of(Fixtures.Root, ledger.Select(claim => claim.Id));
        Assert.Equal(ReadmeClaims.Table(ledger, notebooks), ReadmeClaims.Read(File.ReadAllText(Path.Combine(Fixtures.Root, "README.md"))));
    }

    [Fact]
    public void Every_published_claim_has_a_notebook_that_shows_it()
    {
        var claims = ClaimsLedger.Read(Path.Combine(Fixtures.Root, "results", "claims.csv")).Select(claim => claim.Id).ToList();
        Assert.Equal(claims, [.. claims.Where(ClaimNotebooks.Of(Fixtures.Root, claims).ContainsKey)]);
    }

    [Fact]
    public void The_ledgers_claims_are_those_of_the_summaries()
    {
        var ledger = ClaimsLedger.Read(Path.Combine(Fixtures.Root, "results", "claims.csv"));
        Assert.SkipUnless(ledger.Count > 0, "SKIPPED: nothing has been published yet (results/claims.csv)");
        var growth = RecipeJson.Load<GrowthSummary>(Path.Combine(Fixtures.Root, "results", "growth", "summary.json"));

        Assert.Equal(growth.Claims, ledger.Where(claim => claim.Experiment == GrowthExperiment.Name));
    }
}
