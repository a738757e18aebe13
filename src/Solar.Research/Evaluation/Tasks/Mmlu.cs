using Solar.Research.Data;
using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>MMLU: 57 subjects, answered by letter. Every subject is a task of its own, and their accuracies are averaged unweighted.</summary>
/// <remarks>Hendrycks et al. 2021; <c>lm_eval/tasks/hendrycks_test.py</c>, version 1.</remarks>
internal class Mmlu : BenchmarkTask
{
    protected static readonly string[] Letters = ["A", "B", "C", "D"];

    public override string Name => "mmlu";

    public override string Title => "MMLU";

    public override string? HarnessName => "hendrycksTest";

    public override int Version => 1;

    public override string Metric => "acc";

    public override int LeaderboardShots => 5;

    public override string Split => "test";

    public override string ExampleSplit => "dev";

    internal override BenchmarkNames Files { get; } = new("mmlu", ["mmlu", "hendryckstest", "caismmlu"], "all");

    internal override string GroupOf(BenchmarkRow row) => row.Text("subject");

    internal override string HarnessNameOf(string group) => $"hendrycksTest-{group}";

    internal override string Description(string group) =>
        $"The following are multiple choice questions (with answers) about {group.Replace('_', ' ')}.";

    // The first ones of the file, undrawn, as the benchmark's own code has it.
    internal override IReadOnlyList<BenchmarkDocument> Examples(IReadOnlyList<BenchmarkDocument> pool, int shots, CPythonRandom random) =>
        [.. pool.Take(shots)];

    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var (question, choices, gold) = Parts(row);
        var listed = string.Concat(Letters.Zip(choices, (letter, choice) => $"{letter}. {choice}\n"));
        return new ChoiceDocument { Row = index, Text = $"{question}\n{listed}Answer:", Choices = Letters, Gold = gold };
    }

    protected static (string Question, IReadOnlyList<string> Choices, int Gold) Parts(BenchmarkRow row)
    {
        var choices = row.Texts("choices");
        if (choices.Count != Letters.Length)
            throw row.Wrong($"{Letters.Length} texts in 'choices', found {choices.Count}");
        var letter = Array.IndexOf(Letters, row.Text("answer"));
        var gold = letter >= 0 ? letter : row.Number("answer");
        if (gold < 0 || gold >= choices.Count)
            throw row.Wrong($"0 to {choices.Count - 1} in 'answer', found {gold}");
        return (PythonText.Strip(row.Text("question")), choices, gold);
    }
}
