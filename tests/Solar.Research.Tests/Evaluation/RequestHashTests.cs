using Solar.Research.Data;
using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Tests.Evaluation;

/// <summary>Against what the harness itself published at b281b092: <c>tests/testdata/*</c>.</summary>
public sealed class RequestHashTests
{
    // json.dumps([["a\"b\\\n\té€😀\u007f", " x"], ["c", {"until": [":", "Question:", "Question"]}]], sort_keys=True)
    //   = [["a\"b\\\n\t\u00e9\u20ac\ud83d\ude00\u007f", " x"], ["c", {"until": [":", "Question:", "Question"]}]]
    [Fact]
    public void Requests_are_hashed_as_Python_writes_them() => Assert.Equal(
        "771cab747e60221c51feca03b3d5f934795122a18d04dd57a4093a6470ec83e9",
        RequestHash.Of([new("a\"b\\\n\té€😀\u007f", " x"), new("c", null)]));

    [Theory]
    [InlineData("winogrande", 2534, "90a3eff49de9173964d46f5ed57bcf9a78a72dd1bfe0e5323b25cebb40b49ea9")]
    [InlineData("truthfulqa", 9996, "1e07020e9cf41d46ed65312eb39d2b8e6599673d4f0d6b67c0d0eba0efb493bb")]
    // The harness's own file is older than its stop texts; this is the hash with those of the commit.
    [InlineData("gsm8k", 1319, "3b4bf5c7d1504339aa06bcb50212dba05ff761d30de6faf720fdc818b16316ad")]
    public void The_real_rows_give_the_published_hashes(string task, int count, string sha256)
    {
        var recipe = new EvaluationRecipe { Shots = 0 };
        var hash = RequestHash.Of(Bench.Folder().Prompts(BenchmarkTask.Named(task), recipe), 0).Single();
        Assert.Equal((count, sha256), (hash.Count, hash.Sha256));
    }

    // The harness's dummy: the log-likelihoods are minus random.random(), seeded 42, one for each request in order.
    [Theory]
    [InlineData("winogrande", "acc", 0.516179952644041, 0.014045126130978606)]
    [InlineData("truthfulqa", "mc1", 0.23255813953488372, 0.01478915753108052)]
    [InlineData("truthfulqa", "mc2", 0.4462325560722362, 0.004986523944692003)]
    public void A_model_that_guesses_has_the_published_scores(string task, string metric, double value, double error)
    {
        var recipe = new EvaluationRecipe { Shots = 0, BootstrapSamples = 0 };
        var random = new CPythonRandom(42);
        var documents = Bench.Folder().Prompts(BenchmarkTask.Named(task), recipe);
        var items = documents.Select(document =>
            H6Evaluator.Record("dummy", document, "", new([.. document.Requests.Select(_ => -random.Double())]), recipe)).ToArray();

        var found = TaskResult.Of(BenchmarkTask.Named(task), documents, items, recipe).Metrics[metric];
        Close.Assert(value, found.Value, Tolerance.Published);
        Close.Assert(error, found.StandardError!.Value, Tolerance.Published);
    }

    [Fact]
    public void A_model_that_laughs_solves_no_word_problem()
    {
        var recipe = new EvaluationRecipe { Shots = 0, BootstrapSamples = 0 };
        var documents = Bench.Folder().Prompts(BenchmarkTask.Named("gsm8k"), recipe);
        var items = documents.Select(document => H6Evaluator.Record("dummy", document, "", new([], "lol"), recipe)).ToArray();
        Assert.Equal(0, TaskResult.Of(BenchmarkTask.Named("gsm8k"), documents, items, recipe).Accuracy);
        Assert.All(items, item => Assert.Equal("[invalid]", item.Answer));
    }

    [Fact]
    public void Subjects_of_MMLU_follow_each_other_by_name_and_are_hashed_one_by_one_too()
    {
        var prompts = Bench.Folder().Prompts(BenchmarkTask.Named("mmlu"), new EvaluationRecipe { Shots = 2, Split = "validation" });
        var hashes = RequestHash.Of(prompts, 2).ToArray();

        Assert.Equal(58, hashes.Length);
        Assert.Equal("hendrycksTest", hashes[0].Task);
        Assert.Equal(("hendrycksTest-abstract_algebra", 44), (hashes[1].Task, hashes[1].Count));
        Assert.Equal(hashes[0].Count, hashes[1..].Sum(hash => hash.Count));
        Assert.Equal(4 * 1531, hashes[0].Count);
    }
}

/// <summary>The real benchmarks, where they are.</summary>
internal static class Bench
{
    public static BenchmarkFolder Folder() => new(Path.GetDirectoryName(Fixtures.Optional("bench/gsm8k_test.jsonl"))!);
}
