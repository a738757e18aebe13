using System.Globalization;
using System.Text;
using Solar.Research.Data.Paper;

namespace Solar.Research.Evaluation;

/// <summary>A result beside a row of the paper's tables.</summary>
/// <remarks>Scores of models of another size do not compare; what two rows of one table differ by may.</remarks>
/// <param name="Paper">The row.</param>
/// <param name="Result">What was measured.</param>
public sealed record PaperComparison(PaperScores Paper, EvaluationResult Result)
{
    /// <summary>The row of a model's name; of several with one name, the first.</summary>
    /// <param name="result">What was measured.</param>
    /// <param name="rows">The paper's rows; see <see cref="PaperScores.ReadAll"/>.</param>
    /// <param name="model">The name, in any case.</param>
    /// <exception cref="ArgumentException">The paper has no such row; the message lists those it has.</exception>
    public static PaperComparison With(EvaluationResult result, IReadOnlyList<PaperScores> rows, string model) =>
        new(rows.FirstOrDefault(row => row.Model.Equals(model, StringComparison.OrdinalIgnoreCase))
            ?? throw new ArgumentException($"The paper has no scores of '{model}'; it has those of {string.Join(", ", rows.Select(row => row.Model).Distinct())}."), result);

    /// <summary>Each task that both have: in hundredths, the paper's and ours with its standard error.</summary>
    public IEnumerable<(string Task, double Paper, double Ours, double? StandardError)> Rows()
    {
        foreach (var (name, paper) in PaperScores.TaskColumns.Zip(Paper.Tasks))
        {
            if (Result.Tasks.FirstOrDefault(task => task.Name == name) is { } task)
                yield return (task.Title, paper, 100 * task.Accuracy, 100 * task.StandardError);
        }

        if (Result.H6 is { } mean)
            yield return ("H6", Paper.H6, 100 * mean, 100 * Result.H6StandardError);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{"",-14} {Paper.Model,18} (Table {Paper.Table}) {"this",10}\n");
        foreach (var (task, paper, ours, error) in Rows())
            text.Append(CultureInfo.InvariantCulture, $"{task,-14} {paper,28:F2} {ours,10:F2} ± {error ?? double.NaN:F2}\n");
        return (Paper.HasMisprint ? text.Append(CultureInfo.InvariantCulture, $"{Paper.Note}\n") : text).ToString();
    }
}
