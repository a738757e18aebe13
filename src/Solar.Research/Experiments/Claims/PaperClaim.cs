using CsvHelper;

namespace Solar.Research.Experiments.Claims;

/// <summary>A sentence of the paper that can be tested, as <c>data/paper/claims.csv</c> has it.</summary>
/// <param name="Id">The name by which experiments speak of it.</param>
/// <param name="Section">Where the paper says it.</param>
/// <param name="Statement">The claim in our words.</param>
/// <param name="Paper">The paper's numbers, or that it gives none.</param>
/// <param name="Measure">What we measure, and which direction speaks for the claim.</param>
public sealed record PaperClaim(string Id, string Section, string Statement, string Paper, string Measure)
{
    private static readonly string[] Columns = ["id", "section", "claim", "paper", "measure"];

    /// <summary>All claims of the file, by id.</summary>
    /// <exception cref="InvalidDataException">The file has other columns or one id twice.</exception>
    public static IReadOnlyDictionary<string, PaperClaim> ReadAll(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(Columns))
            throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", Columns)}, found {string.Join(", ", csv.Headers)}.");
        var claims = new Dictionary<string, PaperClaim>();
        while (csv.Read())
        {
            var claim = new PaperClaim(csv.GetString(0), csv.GetString(1), csv.GetString(2), csv.GetString(3), csv.GetString(4));
            if (!claims.TryAdd(claim.Id, claim))
                throw new InvalidDataException($"{path}, row {csv.RowNumber}: the claim '{claim.Id}' stands there twice.");
        }

        return claims;
    }
}
