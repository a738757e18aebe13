using Solar.Research.Data.Paper;
using Solar.Research.Evaluation;

namespace Solar.Research.Tests.Evaluation;

public sealed class PaperComparisonTests
{
    private static readonly IReadOnlyList<PaperScores> Paper = PaperScores.ReadAll(Path.Combine(Fixtures.Root, "data", "paper", "benchmarks.csv"));

    [Fact]
    public void Scores_stand_beside_those_of_the_paper()
    {
        var result = new EvaluationResult("", EvaluationRecipe.Leaderboard, [Task("mmlu", "MMLU", 0.25, 0.01), Task("gsm8k", "GSM8K", 0.5, null), Task("mmlu_text", "", 0.9, 0)]);
        var rows = PaperComparison.With(result, Paper, "solar 10.7b").Rows().ToArray();
        Assert.Equal([("MMLU", 65.48, 25, 1), ("GSM8K", 55.50, 50, null)], rows);
    }

    [Fact]
    public void A_model_that_the_paper_does_not_have_is_told_with_those_it_has()
    {
        var result = new EvaluationResult("", EvaluationRecipe.Leaderboard, []);
        Assert.Contains("it has those of SOLAR 10.7B-Instruct, Qwen 72B", Assert.Throws<ArgumentException>(() => PaperComparison.With(result, Paper, "SOLAR")).Message, StringComparison.Ordinal);
    }

    private static TaskResult Task(string name, string title, double accuracy, double? error) =>
        new(name, title, 0, 0, "acc", accuracy, error, null, 1, new Dictionary<string, MetricValue>(), [], "");
}
