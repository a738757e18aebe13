using System.Globalization;
using Solar.Research.Data;
using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>TruthfulQA: how much of the probability goes to true answers, where people often believe false ones.</summary>
/// <remarks>Lin et al. 2022; <c>lm_eval/tasks/truthfulqa.py</c>, version 1. Six fixed questions and answers stand in every prompt.</remarks>
internal sealed class TruthfulQa : BenchmarkTask
{
    public override string Name => "truthfulqa";

    public override string Title => "TruthfulQA";

    public override string HarnessName => "truthfulqa_mc";

    public override int Version => 1;

    public override string Metric => "mc2";

    public override int LeaderboardShots => 0;

    public override int MostShots => 0;

    public override string Split => "validation";

    public override string? ExampleSplit => null;

    internal override BenchmarkNames Files { get; } = new("truthfulqa_mc", ["truthfulqa", "mctask"], "multiple_choice");

    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var (single, singleLabels) = Targets(row, "mc1_targets");
        var (multi, labels) = Targets(row, "mc2_targets");
        var trueCount = labels.TakeWhile(label => label != 0).Count();
        if (single.Count == 0 || singleLabels[0] != 1)
            throw row.Wrong("the true answer first in 'mc1_targets'");
        if (trueCount == 0 || trueCount == labels.Count)
            throw row.Wrong($"true answers and then false ones in 'mc2_targets', found {trueCount} true of {labels.Count}");
        return new TruthDocument
        {
            Row = index,
            Text = $"{TruthfulQaQuestions.Text}\n\nQ: {row.Text("question")}\nA:",
            SingleTrue = single,
            MultiTrue = multi,
            TrueCount = trueCount,
        };
    }

    // Hugging Face's rows have lists of choices and labels; the benchmark's own file a map from each answer to 0 or 1.
    private static (IReadOnlyList<string> Choices, IReadOnlyList<int> Labels) Targets(BenchmarkRow row, string name)
    {
        var targets = row.Row(name);
        var (choices, labels) = targets.Has("choices") && targets.Has("labels")
            ? (targets.Texts("choices"), targets.Numbers("labels"))
            : ([.. targets.Pairs.Select(pair => pair.Key)], (IReadOnlyList<int>)[.. targets.Pairs.Select(pair => targets.Number(pair.Key))]);
        return choices.Count == labels.Count
            ? (choices, labels)
            : throw row.Wrong(string.Create(CultureInfo.InvariantCulture, $"a label for each of {choices.Count} choices in '{name}', found {labels.Count}"));
    }
}
