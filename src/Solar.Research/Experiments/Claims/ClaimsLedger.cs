using System.Globalization;
using CsvHelper;

namespace Solar.Research.Experiments.Claims;

/// <summary>Every tested claim of the paper with its verdict, as <c>results/claims.csv</c>.</summary>
public static class ClaimsLedger
{
    private static readonly string[] Columns =
        ["section", "id", "claim", "paper", "measured", "effect", "low", "high", "unit", "seeds", "verdict", "scale", "experiment", "source"];

    /// <summary>Reads a ledger; one that does not exist yet is empty.</summary>
    /// <exception cref="InvalidDataException">The columns are others, or a verdict is not the one its effect gives.</exception>
    public static IReadOnlyList<Claim> Read(string path)
    {
        if (!File.Exists(path))
            return [];
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(Columns))
            throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", Columns)}, found {string.Join(", ", csv.Headers)}.");
        var claims = new List<Claim>();
        while (csv.Read())
        {
            var effect = new Effect(Number(csv.GetString(5))!.Value, Number(csv.GetString(6)), Number(csv.GetString(7)), csv.Parse<int>(9), csv.GetString(8));
            if (csv.GetString(10) != effect.Verdict.ToString())
                throw new InvalidDataException($"{path}, row {csv.RowNumber}: the verdict is '{csv.GetString(10)}', but an effect of {effect} is {effect.Verdict}.");
            claims.Add(new(
                csv.GetString(1), csv.GetString(0), csv.GetString(2), csv.GetString(3), csv.GetString(4),
                effect, effect.Verdict, csv.GetString(11), csv.GetString(12), csv.GetString(13)));
        }

        return claims;
    }

    /// <summary>Puts the claims of one experiment in the place of those it had before; the others stay.</summary>
    public static IReadOnlyList<Claim> Replace(IReadOnlyList<Claim> ledger, string experiment, IEnumerable<Claim> claims)
    {
        var first = ledger.TakeWhile(claim => claim.Experiment != experiment).ToList();
        return [.. first, .. claims, .. ledger.Skip(first.Count).Where(claim => claim.Experiment != experiment)];
    }

    /// <summary>Writes a ledger aside and renames it into place.</summary>
    public static void Write(string path, IEnumerable<Claim> claims)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = path + ".partial";
        using (var csv = CsvWriter.ToFile(aside, new CsvWriterOptions { NewLine = "\n" }))
        {
            csv.WriteHeader(Columns);
            foreach (var claim in claims)
            {
                string[] fields =
                [
                    claim.Section, claim.Id, claim.Statement, claim.Paper, claim.Measured,
                    Text(claim.Effect.Value), Text(claim.Effect.Low), Text(claim.Effect.High), claim.Effect.Unit,
                    claim.Effect.Seeds.ToString(CultureInfo.InvariantCulture), claim.Verdict.ToString(), claim.Scale, claim.Experiment, claim.Source,
                ];
                foreach (var field in fields)
                    csv.WriteField(field);
                csv.EndRecord();
            }
        }

        File.Move(aside, path, overwrite: true);
    }

    private static string Text(double? number) => number?.ToString("R", CultureInfo.InvariantCulture) ?? "";

    private static double? Number(string text) => text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
}
