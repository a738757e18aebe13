namespace Solar.Research.Cli.Tests;

public sealed class ExitCodeTests
{
    [Theory]
    [InlineData("--drop", "dus", "base", "out")]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("Required argument", "inspect")]
    [InlineData("--max-positions goes with --as", "dus", "base", "out", "--drop", "2", "--max-positions", "4096")]
    [InlineData("2 models take as many --weights; there are 1", "merge", "linear", "a", "b", "out", "--weights", "1")]
    [InlineData("--out and --scale need --recipe", "data", "folder", "--out", "x.jsonl")]
    [InlineData("--base is needed", "merge", "ties", "a", "out")]
    [InlineData("--t is needed", "merge", "slerp", "a", "b", "out")]
    [InlineData("--t has 'half'", "merge", "slerp", "a", "b", "out", "--t", "half")]
    [InlineData("--reference is needed", "contamination", "model", "--data", "here")]
    [InlineData("Name a checkpoint to test, or training files", "contamination", "--data", "here")]
    [InlineData("--tasks has 'chess'", "contamination", "--data", "here", "--overlap", "train.jsonl", "--tasks", "arc,chess")]
    [InlineData("Say who rephrases", "synth-math", "math.jsonl", "out")]
    [InlineData("--server and --model go together", "synth-math", "math.jsonl", "out", "--server", "http://localhost:1")]
    [InlineData("--weights has '1,x'", "merge", "linear", "a", "b", "out", "--weights", "1,x")]
    public void Wrong_arguments_end_with_2_and_say_what_is_wrong(string told, params string[] arguments)
    {
        using var solar = new Solar();
        var ended = solar.Run(arguments);
        Assert.Equal(2, ended.Code);
        Assert.Contains(told, ended.Error, StringComparison.Ordinal);
        Assert.Empty(ended.Out);
    }

    [Theory]
    [InlineData("inspect", "nowhere")]
    [InlineData("data", "nowhere")]
    [InlineData("generate", "nowhere", "--prompt", "Once")]
    [InlineData("merge", "linear", "here", "out", "--models", "nowhere")]
    [InlineData("merge", "nowhere.yml", "nowhere")]
    [InlineData("reproduce", "--only", "nothing")]
    [InlineData("reproduce", "--scale", "galactic")]
    public void A_failure_ends_with_1_and_one_line_that_names_its_cause(params string[] arguments)
    {
        using var solar = new Solar();
        var ended = solar.Run(arguments);
        Assert.Equal(1, ended.Code);
        Assert.Single(ended.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(arguments[^1] is "Once" ? "nowhere" : arguments[^1], ended.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_command_explains_itself()
    {
        using var solar = new Solar();
        foreach (var command in new[] { "reproduce", "dus", "merge", "inspect", "train", "lora", "loss", "generate", "contamination", "synth-math", "random", "doctor" })
        {
            var ended = solar.Run(command, "--help");
            Assert.Equal(0, ended.Code);
            Assert.Contains($"solar {command}", ended.Out, StringComparison.Ordinal);
        }
    }
}
