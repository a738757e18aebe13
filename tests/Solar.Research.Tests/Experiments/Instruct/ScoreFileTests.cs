using Solar.Research.Experiments.Instruct;

namespace Solar.Research.Tests.Experiments.Instruct;

public sealed class ScoreFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_written_is_read()
    {
        ModelScore[] scores = [new(ModelName.SftV3V4, 2, ScoredTask.Arc, 41.25, 2.4605, 400), new(ModelName.Base, 1, ScoredTask.Gsm8k, 0, 0, 300)];
        var path = Path.Combine(_folder, "metrics.csv");

        ScoreFile.Write(path, scores);

        Assert.Equal(scores, ScoreFile.Read(path));
        Assert.Equal("model,seed,task,score,standard_error,items", File.ReadLines(path).First());
    }

    [Fact]
    public void Another_file_is_refused()
    {
        var path = Path.Combine(_folder, "metrics.csv");
        File.WriteAllText(path, "a,b\n1,2\n");

        Assert.Contains("expected the columns model, seed", Assert.Throws<InvalidDataException>(() => ScoreFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_score_that_was_not_measured_is_named()
    {
        var table = new ScoreTable([new(ModelName.Base, 1, ScoredTask.Arc, 50, 1, 100)]);

        Assert.Contains("'sft-v1' with seed 1 on 'arc'", Assert.Throws<KeyNotFoundException>(() => table[ModelName.SftV1, 1, ScoredTask.Arc]).Message, StringComparison.Ordinal);
    }
}
