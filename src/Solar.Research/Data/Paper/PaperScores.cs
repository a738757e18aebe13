using System.Globalization;
using CsvHelper;

namespace Solar.Research.Data.Paper;

/// <summary>A row of the paper's Tables 2 to 7, as <c>data/paper/benchmarks.csv</c> has it.</summary>
/// <param name="Table">The number of the table.</param>
/// <param name="Model">As the paper names it; one name can stand in two tables.</param>
/// <param name="Size">Table 2's size, such as "~11B"; else empty.</param>
/// <param name="Type">The stage of training.</param>
/// <param name="Sets">The names of the sets that it was tuned on, where the table is about that.</param>
/// <param name="Base">What it was tuned from, or the two models that were merged; empty where the table does not say.</param>
/// <param name="Merge">How they were merged; empty for a model that was trained.</param>
/// <param name="H6">The average as printed.</param>
/// <param name="Tasks">The six scores in percent, as printed, in the paper's order: ARC, HellaSwag, MMLU, TruthfulQA, Winogrande, GSM8K.</param>
/// <param name="Note">What is to be known about the row: misprints among them.</param>
public sealed record PaperScores(
    int Table, string Model, string Size, string Type, IReadOnlyList<string> Sets, string Base, string Merge, double H6, IReadOnlyList<double> Tasks, string Note)
{
    private static readonly string[] Texts = ["table", "model", "size", "type", "data", "base", "merge"];

    /// <summary>The columns of the six tasks, in the order of <see cref="Tasks"/>.</summary>
    public static IReadOnlyList<string> TaskColumns { get; } = ["arc", "hellaswag", "mmlu", "truthfulqa", "winogrande", "gsm8k"];

    /// <summary>Whether the row is known to have a misprint, so that its mean is not its H6.</summary>
    public bool HasMisprint => Note.Contains("misprint", StringComparison.Ordinal);

    /// <summary>The unweighted mean of the six tasks.</summary>
    public double Mean => Tasks.Average();

    /// <summary>All rows of the file.</summary>
    /// <exception cref="InvalidDataException">The file has other columns, or a cell is no number; the message has path and row.</exception>
    public static IReadOnlyList<PaperScores> ReadAll(string path)
    {
        string[] columns = [.. Texts, "h6", .. TaskColumns, "note"];
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        if (!csv.Headers.SequenceEqual(columns))
            throw new InvalidDataException($"{path}: expected the columns {string.Join(", ", columns)}, found {string.Join(", ", csv.Headers)}.");
        var rows = new List<PaperScores>();
        while (csv.Read())
        {
            try
            {
                rows.Add(new(
                    csv.Parse<int>("table"),
                    csv.GetString("model"),
                    csv.GetString("size"),
                    csv.GetString("type"),
                    csv.GetString("data").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    csv.GetString("base"),
                    csv.GetString("merge"),
                    Number("h6"),
                    [.. TaskColumns.Select(Number)],
                    csv.GetString("note")));
            }
            catch (FormatException wrong)
            {
                throw new InvalidDataException($"{path}, row {csv.RowNumber}: {wrong.Message}", wrong);
            }
        }

        return rows;

        double Number(string column) => double.Parse(csv.GetString(column), NumberStyles.Float, CultureInfo.InvariantCulture);
    }
}
