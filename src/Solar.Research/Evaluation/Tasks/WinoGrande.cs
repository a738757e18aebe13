using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>WinoGrande XL: which of two things a gap in a sentence stands for.</summary>
/// <remarks>Sakaguchi et al. 2020; <c>lm_eval/tasks/winogrande.py</c>, version 0.</remarks>
internal sealed class WinoGrande : BenchmarkTask
{
    public override string Name => "winogrande";

    public override string Title => "WinoGrande";

    public override string HarnessName => "winogrande";

    public override int Version => 0;

    public override string Metric => "acc";

    public override int LeaderboardShots => 5;

    public override string Split => "validation";

    public override string ExampleSplit => "train";

    internal override BenchmarkNames Files { get; } = new("winogrande", ["winogrande"]);

    internal override BenchmarkDocument Read(BenchmarkRow row, int index)
    {
        var sentence = row.Text("sentence");
        var gap = sentence.IndexOf('_', StringComparison.Ordinal);
        if (gap < 0)
            throw row.Wrong("a gap '_' in 'sentence'");
        var gold = row.Text("answer") switch
        {
            "1" => 0,
            "2" => 1,
            var other => throw row.Wrong($"1 or 2 in 'answer', found '{other}'"),
        };
        string[] contexts = [sentence[..gap] + row.Text("option1"), sentence[..gap] + row.Text("option2")];
        return new ReferentDocument
        {
            Row = index,
            Text = contexts[gold],
            Contexts = contexts,
            Gold = gold,
            Rest = " " + PythonText.Strip(sentence[(gap + 1)..]),
        };
    }
}
