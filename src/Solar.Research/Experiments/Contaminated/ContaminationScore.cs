using System.Globalization;
using CsvHelper;
using Solar.Research.Contamination;

namespace Solar.Research.Experiments.Contaminated;

/// <summary>How contaminated a model looks with one test.</summary>
/// <param name="Model">"final", or "trained-on-tests".</param>
/// <param name="Seed">The seed it was trained with.</param>
/// <param name="Benchmark">The test.</param>
/// <param name="Flagged">The share of texts that are likelier than nine of ten continuations: the number of Table 9.</param>
/// <param name="Low">The lower end of its 95 % interval over texts.</param>
/// <param name="High">The upper end.</param>
/// <param name="MeanScore">The mean share of continuations that are likelier than the text.</param>
/// <param name="Texts">Texts that were tested.</param>
public sealed record ContaminationScore(string Model, long Seed, string Benchmark, double Flagged, double Low, double High, double MeanScore, int Texts)
{
    /// <summary>The final model, which never saw a test.</summary>
    public const string Final = "final";

    /// <summary>The same, trained on the tests on purpose.</summary>
    public const string TrainedOnTests = "trained-on-tests";

    private static readonly string[] Columns = ["model", "seed", "benchmark", "flagged", "low", "high", "mean_score", "texts"];

    internal static ContaminationScore Of(string model, long seed, ContaminationResult result) => new(
        model, seed, result.Benchmark, result.Flagged.Share, Math.Round(result.Flagged.Low, 4), Math.Round(result.Flagged.High, 4), Math.Round(result.MeanScore, 4), result.Examples.Count);

    /// <summary>Writes scores aside and renames the file into place.</summary>
    public static void Write(string path, IEnumerable<ContaminationScore> scores)
    {
        var aside = path + ".partial";
        using (var csv = CsvWriter.ToFile(aside, new CsvWriterOptions { NewLine = "\n" }))
        {
            csv.WriteHeader(Columns);
            foreach (var score in scores)
            {
                string[] fields =
                [
                    score.Model, Text(score.Seed), score.Benchmark, Text(score.Flagged), Text(score.Low), Text(score.High), Text(score.MeanScore), Text(score.Texts),
                ];
                foreach (var field in fields)
                    csv.WriteField(field);
                csv.EndRecord();
            }
        }

        File.Move(aside, path, overwrite: true);

        static string Text<T>(T number)
            where T : IFormattable => number.ToString(null, CultureInfo.InvariantCulture);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The columns are others.</exception>
    public static IReadOnlyList<ContaminationScore> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(Columns))
            throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", Columns)}, found {string.Join(", ", csv.Headers)}.");
        var scores = new List<ContaminationScore>();
        while (csv.Read())
        {
            scores.Add(new(
                csv.GetString(0), csv.Parse<long>(1), csv.GetString(2), csv.Parse<double>(3), csv.Parse<double>(4), csv.Parse<double>(5), csv.Parse<double>(6), csv.Parse<int>(7)));
        }

        return scores;
    }
}
