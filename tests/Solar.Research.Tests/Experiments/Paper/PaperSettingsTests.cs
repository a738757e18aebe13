using Solar.Research.Experiments.Paper;

namespace Solar.Research.Tests.Experiments.Paper;

public sealed class PaperSettingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-settings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_shipped_example_has_the_shipped_switches_and_paths_from_its_own_folder()
    {
        var example = Path.Combine(Fixtures.Root, "data", "paper", "settings.example.json");
        var settings = PaperSettings.Load(example);
        Assert.Equal(new(), settings.Memory);
        Assert.Equal(PaperShapes.Recipe.Continuation.Steps, settings.ContinuationSteps);
        Assert.Equal(Path.Combine(Path.GetDirectoryName(example)!, "models", "Mistral-7B-v0.1"), settings.Models.Base);
        Assert.Equal([Path.Combine(Path.GetDirectoryName(example)!, "text")], settings.Data.Documents);
    }

    [Theory]
    [InlineData("""{ "models": { "base": "a", "bass": "b" } }""", "bass")]
    [InlineData("""{ "memory": { "optimizer_state": "int4" } }""", "optimizer_state")]
    [InlineData("""{ "memory": { "rows_per_micro_batch": "many" } }""", "rows_per_micro_batch")]
    [InlineData("""{ "data": "here" }""", "data")]
    public void A_member_that_is_wrong_is_named_with_the_file(string json, string member)
    {
        var path = Path.Combine(_folder, "settings.json");
        File.WriteAllText(path, json);
        var refused = Assert.Throws<InvalidDataException>(() => PaperSettings.Load(path));
        Assert.Contains(path, refused.Message, StringComparison.Ordinal);
        Assert.Contains(member, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_that_make_no_sense_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new PaperSettings { ContinuationSteps = 0 }.Validate());
        Assert.ThrowsAny<ArgumentException>(() => new PaperSettings { Memory = new() { RowsPerMicroBatch = 0 } }.Validate());
        Assert.ThrowsAny<ArgumentException>(() => new PaperSettings { Memory = new() { LoraRank = 0 } }.Validate());
    }

    [Fact]
    public void A_file_that_is_not_there_is_answered_with_the_example() =>
        Assert.Contains("settings.example.json", Assert.Throws<FileNotFoundException>(() => PaperSettings.Load(Path.Combine(_folder, "none.json"))).Message, StringComparison.Ordinal);
}
