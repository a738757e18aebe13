using System.Text.Json.Nodes;
using System.Threading;
using Solar.Research.Experiments.Stages;

namespace Solar.Research.Tests.Experiments.Stages;

public sealed class StageCacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("solar-stages-").FullName;
    private int _worked;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_stage_is_done_once_and_found_from_then_on()
    {
        var cache = new StageCache(_folder);

        Assert.True(Make(cache, Write("a", "hello")));
        Assert.False(Make(cache, Write("a", "hello")));
        Assert.Equal(1, _worked);
        Assert.Equal("hello", File.ReadAllText(Path.Combine(cache.FolderOf(Write("a", "hello")), "text")));
    }

    [Fact]
    public void Name_version_recipe_and_inputs_each_change_the_hash_and_nothing_else_does()
    {
        var stage = Write("a", "x");
        Assert.Equal(stage.Hash, Write("a", "x").Hash);
        Assert.Equal(
            5,
            new[] { stage, Write("b", "x"), Write("a", "y"), Write("a", "x", version: 2), Write("a", "x", inputs: [Write("i", "x")]) }
                .Select(other => other.Hash).Distinct().Count());
    }

    [Fact]
    public void A_changed_recipe_rebuilds_only_what_depends_on_it()
    {
        var graph = new StageGraph(new(_folder));
        Run(graph, Diamond("first"), jobs: 2);
        Assert.Equal(4, _worked);

        var again = Run(graph, Diamond("second"), jobs: 2);

        Assert.Equal(["left", "join"], again.Where(outcome => !outcome.Cached).Select(outcome => outcome.Stage.Name));
        Assert.Equal(6, _worked);
        Assert.All(Run(graph, Diamond("first"), jobs: 2), outcome => Assert.True(outcome.Cached));
    }

    [Fact]
    public void Inputs_of_what_is_done_are_not_made_again()
    {
        var cache = new StageCache(_folder);
        var graph = new StageGraph(cache);
        var stages = Diamond("x");
        Run(graph, stages, jobs: 1);
        Directory.Delete(cache.FolderOf(stages[0].Inputs[0]), recursive: true);

        Assert.Equal(["join"], Run(graph, stages, jobs: 1).Select(outcome => outcome.Stage.Name));
        Assert.Equal(4, _worked);
    }

    [Fact]
    public void A_stage_that_fails_publishes_nothing_and_the_next_run_starts_clean()
    {
        var cache = new StageCache(_folder);
        var attempts = 0;
        var stage = new Stage("a", 1, Recipe(1), [], run =>
        {
            Assert.False(File.Exists(run.File("half")));
            File.WriteAllText(run.File("half"), "");
            if (attempts++ == 0)
                throw new IOException("disk full");
        });

        Assert.Equal("disk full", Assert.Throws<IOException>(() => Run(new(cache), [stage], jobs: 1)).Message);
        Assert.False(cache.Has(stage));
        Assert.True(Make(cache, stage));
    }

    [Fact]
    public void A_stage_that_resumes_finds_what_it_left()
    {
        var cache = new StageCache(_folder);
        var stage = new Stage("a", 1, Recipe(1), [], run =>
        {
            File.AppendAllText(run.File("log"), "x");
            if (File.ReadAllText(run.File("log")).Length < 3)
                throw new IOException("interrupted");
        })
        { Resumes = true };

        Assert.Throws<IOException>(() => Make(cache, stage));
        Assert.Throws<IOException>(() => Make(cache, stage));
        Assert.True(Make(cache, stage));
        Assert.Equal("xxx", File.ReadAllText(Path.Combine(cache.FolderOf(stage), "log")));
    }

    [Fact]
    public void One_failure_ends_the_others_and_is_thrown_as_it_was()
    {
        using var begun = new ManualResetEventSlim();
        var patient = new Stage("patient", 1, Recipe(1), [], run =>
        {
            begun.Set();
            run.Cancellation.WaitHandle.WaitOne();
            run.Cancellation.ThrowIfCancellationRequested();
        });
        var failing = new Stage("failing", 1, Recipe(1), [], _ =>
        {
            begun.Wait(TestContext.Current.CancellationToken);
            throw new InvalidDataException("bad file");
        });

        Assert.Throws<InvalidDataException>(() => Run(new(new(_folder)), [patient, failing], jobs: 2));
    }

    [Fact]
    public void Two_threads_that_want_one_stage_make_it_once()
    {
        var cache = new StageCache(_folder);
        var slow = new Stage("slow", 1, Recipe(1), [], _ =>
        {
            Interlocked.Increment(ref _worked);
            Thread.Sleep(300);
        });

        var made = new[] { 0, 1 }.AsParallel().WithDegreeOfParallelism(2).Select(_ => Make(cache, slow)).ToList();

        Assert.Equal(1, _worked);
        Assert.Single(made, true);
    }

    [Fact]
    public void Independent_stages_run_side_by_side()
    {
        using var meeting = new Barrier(2);
        Stage Meet(string name) => new(name, 1, Recipe(1), [], _ => Assert.True(meeting.SignalAndWait(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)));

        Assert.Equal(2, Run(new(new(_folder)), [Meet("one"), Meet("two")], jobs: 2).Count);
    }

    [Fact]
    public void A_stage_whose_inputs_are_missing_is_refused_by_name()
    {
        var failure = Assert.Throws<InvalidOperationException>(() => Make(new(_folder), Write("a", "x", inputs: [Write("input", "y")])));
        Assert.Contains("'input ", failure.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("..\\up")]
    public void A_name_that_is_no_folder_name_is_refused(string name) => Assert.Throws<ArgumentException>(() => Write(name, "x"));

    private static bool Make(StageCache cache, Stage stage) => cache.Make(stage, cancellation: TestContext.Current.CancellationToken);

    private static IReadOnlyList<StageOutcome> Run(StageGraph graph, IReadOnlyList<Stage> targets, int jobs) =>
        graph.Run(targets, jobs, cancellation: TestContext.Current.CancellationToken);

    private static JsonObject Recipe(JsonNode value) => new() { ["value"] = value };

    // root -> left (with the given text), right -> join
    private Stage[] Diamond(string left)
    {
        var root = Write("root", "r");
        return [Write("join", "j", inputs: [Write("left", left, inputs: [root]), Write("right", "r", inputs: [root])])];
    }

    private Stage Write(string name, string text, int version = 1, IReadOnlyList<Stage>? inputs = null) =>
        new(name, version, Recipe(text), inputs ?? [], run =>
        {
            Interlocked.Increment(ref _worked);
            Assert.All(run.Inputs, input => Assert.True(File.Exists(Path.Combine(input, "text"))));
            File.WriteAllText(run.File("text"), text);
        });
}
