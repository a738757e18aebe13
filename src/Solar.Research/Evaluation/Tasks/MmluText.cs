using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>MMLU's questions answered by the text of the answer, which a model can do long before it knows what a letter stands for.</summary>
/// <remarks>
/// Departs: this is not the harness's task, and its numbers do not compare with the paper's. Rows, subjects, description and examples are MMLU's;
/// question, answers and the length-normalised score are put as ARC puts them, the four answers not being listed.
/// </remarks>
internal sealed class MmluText : Mmlu
{
    public override string Name => "mmlu_text";

    public override string Title => "MMLU (by text)";

    public override string? HarnessName => null;

    public override int Version => 0;

    public override string Metric => "acc_norm";

    internal override string HarnessNameOf(string group) => $"mmlu_text-{group}";

    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var (question, choices, gold) = Parts(row);
        return new ChoiceDocument { Row = index, Text = $"Question: {question}\nAnswer:", Choices = choices, Gold = gold };
    }
}
