using System.Text.RegularExpressions;
using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>HellaSwag: which of four endings a description goes on with.</summary>
/// <remarks>Zellers et al. 2019; <c>lm_eval/tasks/hellaswag.py</c>, version 0.</remarks>
internal sealed partial class HellaSwag : BenchmarkTask
{
    public override string Name => "hellaswag";

    public override string Title => "HellaSwag";

    public override string HarnessName => "hellaswag";

    public override int Version => 0;

    public override string Metric => "acc_norm";

    public override int LeaderboardShots => 10;

    public override string Split => "validation";

    public override string ExampleSplit => "train";

    internal override BenchmarkNames Files { get; } = new("hellaswag", ["hellaswag"]);

    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var endings = row.Texts("endings");
        var gold = row.Number("label");
        if (gold < 0 || gold >= endings.Count)
            throw row.Wrong($"one of {endings.Count} endings in 'label', found {gold}");
        var context = row.Text("ctx_a") + " " + PythonText.Capitalize(row.Text("ctx_b"));
        return new ChoiceDocument
        {
            Row = index,
            Text = Clean(row.Text("activity_label") + ": " + context),
            Choices = [.. endings.Select(Clean)],
            Gold = gold,
        };
    }

    /// <summary>Removes what the WikiHow pages have left in brackets.</summary>
    /// <remarks>A sentence that ends in "." before " [title]" ends in ".. " then: so the harness scored it.</remarks>
    internal static string Clean(string text) => Bracket()
        .Replace(PythonText.Strip(text).Replace(" [title]", ". ", StringComparison.Ordinal), "")
        .Replace("  ", " ", StringComparison.Ordinal);

    [GeneratedRegex(@"\[.*?\]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracket();
}
