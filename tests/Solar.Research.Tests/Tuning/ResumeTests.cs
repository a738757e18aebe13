using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning;

public sealed class ResumeTests : IDisposable
{
    private static readonly TrainRecipe Recipe = TinyTraining.Recipe with { Steps = 12, EvaluateEvery = 3, CheckpointEvery = 4 };

    private readonly string root = Directory.CreateTempSubdirectory("resume").FullName;

    [Theory]
    [InlineData(Precision.Fp32, 1)]
    [InlineData(Precision.Fp32, 7)]
    [InlineData(Precision.Bf16, 6)]
    public void A_stopped_and_resumed_run_ends_in_the_bits_of_one_that_was_not(Precision precision, int stopAfter)
    {
        var recipe = Recipe with { Precision = precision };
        var whole = Train(recipe, "whole");

        Assert.Throws<OperationCanceledException>(() => Train(recipe, "stopped", stopAfter));
        Assert.Equal($"step-{stopAfter:D6}", Path.GetFileName(Assert.Single(Checkpoints("stopped"))));
        var resumed = Train(recipe, "stopped");

        AssertSame(whole, resumed, "whole", "stopped");
    }

    [Theory]
    [InlineData(MasterKind.None, StatePrecision.Bfloat16)]
    [InlineData(MasterKind.None, StatePrecision.Int8)]
    [InlineData(MasterKind.Offloaded, StatePrecision.Int8)]
    [InlineData(MasterKind.Float32, StatePrecision.Bfloat16)]
    public void So_it_does_with_weights_and_states_that_are_kept_in_less(MasterKind weights, StatePrecision state)
    {
        var recipe = Recipe with { Precision = Precision.Bf16, MasterWeights = weights, OptimizerState = state };
        var whole = Train(recipe, "whole");

        Assert.Throws<OperationCanceledException>(() => Train(recipe, "stopped", 7));
        var resumed = Train(recipe, "stopped");

        AssertSame(whole, resumed, "whole", "stopped");
        if (state == StatePrecision.Int8)
            Assert.Equal(Bytes("whole", "first_moment_scales"), Bytes("stopped", "first_moment_scales"));
    }

    [Fact]
    public void A_run_is_not_resumed_with_another_memory()
    {
        var recipe = Recipe with { Precision = Precision.Bf16, OptimizerState = StatePrecision.Int8 };
        Assert.Throws<OperationCanceledException>(() => Train(recipe, "run", 5));

        Assert.Contains(
            "the recipe's 'optimizer_state' was \"int8\" when the run began and is null now",
            Assert.Throws<InvalidDataException>(() => Train(recipe with { OptimizerState = StatePrecision.Float32 }, "run")).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(11)]
    public void A_run_that_dies_between_checkpoints_goes_on_from_the_last_and_ends_in_the_same_bits(int diesAfter)
    {
        var whole = Train(Recipe, "whole");

        Assert.Throws<TimeoutException>(() => Train(Recipe, "died", diesAfter, () => new TimeoutException("the power went")));
        Assert.Equal(diesAfter < 4 ? 0 : 1, Checkpoints("died").Length);
        var resumed = Train(Recipe, "died");

        AssertSame(whole, resumed, "whole", "died");
    }

    [Fact]
    public void What_a_killed_write_leaves_is_never_taken_for_a_checkpoint()
    {
        var whole = Train(Recipe, "whole");
        Assert.Throws<TimeoutException>(() => Train(Recipe, "died", 7, () => new TimeoutException()));

        // A write of step 8 that was killed at any of its files, and a removal that was killed.
        var good = Assert.Single(Checkpoints("died"));
        var half = Path.Combine(root, "died", "checkpoints", "step-000008.partial");
        Directory.CreateDirectory(Path.Combine(half, "model"));
        File.Copy(Path.Combine(good, "model", "model.safetensors"), Path.Combine(half, "model", "model.safetensors"));
        File.WriteAllText(Path.Combine(half, ".writing"), "");
        Directory.CreateDirectory(Path.Combine(root, "died", "checkpoints", "step-000009.removed", "model"));
        File.WriteAllText(Path.Combine(root, "died", "metrics.csv"), "step,tok");
        var resumed = Train(Recipe, "died");

        AssertSame(whole, resumed, "whole", "died");
        Assert.Equal(["step-000012"], Directory.GetFileSystemEntries(Path.Combine(root, "died", "checkpoints")).Select(Path.GetFileName));
    }

    [Fact]
    public void Resuming_a_finished_run_trains_nothing_and_gives_its_result()
    {
        var finished = Train(Recipe, "run");
        var again = Train(Recipe, "run");

        Assert.Equal(finished.Weights, again.Weights);
        Assert.Equal(finished.Metrics, again.Metrics);
    }

    [Fact]
    public void Resuming_where_nothing_is_begins_anew() => Assert.Equal(Train(Recipe, "a").Weights, Train(Recipe, "b").Weights);

    [Fact]
    public void A_changed_recipe_is_refused_and_the_member_named()
    {
        Assert.Throws<OperationCanceledException>(() => Train(Recipe, "run", 5));

        Refused(Recipe with { LearningRate = 0.02 }, "the recipe's 'learning_rate' was 0.01 when the run began and is 0.02 now");
        Refused(Recipe with { Schedule = Recipe.Schedule with { WarmupSteps = 3 } }, "'schedule.warmup_steps' was 2 when the run began and is 3 now");
        Refused(Recipe with { RowsPerMicroBatch = null }, "'rows_per_micro_batch' was 2 when the run began and is null now");

        void Refused(TrainRecipe changed, string named) =>
            Assert.Contains(named, Assert.Throws<InvalidDataException>(() => Train(changed, "run")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Changed_data_and_another_model_are_refused()
    {
        Assert.Throws<OperationCanceledException>(() => Train(Recipe, "run", 5));
        using var model = TinyTraining.Model();
        using var deeper = new Decoder(TinyTraining.Config with { NumHiddenLayers = 3 });
        var run = new TrainRun { Folder = Path.Combine(root, "run"), Resume = true };
        var validation = PretrainingStage.Examples(model, TinyTraining.Rows(2, documents: 9));

        Assert.Contains("the data's 'training_sha256'", Refusal(() => new Trainer(model, Recipe, PretrainingStage.Examples(model, TinyTraining.Rows(3)), validation).Run(run)), StringComparison.Ordinal);
        Assert.Contains("the data's 'validation_sha256'", Refusal(() => new Trainer(model, Recipe, PretrainingStage.Examples(model, TinyTraining.Rows(1))).Run(run)), StringComparison.Ordinal);
        Assert.Contains("the model's 'num_hidden_layers' was 2", Refusal(() => TinyTraining.Trainer(deeper, Recipe).Run(run)), StringComparison.Ordinal);

        static string Refusal(Action act) => Assert.Throws<InvalidDataException>(act).Message;
    }

    [Fact]
    public void A_run_is_not_begun_over_another()
    {
        Train(Recipe, "run");
        using var model = TinyTraining.Model();

        var refusal = Assert.Throws<ArgumentException>(() => TinyTraining.Trainer(model, Recipe).Run(new() { Folder = Path.Combine(root, "run") }));

        Assert.Contains("holds a run already (step-000012): resume it", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_folder_holds_recipe_metrics_and_a_model_that_loads_to_the_same_bits()
    {
        var run = Train(Recipe, "run");
        var folder = Path.Combine(root, "run");
        using var loaded = Decoder.Load(Path.Combine(Assert.Single(Checkpoints("run")), "model"));

        Assert.Equal(Recipe, RecipeJson.Load<TrainRecipe>(Path.Combine(folder, "recipe.json")));
        Assert.Equal(run.Metrics, MetricsFile.Read(Path.Combine(folder, "metrics.csv")));
        Assert.Equal(run.Weights, TinyTraining.Weights(loaded));
    }

    [Fact]
    public void As_many_checkpoints_stay_as_were_asked_for()
    {
        Train(Recipe, "two", keep: 2);

        Assert.Equal(["step-000008", "step-000012"], Checkpoints("two").Select(Path.GetFileName).Order());
    }

    private (float[] Weights, IReadOnlyList<MetricRow> Metrics) Train(
        TrainRecipe recipe, string folder, int stopAfter = 0, Func<Exception>? die = null, int keep = 1)
    {
        using var model = TinyTraining.Model(dtype: recipe.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);
        using var stop = new CancellationTokenSource();
        var run = new TrainRun
        {
            Folder = Path.Combine(root, folder),
            Resume = true,
            KeepCheckpoints = keep,
            Progress = new Watcher(progress =>
            {
                if (progress.Step != stopAfter)
                    return;
                if (die is not null)
                    throw die();
                stop.Cancel();
            }),
        };
        var result = TinyTraining.Trainer(model, recipe).Run(run, stop.Token);
        return (TinyTraining.Weights(model), result.Metrics);
    }

    private void AssertSame(
        (float[] Weights, IReadOnlyList<MetricRow> Metrics) whole, (float[] Weights, IReadOnlyList<MetricRow> Metrics) resumed, string first, string second)
    {
        Assert.Equal(whole.Weights, resumed.Weights);
        Assert.Equal(TinyTraining.Timeless(whole.Metrics), TinyTraining.Timeless(resumed.Metrics));
        Assert.Equal(TinyTraining.Timeless(whole.Metrics), TinyTraining.Timeless(MetricsFile.Read(Path.Combine(root, second, "metrics.csv"))));
        foreach (var buffer in new[] { "weights", "first_moment", "second_moment" })
            Assert.Equal(Bytes(first, buffer), Bytes(second, buffer));
    }

    private byte[] Bytes(string folder, string buffer)
    {
        using var saved = Checkpoint.Open(Path.Combine(Assert.Single(Checkpoints(folder)), "trainer"));
        var bytes = new byte[saved.Tensors[buffer].ByteCount];
        saved.Read(buffer, 0, bytes);
        Assert.Contains(bytes, value => value != 0);
        return bytes;
    }

    private string[] Checkpoints(string folder)
    {
        var path = Path.Combine(root, folder, "checkpoints");
        return Directory.Exists(path) ? Directory.GetDirectories(path) : [];
    }

    private sealed class Watcher(Action<TrainingProgress> seen) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => seen(value);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
