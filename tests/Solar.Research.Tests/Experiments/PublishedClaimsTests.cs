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

        Assert.Equal(ReadmeClaims.Table(ledger), ReadmeClaims.Read(File.ReadAllText(Path.Combine(Fixtures.Root, "README.md"))));
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
