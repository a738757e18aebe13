using System.Globalization;
using CsvHelper;

namespace Solar.Research.Experiments.Instruct;

/// <summary>Scores as one CSV file, a row for each model, seed and test.</summary>
public static class ScoreFile
{
    private static readonly string[] Columns = ["model", "seed", "task", "score", "standard_error", "items"];

    /// <summary>Writes scores aside and renames the file into place.</summary>
    public static void Write(string path, IEnumerable<ModelScore> scores)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var aside = path + ".partial";
        using (var csv = CsvWriter.ToFile(aside, new CsvWriterOptions { NewLine = "\n" }))
        {
            csv.WriteHeader(Columns);
            foreach (var score in scores)
            {
                csv.WriteField(score.Model);
                csv.WriteField(score.Seed);
                csv.WriteField(score.Task);
                csv.WriteField(score.Score.ToString("0.####", CultureInfo.InvariantCulture));
                csv.WriteField(score.StandardError.ToString("0.####", CultureInfo.InvariantCulture));
                csv.WriteField(score.Items);
                csv.EndRecord();
            }
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The columns are others.</exception>
    public static IReadOnlyList<ModelScore> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(Columns))
            throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", Columns)}, found {string.Join(", ", csv.Headers)}.");
        var scores = new List<ModelScore>();
        while (csv.Read())
            scores.Add(new(csv.GetString(0), csv.Parse<long>(1), csv.GetString(2), csv.Parse<double>(3), csv.Parse<double>(4), csv.Parse<int>(5)));
        return scores;
    }
}
