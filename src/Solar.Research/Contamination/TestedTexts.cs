using System.Globalization;
using Solar.Research.Evaluation.Rows;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Contamination;

/// <summary>The texts of a benchmark's test split as the contamination test takes them: the question, a blank, the correct answer.</summary>
/// <remarks>
/// swj0419/detect-pretrain-code-contamination@616114e, src/eval.py: <c>process_arc</c> (which leaves out rows whose answers are
/// numbered), <c>process_mmlu</c>, <c>process_truthful_qa</c>. GSM8K, the worked solution without its last line, is that
/// repository's pull request 1, which the paper seems to have run (Unverified). Departs: HellaSwag and WinoGrande, which the
/// paper gives as N/A, are the completed text.
/// </remarks>
public static class TestedTexts
{
    private static readonly string[] Letters = ["A", "B", "C", "D"];

    /// <summary>The benchmarks whose numbers the paper gives, in the order of Table 9.</summary>
    public static IReadOnlyList<string> OfThePaper { get; } = ["arc", "mmlu", "truthfulqa", "gsm8k"];

    /// <summary>All that there are.</summary>
    public static IReadOnlyList<string> All { get; } = ["arc", "hellaswag", "mmlu", "truthfulqa", "winogrande", "gsm8k"];

    /// <summary>Reads a benchmark's test split.</summary>
    /// <param name="folder">Files such as <c>arc_challenge_test.jsonl</c>, or Hugging Face's folders.</param>
    /// <param name="benchmark">One of <see cref="All"/>.</param>
    /// <exception cref="InvalidDataException">There is no file, or a bad row; the message says where.</exception>
    public static IReadOnlyList<BenchmarkText> Read(string folder, string benchmark)
    {
        var task = BenchmarkTask.Named(benchmark);
        var texts = new List<BenchmarkText>();
        foreach (var path in new BenchmarkFiles(folder).Find(task.Files, task.Split, unsplit: true))
        {
            foreach (var (i, row) in RowReader.Read(path).Index())
            {
                if (Of(benchmark, row) is { } text)
                    texts.Add(new(string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(path)}:{i + 1}"), text));
            }
        }

        return texts.Count > 0 ? texts : throw new InvalidDataException($"{folder}: the {task.Split} split of {benchmark} has no text to test.");
    }

    private static string? Of(string benchmark, BenchmarkRow row) => benchmark switch
    {
        "arc" => Array.IndexOf(Letters, row.Text("answerKey")) is var label and >= 0 ? $"{row.Text("question")} {Choice(row, row.Row("choices").Texts("text"), label)}" : null,
        "mmlu" => $"{row.Text("question")} {Choice(row, row.Texts("choices"), row.Text("answer") is [>= 'A' and <= 'D'] letter ? letter[0] - 'A' : row.Number("answer"))}",
        "truthfulqa" => $"{row.Text("question")} {True(row, row.Row("mc1_targets"))}",
        "gsm8k" => $"{row.Text("question")} {row.Text("answer").Split("####")[0].Trim()}",
        "hellaswag" => $"{row.Text("ctx")} {Choice(row, row.Texts("endings"), row.Number("label"))}",
        "winogrande" => row.Text("sentence").Replace("_", row.Text("option" + row.Text("answer")), StringComparison.Ordinal),
        _ => throw new ArgumentException($"'{benchmark}' is none of the benchmarks {string.Join(", ", All)}."),
    };

    // Hugging Face's rows have lists of choices and labels; the benchmark's own file a map from each answer to 0 or 1.
    private static string True(BenchmarkRow row, BenchmarkRow targets) => targets.Has("choices") && targets.Has("labels")
        ? Choice(row, targets.Texts("choices"), targets.Numbers("labels").ToList().IndexOf(1))
        : targets.Pairs.Select(pair => pair.Key).FirstOrDefault(answer => targets.Number(answer) == 1) ?? throw row.Wrong("a true answer in 'mc1_targets'");

    private static string Choice(BenchmarkRow row, IReadOnlyList<string> choices, int label) =>
        label >= 0 && label < choices.Count ? choices[label] : throw row.Wrong($"the number of one of {choices.Count} answers, found {label}");
}
