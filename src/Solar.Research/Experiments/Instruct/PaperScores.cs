using System.Globalization;
using CsvHelper;

namespace Solar.Research.Experiments.Instruct;

/// <summary>One row of the paper's tables 2 to 7.</summary>
/// <param name="Table">The table's number.</param>
/// <param name="Model">What the paper calls the model.</param>
/// <param name="H6">As printed, percent.</param>
/// <param name="Scores">By <see cref="ScoredTask"/>, percent, as printed.</param>
/// <param name="Note">What is known to be wrong with the row.</param>
public sealed record PaperScores(int Table, string Model, double H6, IReadOnlyDictionary<string, double> Scores, string Note)
{
    private static readonly (string Column, string Task)[] Tests =
    [
        ("arc", ScoredTask.Arc), ("hellaswag", ScoredTask.HellaSwag), ("mmlu", ScoredTask.Mmlu),
        ("truthfulqa", ScoredTask.TruthfulQa), ("winogrande", ScoredTask.WinoGrande), ("gsm8k", ScoredTask.Gsm8k),
    ];

    /// <summary>The rows of <c>data/paper/benchmarks.csv</c>.</summary>
    public static IReadOnlyList<PaperScores> ReadAll(string path)
    {
        using var csv = CsvReader.FromFile(path, new CsvReaderOptions { Separator = ',', FieldCountMismatch = CsvFieldCountHandling.Throw });
        csv.ReadHeader();
        var columns = csv.Headers.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i);
        var rows = new List<PaperScores>();
        while (csv.Read())
        {
            double Number(string column) => double.Parse(csv.GetString(columns[column]), CultureInfo.InvariantCulture);
            rows.Add(new(
                csv.Parse<int>(columns["table"]), csv.GetString(columns["model"]), Number("h6"),
                Tests.ToDictionary(test => test.Task, test => Number(test.Column)), csv.GetString(columns["note"])));
        }

        return rows;
    }

    /// <summary>The row of one of our models; none where the paper has none.</summary>
    public static PaperScores? Of(IReadOnlyList<PaperScores> rows, string model, int table) => rows.FirstOrDefault(row => row.Table == table && row.Model == NameOf(model));

    private static string NameOf(string model) => model switch
    {
        ModelName.Base => "Mistral 7B",
        ModelName.UpScaled => "SOLAR 10.7B",
        _ => ModelName.TitleOf(model),
    };
}
