using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>GSM8K: grade-school word problems, answered in the model's own words.</summary>
/// <remarks>Cobbe et al. 2021; <c>lm_eval/tasks/gsm8k.py</c>, version 0.</remarks>
internal sealed class Gsm8k : BenchmarkTask
{
    public override string Name => "gsm8k";

    public override string Title => "GSM8K";

    public override string HarnessName => "gsm8k";

    public override int Version => 0;

    public override string Metric => "acc";

    public override int LeaderboardShots => 5;

    public override string Split => "test";

    public override string ExampleSplit => "train";

    public override bool Generates => true;

    internal override BenchmarkNames Files { get; } = new("gsm8k", ["gsm8k"], "main");

    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var solution = row.Text("answer");
        if (WordProblemDocument.Extract(solution) == WordProblemDocument.Invalid)
            throw row.Wrong("an answer that ends in '#### ' and a number");
        return new WordProblemDocument { Row = index, Text = $"Question: {row.Text("question")}\nAnswer:", Solution = solution };
    }
}
