using Solar.Research.Evaluation.Rows;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Evaluation.Rows;

public sealed class BenchmarkFilesTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    [Theory]
    [InlineData("arc", "test", "arc_challenge_test.jsonl")]
    [InlineData("arc", "test", "ARC-Challenge/test-00000-of-00001.parquet")]
    [InlineData("arc", "train", "ai2_arc/ARC-Challenge/train-00000-of-00001.parquet")]
    [InlineData("arc", "test", "ARC-V1-Feb2018-2/ARC-Challenge/ARC-Challenge-Test.jsonl")]
    [InlineData("hellaswag", "validation", "hellaswag_val.jsonl")]
    [InlineData("hellaswag", "validation", "hellaswag/data/validation-00000-of-00001.parquet")]
    [InlineData("mmlu", "test", "all/test-00000-of-00001.parquet")]
    [InlineData("mmlu", "dev", "mmlu_dev.csv")]
    [InlineData("mmlu", "dev", "cais/mmlu/all/dev-00000-of-00001.parquet")]
    [InlineData("truthfulqa", "validation", "truthfulqa_v0_mc_task.json")]
    [InlineData("truthfulqa", "validation", "multiple_choice/validation-00000-of-00001.parquet")]
    [InlineData("truthfulqa", "validation", "data/v0/mc_task.json")]
    [InlineData("winogrande", "validation", "winogrande_xl_validation.jsonl")]
    [InlineData("winogrande", "train", "winogrande_xl/train-00000-of-00001.parquet")]
    [InlineData("gsm8k", "test", "main/test-00000-of-00001.parquet")]
    [InlineData("gsm8k", "train", "gsm8k/train.jsonl")]
    public void A_file_is_found_by_any_of_its_usual_names(string task, string split, string file)
    {
        Touch(file);
        Touch("prose.jsonl");
        Touch("ARC-Easy/test-00000-of-00001.parquet");
        Touch("winogrande_debiased/validation-00000-of-00001.parquet");
        Assert.Equal([scratch[file]], Find(task, split));
    }

    [Fact]
    public void The_name_of_the_small_world_goes_before_all_others()
    {
        Touch("gsm8k_test.jsonl");
        Touch("main/test-00000-of-00001.parquet");
        Assert.Equal([scratch["gsm8k_test.jsonl"]], Find("gsm8k", "test"));
    }

    [Fact]
    public void The_parts_of_one_file_are_read_in_order()
    {
        Touch("hellaswag/train-00001-of-00002.parquet");
        Touch("hellaswag/train-00000-of-00002.parquet");
        Assert.Equal(["train-00000-of-00002.parquet", "train-00001-of-00002.parquet"], Find("hellaswag", "train").Select(Path.GetFileName));
    }

    [Fact]
    public void Two_files_that_could_be_meant_are_named()
    {
        Touch("a/gsm8k_test.jsonl");
        Touch("b/gsm8k_test.csv");
        var error = Assert.Throws<InvalidDataException>(() => Find("gsm8k", "test"));
        Assert.Contains("2 files could be gsm8k, split test", error.Message, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("b", "gsm8k_test.csv"), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_missing_is_said_with_what_is_there()
    {
        Touch("hellaswag_val1000.jsonl"); // a thousand rows of another shape are not the split
        Touch("gsm8k_train.jsonl");
        var error = Assert.Throws<InvalidDataException>(() => Find("hellaswag", "validation"));
        Assert.Contains("no rows of hellaswag, split validation. Looked for hellaswag_validation", error.Message, StringComparison.Ordinal);
        Assert.Contains("found gsm8k_train.jsonl, hellaswag_val1000.jsonl", error.Message, StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Throws<DirectoryNotFoundException>(() => new BenchmarkFiles(scratch["nowhere"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => scratch.Dispose();

    private IReadOnlyList<string> Find(string task, string split)
    {
        var known = BenchmarkTask.Named(task);
        return new BenchmarkFiles(scratch.Root).Find(known.Files, split, unsplit: split == known.Split);
    }

    private void Touch(string file)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(scratch[file])!);
        File.WriteAllText(scratch[file], "");
    }
}
