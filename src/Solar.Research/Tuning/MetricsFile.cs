using CsvHelper;

namespace Solar.Research.Tuning;

/// <summary>A run's measurements as CSV: step, tokens, seconds, flops, name, value.</summary>
/// <remarks>Numbers are written so that they read back to the same bits.</remarks>
public sealed class MetricsFile : IDisposable
{
    private static readonly string[] Columns = ["step", "tokens", "seconds", "flops", "name", "value"];

    private readonly CsvWriter csv;

    private MetricsFile(CsvWriter csv) => this.csv = csv;

    /// <summary>Starts a file with these rows in it, replacing what stood there; more can be appended.</summary>
    public static MetricsFile Start(string path, IEnumerable<MetricRow> rows)
    {
        Write(path, rows);
        return new(CsvWriter.Create(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.Read), Writing(), false));
    }

    /// <summary>Appends rows and hands them to the operating system, so that another program sees them.</summary>
    public void Append(IEnumerable<MetricRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        foreach (var row in rows)
            WriteRow(csv, row);
        csv.Flush();
    }

    /// <summary>Writes a whole file aside and renames it into place.</summary>
    public static void Write(string path, IEnumerable<MetricRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var aside = path + ".partial";
        using (var whole = CsvWriter.ToFile(aside, Writing()))
        {
            whole.WriteHeader(Columns);
            foreach (var row in rows)
                WriteRow(whole, row);
        }

        File.Move(aside, path, overwrite: true);
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="InvalidDataException">The header or a row is not of this format; the message has path and row.</exception>
    public static IReadOnlyList<MetricRow> Read(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        try
        {
            csv.ReadHeader();
            if (!csv.Headers.SequenceEqual(Columns))
                throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", Columns)}, found {string.Join(", ", csv.Headers)}.");
            var rows = new List<MetricRow>();
            while (csv.Read())
            {
                rows.Add(new(
                    csv.Parse<int>(0),
                    csv.Parse<long>(1),
                    csv.Parse<double>(2),
                    csv.Parse<double>(3),
                    csv.GetString(4),
                    csv.Parse<double>(5)));
            }

            return rows;
        }
        catch (FormatException wrong)
        {
            throw new InvalidDataException($"{path}, row {csv.RowNumber}: expected {string.Join(", ", Columns)}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Closes the file.</summary>
    public void Dispose() => csv.Dispose();

    private static CsvWriterOptions Writing() => new() { NewLine = "\n" };

    private static void WriteRow(CsvWriter csv, MetricRow row)
    {
        csv.WriteField(row.Step);
        csv.WriteField(row.Tokens);
        csv.WriteField(row.Seconds);
        csv.WriteField(row.Flops);
        csv.WriteField(row.Name);
        csv.WriteField(row.Value);
        csv.EndRecord();
    }
}
