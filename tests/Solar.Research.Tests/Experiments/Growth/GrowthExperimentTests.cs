using System.Threading;
using System.Xml.Linq;
using Solar.Research.Data.Prose;
using Solar.Research.Experiments;
using Solar.Research.Experiments.Growth;
using Solar.Research.Experiments.Stages;
using Solar.Research.Plots;
using Solar.Research.Tests.Data.Prose;
using Solar.Research.Tuning;

namespace Solar.Research.Tests.Experiments.Growth;

public sealed class GrowthExperimentTests : IDisposable
{
    private readonly ExperimentFolders _folders;

    public GrowthExperimentTests()
    {
        var root = Directory.CreateTempSubdirectory("solar-growth-").FullName;
        _folders = new(root, Path.Combine(root, ".cache"));
        foreach (var file in new[] { "configs/mistral-7b-v0.1.json", "paper/claims.csv" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folders.Data(file))!);
            File.Copy(Path.Combine(Fixtures.Root, "data", file), _folders.Data(file));
        }
    }

    public void Dispose() => Directory.Delete(_folders.Root, recursive: true);

    [Fact]
    public void The_whole_experiment_runs_at_a_tiny_scale_and_is_found_the_second_time()
    {
        BringMobyDick();
        var report = GrowthExperiment.Run(Tiny(), Run(jobs: 2));
        var results = Path.Combine(_folders.Root, report.Results);
        Figures.Draw(results);

        // One corpus, and for each of two seeds a base and six variants.
        Assert.Equal(15, report.Stages.Count);
        Assert.All(report.Stages, stage => Assert.False(stage.Cached));
        foreach (var file in new[] { "recipe.json", "metrics.csv", "summary.json", "figure.svg" })
            Assert.DoesNotContain(_folders.Root, File.ReadAllText(Path.Combine(results, file)));
        Assert.NotNull(XDocument.Load(Path.Combine(results, "figure.svg")).Root);

        var summary = RecipeJson.Load<GrowthSummary>(Path.Combine(results, "summary.json"));
        Assert.Equal(report.Claims, summary.Claims);
        var jumps = summary.Variants.ToDictionary(variant => variant.Name, variant => variant.Jump);
        Assert.All(jumps[GrowthVariants.Parent], jump => Assert.Equal(0, jump)); // copied and measured on the same rows: the same bits
        Assert.All(jumps[GrowthVariants.Identity], jump => Assert.True(Tolerance.Forward.Accepts(0, jump), $"{jump}"));
        Assert.All(jumps[GrowthVariants.Dus], jump => Assert.NotEqual(0, jump));
        Assert.Equal([4, 6, 8], summary.Variants.Select(variant => variant.Layers).Distinct().Order());

        var metrics = File.ReadAllText(Path.Combine(results, "metrics.csv"));
        var again = GrowthExperiment.Run(Tiny(), Run(jobs: 2));
        Assert.All(again.Stages, stage => Assert.True(stage.Cached));
        Assert.Equal(metrics, File.ReadAllText(Path.Combine(results, "metrics.csv")));
    }

    [Fact]
    public void An_interrupted_experiment_goes_on_and_ends_with_the_same_losses()
    {
        BringMobyDick();
        var recipe = Tiny() with { Seeds = [1], Variants = [.. Tiny().Variants.Where(variant => variant.Name == GrowthVariants.Dus)] };
        var whole = Losses(GrowthExperiment.Run(recipe, Run(jobs: 1)));
        Directory.Delete(Path.Combine(_folders.Cache, "stages"), recursive: true);

        using var stop = new CancellationTokenSource();
        var interrupting = new Interrupt(stop, "growth-dus-seed1", share: 0.5);
        Assert.ThrowsAny<OperationCanceledException>(() => GrowthExperiment.Run(recipe, Run(jobs: 1, interrupting, stop.Token)));
        Assert.True(stop.IsCancellationRequested);
        var resumed = GrowthExperiment.Run(recipe, Run(jobs: 1));

        Assert.Equal(whole, Losses(resumed));
        Assert.Equal(["growth-dus-seed1"], resumed.Stages.Where(stage => !stage.Cached).Select(stage => stage.Stage.Name));
    }

    [Fact]
    public void The_catalog_refuses_what_it_does_not_have()
    {
        Assert.Contains("there are: training-data, growth", Assert.Throws<ArgumentException>(() => ExperimentCatalog.Reproduce(Run(jobs: 1), _ => { }, _ => { }, only: "gowth")).Message);
        Assert.Contains("mistralai/Mistral-7B-v0.1", Assert.Throws<ArgumentException>(() => ExperimentCatalog.Reproduce(Run(jobs: 1) with { Scale = "paper" }, _ => { }, _ => { }, only: "growth")).Message);

        // The published scale rewrites the readme's table in the end: a readme without its markers is refused at the beginning.
        File.WriteAllText(Path.Combine(_folders.Root, "README.md"), "no markers");
        Assert.Contains("<!-- claims -->", Assert.Throws<InvalidDataException>(() => ExperimentCatalog.Reproduce(Run(jobs: 1) with { Scale = "classroom" }, _ => { }, _ => { })).Message);
        Assert.Contains("smoke, classroom", Assert.Throws<ArgumentException>(() => ExperimentCatalog.Reproduce(Run(jobs: 1) with { Scale = "huge" }, _ => { }, _ => { })).Message);
    }

    private List<double> Losses(ExperimentReport report) =>
        [.. GrowthMetrics.Read(Path.Combine(_folders.Root, report.Results, "metrics.csv")).SelectMany(curve => curve.Points.Select(point => point.Loss))];

    private void BringMobyDick()
    {
        ProseLibraryTests.ReadOrSkip(ProseSources.MobyDick);
        var file = ProseSources.MobyDick.Files[0];
        Directory.CreateDirectory(_folders.Prose.Path);
        File.Copy(ProseLibraryTests.Folder.Find(ProseSources.MobyDick, file)!, Path.Combine(_folders.Prose.Path, file.Name));
    }

    private ExperimentRun Run(int jobs, IProgress<StageProgress>? progress = null, CancellationToken? stop = null) =>
        new("tiny", null, jobs, "cpu", _folders, progress, stop ?? TestContext.Current.CancellationToken);

    private static GrowthRecipe Tiny()
    {
        var training = new TrainRecipe { Steps = 12, RowsPerBatch = 2, TokensPerRow = 16, LearningRate = 3e-3, Threads = 1, EvaluateEvery = 4, CheckpointEvery = 2 };
        return new()
        {
            Scale = "tiny",
            Prose = new([ProseSources.MobyDick.Name], VocabularySize: 400, VocabularyCharacters: 100_000),
            Base = new(Layers: 4, HiddenSize: 16, IntermediateSize: 32, Heads: 2, KeyValueHeads: 1),
            Pretraining = training,
            Continuation = training with { Steps = 6, EvaluateEvery = 2, Schedule = LearningRateSchedule.Constant },
            Variants = GrowthVariants.For(layers: 4),
            ValidationRows = 6,
            Seeds = [1, 2],
        };
    }

    private sealed class Interrupt(CancellationTokenSource stop, string stage, double share) : IProgress<StageProgress>
    {
        public void Report(StageProgress value)
        {
            if (value.Stage == stage && value.State == StageState.Advanced && value.Share >= share)
                stop.Cancel();
        }
    }
}
