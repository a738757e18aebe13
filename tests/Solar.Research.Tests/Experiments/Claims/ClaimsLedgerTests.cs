using Solar.Research.Experiments.Claims;

namespace Solar.Research.Tests.Experiments.Claims;

public sealed class ClaimsLedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-claims-").FullName;

    private string Ledger => Path.Combine(_folder, "claims.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read_back()
    {
        Claim[] claims = [Row("jump", [0.1, 0.2, 0.3]), Row("one-seed", [1.0 / 3]), Row("exact", null)];
        ClaimsLedger.Write(Ledger, claims);

        Assert.Equal(claims, ClaimsLedger.Read(Ledger));
    }

    [Fact]
    public void A_verdict_changed_by_hand_is_refused()
    {
        ClaimsLedger.Write(Ledger, [Row("jump", [-0.1, -0.2, -0.15])]);
        File.WriteAllText(Ledger, File.ReadAllText(Ledger).Replace("Contradicted", "Supported"));

        Assert.Contains("is Contradicted", Assert.Throws<InvalidDataException>(() => ClaimsLedger.Read(Ledger)).Message);
    }

    [Fact]
    public void An_experiment_replaces_its_own_claims_and_no_others()
    {
        Claim[] ledger = [Row("a", [1], "growth"), Row("b", [1], "growth"), Row("c", [1], "dpo")];
        var replaced = ClaimsLedger.Replace(ledger, "growth", [Row("a2", [2], "growth")]);

        Assert.Equal(["a2", "c"], replaced.Select(claim => claim.Id));
        Assert.Equal(["c", "d"], ClaimsLedger.Replace([ledger[2]], "sft", [Row("d", [1], "sft")]).Select(claim => claim.Id));
    }

    [Fact]
    public void The_readme_keeps_its_words_and_gets_the_table()
    {
        const string Readme = "# Title\n\n<!-- claims -->\nold\n<!-- /claims -->\nmore\n";
        Claim[] claims = [Row("jump", [0.1, 0.2, 0.3])];

        var notebooks = new Dictionary<string, string> { ["jump"] = "notebooks/02-healing.ipynb" };

        var after = ReadmeClaims.Insert(Readme, claims, notebooks);

        Assert.StartsWith("# Title\n\n<!-- claims -->\n| the paper says |", after);
        Assert.EndsWith("|\n<!-- /claims -->\nmore\n", after);
        Assert.Contains("| Undecided | [02](notebooks/02-healing.ipynb) |", after);
        Assert.Equal(ReadmeClaims.Table(claims, notebooks), ReadmeClaims.Read(after));
        Assert.Equal(after, ReadmeClaims.Insert(after, claims, notebooks));
        Assert.Throws<InvalidDataException>(() => ReadmeClaims.Insert("no markers", claims, notebooks));
    }

    [Fact]
    public void The_papers_claims_are_all_different_and_complete()
    {
        var claims = PaperClaim.ReadAll(Path.Combine(Fixtures.Root, "data", "paper", "claims.csv"));

        Assert.True(claims.Count >= 9, $"{claims.Count} claims");
        Assert.All(claims.Values, claim => Assert.All([claim.Section, claim.Statement, claim.Paper, claim.Measure], Assert.NotEmpty));
    }

    private static Claim Row(string id, double[]? differences, string experiment = "growth") => Claim.Of(
        new(id, "§2", "Says \"this\", and that", "48 | 64", "what"),
        differences is null ? Effect.Exact(1, "weights") : Effect.OfPairs(differences, "nats"),
        "measured", "classroom", experiment, "results/growth");
}
