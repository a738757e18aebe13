using System.Threading;
using Solar.DuckDb;
using Solar.Research.Evaluation;
using Solar.Research.Model;
using Solar.Research.Tests.Checkpoints;
using Solar.Research.Tuning;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Evaluation;

public sealed class H6EvaluatorTests : IDisposable
{
    private static readonly EvaluationRecipe Recipe = new() { Tasks = ["h6", "mmlu_text"], Shots = 1, MaxNewTokens = 20, BootstrapSamples = 50 };

    private readonly ScratchFolder scratch = new();
    private readonly Decoder decoder = TinyBench.Decoder();

    [Fact]
    public void All_six_are_scored_and_averaged()
    {
        var told = new List<EvaluationProgress>();
        var result = H6Evaluator.Run(decoder, TinyBench.Tokenizer, Recipe, TinyBench.Write(scratch.Root), new Collected(told), TestContext.Current.CancellationToken);

        Assert.Equal(["arc", "hellaswag", "mmlu", "truthfulqa", "winogrande", "gsm8k", "mmlu_text"], result.Tasks.Select(task => task.Name));
        Assert.Equal([3, 2, 4, 2, 2, 2, 4], result.Tasks.Select(task => task.Count));
        Assert.Equal([1, 1, 1, 0, 1, 1, 1], result.Tasks.Select(task => task.Shots));
        Assert.Equal(result.Tasks.Take(6).Average(task => task.Accuracy), result.H6);
        Assert.All(result.Tasks, task => Assert.InRange(task.Accuracy, 0, 1));
        Assert.True(result.H6StandardError > 0);
        Assert.Equal(new("mmlu_text", 19, 19), told[^1]);

        var again = RecipeJson.Read<EvaluationResult>(RecipeJson.Write(result));
        Assert.Equal((result.H6, result.H6StandardError, result["mmlu"].StandardError), (again.H6, again.H6StandardError, again["mmlu"].StandardError));
        Assert.Equal(RecipeJson.Write(result), RecipeJson.Write(again));
    }

    // One question of history answered right or wrong weighs as much as the three of anatomy.
    [Fact]
    public void The_subjects_of_MMLU_count_the_same_however_many_their_questions()
    {
        var task = Run(Recipe)["mmlu"];
        Assert.Equal(["anatomy", "world_history"], task.Groups.Select(group => group.Name));
        Assert.Equal([3, 1], task.Groups.Select(group => group.Count));
        Assert.Equal(task.Groups.Average(group => group.Accuracy), task.Accuracy);
    }

    [Fact]
    public void Nothing_is_asked_twice_and_the_result_is_the_same()
    {
        var data = TinyBench.Write(scratch.Root);
        var answers = scratch["answers"];
        EvaluationResult Recorded(IProgress<EvaluationProgress>? progress = null)
        {
            using var records = new EvaluationRecords(answers);
            return H6Evaluator.Run(decoder, TinyBench.Tokenizer, Recipe, data, records, progress, TestContext.Current.CancellationToken);
        }

        var first = Recorded();
        var file = Path.Combine(answers, "items.jsonl");
        var lines = File.ReadAllLines(file);
        Assert.Equal(19, lines.Length);

        // A kill has cut the last line in two.
        File.WriteAllText(file, string.Join('\n', lines[..7]) + "\n" + lines[7][..30]);
        var told = new List<EvaluationProgress>();
        var second = Recorded(new Collected(told));
        Assert.Equal(7, told.Where(progress => progress.Task == "mmlu").Min(progress => progress.Done));
        Assert.Equal(19, File.ReadAllLines(file).Length);
        for (var i = 0; i < first.Tasks.Count; i++)
            Assert.Equal(first.Tasks[i].Items.Select(item => (item.Row, item.PromptSha256, item.Answer)), second.Tasks[i].Items.Select(item => (item.Row, item.PromptSha256, item.Answer)));
        Assert.Equal(first.H6, second.H6);

        // Another model is asked everything.
        using (no_grad())
            decoder.Weights.mul_(0.9);
        Recorded();
        Assert.Equal(38, File.ReadAllLines(file).Length);
    }

    [Fact]
    public void Answers_are_written_as_Parquet_too()
    {
        var folder = scratch["answers"];
        using var records = new EvaluationRecords(folder);
        H6Evaluator.Run(decoder, TinyBench.Tokenizer, Recipe, TinyBench.Write(scratch["data"]), records, cancellation: TestContext.Current.CancellationToken);
        var path = Path.Combine(folder, "it's.parquet");
        records.WriteParquet(path);

        using var database = DuckDbDatabase.InMemory();
        using var connection = database.Connect();
        var rows = connection.Table("SELECT task, count(*) AS n, max(len(log_likelihoods)) AS choices FROM read_parquet($path) GROUP BY task ORDER BY task", ("path", path));
        Assert.Equal([("arc", 3, 4), ("gsm8k", 2, 0), ("hellaswag", 2, 4), ("mmlu", 4, 4), ("mmlu_text", 4, 4), ("truthfulqa", 2, 6), ("winogrande", 2, 2)],
            rows.Select(row => (row.Get<string>("task"), row.Get<int>("n"), row.Get<int>("choices"))));
    }

    [Fact]
    public void A_run_that_is_ended_keeps_what_it_has()
    {
        using var source = new CancellationTokenSource();
        using (var records = new EvaluationRecords(scratch["answers"]))
        {
            var progress = new Ending(source);
            Assert.Throws<OperationCanceledException>(() =>
                H6Evaluator.Run(decoder, TinyBench.Tokenizer, Recipe, TinyBench.Write(scratch.Root), records, progress, source.Token));
        }

        Assert.InRange(File.ReadAllLines(Path.Combine(scratch["answers"], "items.jsonl")).Length, 1, 18);
    }

    public void Dispose()
    {
        decoder.Dispose();
        scratch.Dispose();
    }

    private EvaluationResult Run(EvaluationRecipe recipe) =>
        H6Evaluator.Run(decoder, TinyBench.Tokenizer, recipe, TinyBench.Write(scratch.Root), cancellation: TestContext.Current.CancellationToken);

    private sealed class Collected(List<EvaluationProgress> told) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => told.Add(value);
    }

    private sealed class Ending(CancellationTokenSource source) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            if (value.Done > 0)
                source.Cancel();
        }
    }
}
