using System.Globalization;
using CsvHelper;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Growth;

/// <summary>The experiment's measurements as one CSV file: the validation losses of all runs, one a row.</summary>
public static class GrowthMetrics
{
    private static readonly string[] Columns = ["variant", "seed", "step", "tokens", "seconds", "flops", "name", "value"];

    /// <summary>The validation losses in a run's own file.</summary>
    /// <exception cref="InvalidDataException">There are fewer than two.</exception>
    public static LossCurve OfRun(string metricsFile, string variant, long seed)
    {
        var points = MetricsFile.Read(metricsFile)
            .Where(row => row.Name == MetricName.ValidationLoss)
            .Select(row => new LossPoint(row.Step, row.Tokens, row.Seconds, row.Flops, row.Value))
            .ToList();
        return points.Count >= 2
            ? new(variant, seed, points)
            : throw new InvalidDataException($"'{metricsFile}' has {points.Count} validation losses; a run has one before its first step and one after its last.");
    }

    /// <summary>Writes all runs aside and renames the file into place.</summary>
    public static void Write(string path, IEnumerable<LossCurve> curves)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = path + ".partial";
        using (var csv = CsvWriter.ToFile(aside, new CsvWriterOptions { NewLine = "\n" }))
        {
            csv.WriteHeader(Columns);
            foreach (var curve in curves)
            {
                foreach (var point in curve.Points)
                {
                    csv.WriteField(curve.Variant);
                    csv.WriteField(curve.Seed);
                    csv.WriteField(point.Step);
                    csv.WriteField(point.Tokens);
                    csv.WriteField(point.Seconds.ToString("0.###", CultureInfo.InvariantCulture));
                    csv.WriteField(point.Flops);
                    csv.WriteField(MetricName.ValidationLoss);
                    csv.WriteField(point.Loss);
                    csv.EndRecord();
                }
            }
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The columns are others.</exception>
    public static IReadOnlyList<LossCurve> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(Columns))
            throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", Columns)}, found {string.Join(", ", csv.Headers)}.");
        var rows = new List<(string Variant, long Seed, LossPoint Point)>();
        while (csv.Read())
            rows.Add((csv.GetString(0), csv.Parse<long>(1), new(csv.Parse<int>(2), csv.Parse<long>(3), csv.Parse<double>(4), csv.Parse<double>(5), csv.Parse<double>(7))));
        return [.. rows.GroupBy(row => (row.Variant, row.Seed)).Select(run => new LossCurve(run.Key.Variant, run.Key.Seed, [.. run.Select(row => row.Point)]))];
    }
}
