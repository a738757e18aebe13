using Solar.Research.Data.Examples;

namespace Solar.Research.Tests.Data.Examples;

public sealed class ExampleFilesTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("examples").FullName;

    [Fact]
    public void Instructions_and_preferences_come_back_as_they_went()
    {
        ChatMessage[] prompt = [new(ChatMessage.System, "Be \"brief\"."), new(ChatMessage.User, "Σ?\n\tnext") { Input = "1 + 1" }];
        var (instructions, preferences) = (In("sft.jsonl"), In("pairs.jsonl"));
        ExampleFiles.WriteInstructions(instructions, [new(prompt, "2 </s>", "here:1"), new([new(ChatMessage.User, "?")], "", "here:2")]);
        ExampleFiles.WritePreferences(preferences, [new(prompt, "2", "3", "here:1")]);

        var read = ExampleFiles.ReadInstructions([instructions, instructions]);
        var pair = Assert.Single(ExampleFiles.ReadPreferences([preferences]));

        Assert.Equal(4, read.Count);
        Assert.Equal(prompt, read[2].Prompt);
        Assert.Equal(("2 </s>", "here:1", "", "here:2"), (read[0].Response, read[0].Source, read[1].Response, read[1].Source));
        Assert.Equal(prompt, pair.Prompt);
        Assert.Equal(("2", "3", "here:1"), (pair.Chosen, pair.Rejected, pair.Source));
    }

    [Fact]
    public void A_row_without_a_source_is_known_by_file_and_line()
    {
        File.WriteAllText(In("sft.jsonl"), """
            {"prompt": [{"role": "user", "content": "a"}], "response": "b"}

            {"prompt": [{"role": "user", "content": "c"}], "response": "d"}
            """);

        Assert.Equal(["sft.jsonl:1", "sft.jsonl:3"], ExampleFiles.ReadInstructions([In("sft.jsonl")]).Select(example => example.Source));
    }

    [Theory]
    [InlineData("""{"prompt": [{"role": "user", "content": "a"}]}""")]
    [InlineData("""{"prompt": [], "response": "b"}""")]
    [InlineData("""{"prompt": [{"role": "user"}], "response": "b"}""")]
    [InlineData("""{"prompt": [{"role": "user", "content": "a"}], "response": null}""")]
    [InlineData("""{"prompt": [{"role": "user", "content": "a"}], "response": "b", "reply": "c"}""")]
    [InlineData("""{"prompt": "a", "response": "b"}""")]
    [InlineData("null")]
    [InlineData("{")]
    public void A_bad_row_is_refused_with_file_and_line(string row)
    {
        File.WriteAllText(In("sft.jsonl"), """{"prompt": [{"role": "user", "content": "a"}], "response": "b"}""" + "\n" + row + "\n");

        var refusal = Assert.Throws<InvalidDataException>(() => ExampleFiles.ReadInstructions([In("sft.jsonl")]));

        Assert.Contains($"{In("sft.jsonl")}, line 2", refusal.Message, StringComparison.Ordinal);
    }

    private string In(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
