using System.Threading;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Tests.Experiments.Instruct;

public sealed class InstructArtifactsTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("solar-test-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_data_of_a_scale_is_the_world_with_both_synthetic_sets_and_is_made_once()
    {
        var news = new List<StageProgress>();
        var run = Run(new Into(news));

        var folder = InstructArtifacts.Data(run);

        Assert.Equal(
            WorldFolder.Files.Select(name => name + ".jsonl").Concat([SyntheticMathFiles.Instruct, SyntheticMathFiles.Alignment]).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder, "*.jsonl").Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(["world"], news.Where(one => one.State == StageState.Made).Select(one => one.Stage));

        Assert.Equal(folder, InstructArtifacts.Data(run));
        Assert.Single(news, one => one.State == StageState.Made);
    }

    [Fact]
    public void An_unknown_model_is_refused_before_anything_is_made()
    {
        Assert.Contains("'sft-v9'", Assert.Throws<ArgumentException>(() => InstructArtifacts.Model(Run(null), "sft-v9")).Message, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_root));
    }

    private ExperimentRun Run(IProgress<StageProgress>? progress) =>
        new("smoke", Seeds: null, Jobs: 1, "cpu", new(_root, Path.Combine(_root, ".cache")), progress, CancellationToken.None);

    private sealed class Into(List<StageProgress> news) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            lock (news)
                news.Add(value);
        }
    }
}
