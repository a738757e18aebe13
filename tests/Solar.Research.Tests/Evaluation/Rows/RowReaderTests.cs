using System.Text.Json;
using Solar.DuckDb;
using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Evaluation.Rows;

public sealed class RowReaderTests : IDisposable
{
    private static readonly string[] Tasks = ["arc", "hellaswag", "mmlu", "truthfulqa", "winogrande", "gsm8k"];

    private readonly ScratchFolder scratch = new();

    [Fact]
    public void A_benchmark_is_the_same_in_every_format()
    {
        var files = Directory.GetFiles(TinyBench.Rows);
        Assert.Equal(11, files.Length);
        using (var database = DuckDbDatabase.InMemory())
        using (var connection = database.Connect())
        {
            foreach (var file in files)
            {
                var name = Path.GetFileNameWithoutExtension(file);
                var lines = File.ReadAllLines(file);
                Write("json", name + ".json", "[" + string.Join(",", lines) + "]");
                Write("csv", name + ".csv", Csv(lines));
                Directory.CreateDirectory(scratch["parquet"]);
                connection.Execute($"COPY (SELECT * FROM read_json('{file}')) TO '{scratch[$"parquet/{name}.parquet"]}' (FORMAT parquet)");
            }
        }

        foreach (var task in Tasks)
        {
            var expected = Requests(TinyBench.Rows, task);
            foreach (var format in (string[])["json", "csv", "parquet"])
                Assert.Equal(expected, Requests(scratch[format], task));
        }
    }

    // TruthfulQA's own file: a map from each answer to 1 or 0, of which one stands there twice.
    [Fact]
    public void The_file_of_TruthfulQA_itself_is_read()
    {
        Write("own", "mc_task_truthfulqa.json", """[{"question": "Q", "mc1_targets": {"t": 1, "f": 0}, "mc2_targets": {"t": 1, "u": 1, "f": 0, "u": 1}}]""");
        var document = Assert.IsType<TruthDocument>(new BenchmarkFolder(scratch["own"]).Read(BenchmarkTask.Named("truthfulqa"), "validation")[""].Single());
        Assert.Equal(["t", "f"], document.SingleTrue);
        Assert.Equal(["t", "u", "f"], document.MultiTrue);
        Assert.Equal(2, document.TrueCount);
    }

    // The key "4" of answers numbered 1 to 4 is the last of them: a reader that counts from 0 finds none.
    [Fact]
    public void The_files_of_ARC_itself_are_read_and_their_numbered_keys()
    {
        Write("own", "ARC-Challenge-Test.jsonl",
            """{"id": "x", "question": {"stem": "Which?", "choices": [{"text": "a", "label": "1"}, {"text": "b", "label": "2"}]}, "answerKey": "2"}""");
        var document = Assert.IsType<ChoiceDocument>(new BenchmarkFolder(scratch["own"]).Read(BenchmarkTask.Named("arc"), "test")[""].Single());
        Assert.Equal(("Question: Which?\nAnswer:", 1), (document.Text, document.Gold));
    }

    [Theory]
    [InlineData("gsm8k_test.jsonl", "{\"question\": \"q\", \"answer\": \"#### 1\"}\n{\"question\": 3", "line 2: no valid JSON")]
    [InlineData("gsm8k_test.jsonl", "{\"question\": \"q\", \"answer\": \"1\"}", "line 1: expected an answer that ends in '#### ' and a number")]
    [InlineData("gsm8k_test.jsonl", "\n{\"question\": \"q\"}", "line 2: expected a member 'answer', found 'question'")]
    [InlineData("gsm8k_test.jsonl", "[1]", "line 1: expected an object, found JSON of kind Array")]
    [InlineData("gsm8k_test.jsonl", "", "no rows")]
    [InlineData("gsm8k_test.json", "[{\"question\": null, \"answer\": \"#### 1\"}]", "row 1: expected a text in 'question', found nothing")]
    [InlineData("gsm8k_test.json", "{}", "expected a list of rows")]
    [InlineData("winogrande_validation.jsonl", "{\"sentence\": \"none\", \"option1\": \"a\", \"option2\": \"b\", \"answer\": \"1\"}", "line 1: expected a gap '_'")]
    [InlineData("winogrande_validation.jsonl", "{\"sentence\": \"_\", \"option1\": \"a\", \"option2\": \"b\", \"answer\": \"\"}", "line 1: expected 1 or 2 in 'answer', found ''")]
    [InlineData("arc_challenge_test.jsonl", "{\"id\": \"1\", \"question\": \"q\", \"choices\": {\"text\": [\"a\", \"b\"], \"label\": [\"A\", \"B\"]}, \"answerKey\": \"C\"}", "one of 2 answers in 'answerKey', found 'C'")]
    [InlineData("arc_challenge_test.jsonl", "{\"id\": \"1\", \"question\": \"q\", \"choices\": [\"a\"], \"answerKey\": \"A\"}", "line 1: expected an object in 'choices', found a list of 1")]
    [InlineData("hellaswag_validation.jsonl", "{\"ctx_a\": \"a\", \"ctx_b\": \"b\", \"activity_label\": \"x\", \"endings\": [\"e\"], \"label\": \"\"}", "line 1: expected a whole number in 'label', found ''")]
    [InlineData("mmlu_test.jsonl", "{\"question\": \"q\", \"subject\": \"s\", \"choices\": [\"a\", \"b\", \"c\"], \"answer\": 0}", "line 1: expected 4 texts in 'choices', found 3")]
    [InlineData("mmlu_test.jsonl", "{\"question\": \"q\", \"subject\": \"s\", \"choices\": [\"a\", \"b\", \"c\", 4], \"answer\": 0}", "line 1: expected texts in 'choices', found 4 among them")]
    [InlineData("mmlu_test.jsonl", "{\"question\": \"q\", \"subject\": \"s\", \"choices\": [\"a\", \"b\", \"c\", \"d\"], \"answer\": 1.5}", "line 1: expected a whole number in 'answer', found 1.5")]
    [InlineData("truthfulqa_mc_validation.jsonl", "{\"question\": \"q\", \"mc1_targets\": {\"a\": 1}, \"mc2_targets\": {\"a\": 1}}", "true answers and then false ones in 'mc2_targets', found 1 true of 1")]
    [InlineData("truthfulqa_mc_validation.jsonl", "{\"question\": \"q\", \"mc1_targets\": {\"a\": 0, \"b\": 1}, \"mc2_targets\": {\"b\": 1, \"a\": 0}}", "the true answer first in 'mc1_targets'")]
    public void A_bad_row_is_named_by_file_and_line(string file, string content, string expected)
    {
        Write("bad", file, content);
        var task = BenchmarkTask.Named(file.Split('_')[0]);
        var error = Assert.Throws<InvalidDataException>(() => new BenchmarkFolder(scratch["bad"]).Read(task, task.Split));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Examples_that_are_not_there_are_asked_for_by_number()
    {
        var folder = new BenchmarkFolder(TinyBench.Rows);
        var error = Assert.Throws<InvalidDataException>(() => folder.Prompts(BenchmarkTask.Named("gsm8k"), new EvaluationRecipe { Shots = 5 }));
        Assert.Contains("5 examples are asked for, and its train split has 2 rows", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();

    private static EvaluationRequest[] Requests(string folder, string task) =>
        [.. new BenchmarkFolder(folder).Prompts(BenchmarkTask.Named(task), new EvaluationRecipe { Shots = 1 }).SelectMany(prompt => prompt.Requests)];

    // Lists and objects as JSON in their cells.
    private static string Csv(string[] lines)
    {
        var rows = lines.Select(line => JsonDocument.Parse(line).RootElement.EnumerateObject().ToArray()).ToArray();
        string Cell(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        return string.Join("\r\n", rows.Select(row => string.Join(",", row.Select(member => Cell(member.Value.ToString()))))
            .Prepend(string.Join(",", rows[0].Select(member => member.Name)))) + "\r\n";
    }

    private void Write(string folder, string file, string content)
    {
        Directory.CreateDirectory(scratch[folder]);
        File.WriteAllText(Path.Combine(scratch[folder], file), content);
    }
}
