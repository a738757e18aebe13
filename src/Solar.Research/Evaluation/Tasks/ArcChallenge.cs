using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>ARC-Challenge: grade-school science questions with three to five answers.</summary>
/// <remarks>Clark et al. 2018; <c>lm_eval/tasks/arc.py</c>, version 0.</remarks>
internal sealed class ArcChallenge : BenchmarkTask
{
    private static readonly string[] Letters = ["A", "B", "C", "D", "E"];

    public override string Name => "arc";

    public override string Title => "ARC";

    public override string HarnessName => "arc_challenge";

    public override int Version => 0;

    public override string Metric => "acc_norm";

    public override int LeaderboardShots => 25;

    public override string Split => "test";

    public override string ExampleSplit => "train";

    internal override BenchmarkNames Files { get; } = new("arc_challenge", ["arcchallenge", "ai2arc", "arc"]);

    // Some rows number their answers 1 to 4: their key "1" is A, not the answer behind it.
    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var (question, choices) = Question(row);
        var key = row.Text("answerKey");
        var gold = key is ['1' or '2' or '3' or '4' or '5'] ? key[0] - '1' : Array.IndexOf(Letters, key);
        if (gold < 0 || gold >= choices.Count)
            throw row.Wrong($"the letter or number of one of {choices.Count} answers in 'answerKey', found '{key}'");
        return new ChoiceDocument { Row = index, Text = $"Question: {question}\nAnswer:", Choices = choices, Gold = gold };
    }

    // Hugging Face's rows, and those of the benchmark's own files, whose question is an object that holds the answers.
    private static (string Question, IReadOnlyList<string> Choices) Question(BenchmarkRow row) => row.IsRow("question")
        ? (row.Row("question").Text("stem"), [.. row.Row("question").Rows("choices").Select(choice => choice.Text("text"))])
        : (row.Text("question"), row.Row("choices").Texts("text"));
}
