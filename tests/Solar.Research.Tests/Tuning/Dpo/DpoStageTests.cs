using System.Threading;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Lora;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Dpo;

public sealed class DpoStageTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("dpo").FullName;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(8)]
    public void The_loss_of_the_first_step_is_log_2_however_many_pairs_are_in_memory(int pairsAtOnce)
    {
        using var model = TinyTuning.Model();
        var pairs = TinyTuning.Pairs();
        var examples = DpoStage.Examples(model, pairs, ReferenceLogProbs.Of(model, pairs, pairsAtOnce: 8), new());

        var measured = Trainer.Evaluate(examples, pairsAtOnce);

        Close.Assert(Math.Log(2), measured["loss"], Tolerance.SameModel);
        Close.Assert(0, measured["rewards/margins"], Tolerance.SameModel);
    }

    [Fact]
    public void One_batch_of_eight_and_eight_of_one_follow_one_curve()
    {
        var recipe = TinyTuning.Recipe with { RowsPerBatch = 8, LearningRate = 1e-3 };
        var (whole, parts) = (Curve(recipe), Curve(recipe with { RowsPerMicroBatch = 1 }));

        Assert.Equal(20, whole.Length);
        Close.Assert(whole, parts, Tolerance.Accumulation);
        Assert.True(whole[^1] < 0.6, $"{whole[^1]} after {whole[0]}");

        static double[] Curve(TrainRecipe recipe)
        {
            using var model = TinyTuning.Model();
            var pairs = TinyTuning.Pairs();
            var examples = DpoStage.Examples(model, pairs, ReferenceLogProbs.Of(model, pairs, 8), new());
            return [.. new Trainer(model, recipe, examples).Run().Metrics.Where(row => row.Name == MetricName.TrainLoss).Select(row => row.Value)];
        }
    }

    [Fact]
    public void What_is_measured_has_TRLs_names_and_is_what_it_says()
    {
        using var scope = NewDisposeScope();
        using var model = TinyTuning.Model();
        using var other = new Decoder(model.Config);
        other.Initialize(99);
        var pairs = TinyTuning.Pairs();
        var examples = DpoStage.Examples(model, pairs, ReferenceLogProbs.Of(other, pairs, 8), new() { Beta = 0.3 });

        var measured = Trainer.Evaluate(examples, 3); // 3 + 3 + 2 pairs

        using var untracked = no_grad();
        var (policy, reference) = (Sums(model), Sums(other));
        var rewards = policy.Zip(reference, (p, r) => (Chosen: 0.3 * (p.Chosen - r.Chosen), Rejected: 0.3 * (p.Rejected - r.Rejected))).ToArray();
        Close.Assert(rewards.Average(pair => pair.Chosen), measured["rewards/chosen"], Tolerance.Forward);
        Close.Assert(rewards.Average(pair => pair.Rejected), measured["rewards/rejected"], Tolerance.Forward);
        Close.Assert(rewards.Average(pair => pair.Chosen - pair.Rejected), measured["rewards/margins"], Tolerance.Forward);
        Close.Assert(rewards.Average(pair => pair.Chosen > pair.Rejected ? 1.0 : 0), measured["rewards/accuracies"], Tolerance.Elementwise);
        Close.Assert(policy.Average(pair => pair.Chosen), measured["logps/chosen"], Tolerance.Forward);
        Close.Assert(policy.Average(pair => pair.Rejected), measured["logps/rejected"], Tolerance.Forward);
        Close.Assert(rewards.Average(pair => Math.Log(1 + Math.Exp(pair.Rejected - pair.Chosen))), measured["loss"], Tolerance.Forward);

        var chosen = ResponseLogProbs.Of(model, [.. pairs.Select(pair => pair.Chosen)]);
        Close.Assert((chosen.MeanLogits * chosen.Counts).sum() / chosen.Counts.sum(), tensor((float)measured["logits/chosen"]), Tolerance.Forward);
        Close.Assert(chosen.Correct.sum() / chosen.Counts.sum(), tensor((float)measured["mean_token_accuracy"]), Tolerance.Forward);
        Assert.Equal(
            ["logits/chosen", "logits/rejected", "logps/chosen", "logps/rejected", "loss", "mean_token_accuracy", "rewards/accuracies", "rewards/chosen", "rewards/margins", "rewards/rejected"],
            measured.Keys.Order(StringComparer.Ordinal));

        (double Chosen, double Rejected)[] Sums(Decoder of) => [.. pairs.Select(pair =>
        {
            var both = Close.Values(ResponseLogProbs.Of(of, [pair.Chosen, pair.Rejected]).Sums);
            return (both[0], both[1]);
        })];
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_recipe_tunes_and_a_stopped_run_goes_on_to_the_same_bits(bool lora)
    {
        var recipe = Recipe() with { Lora = lora ? new() { Rank = 2, Alpha = 8, Dropout = 0.2 } : null };
        if (lora)
            recipe = recipe with { Training = recipe.Training with { LearningRate = 3e-2 } };
        var whole = DpoStage.Run(recipe, new() { Folder = In("whole") });
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => DpoStage.Run(recipe, new() { Folder = In("stopped"), Progress = new StopAfter(7, stop) }, stop: stop.Token));
        var resumed = DpoStage.Run(recipe, new() { Folder = In("stopped"), Resume = true });

        Assert.Equal(TinyTraining.Timeless(whole.Metrics), TinyTraining.Timeless(resumed.Metrics));
        var file = lora ? "adapter_model.safetensors" : "model.safetensors";
        Assert.Equal(File.ReadAllBytes(Path.Combine(whole.ModelFolder!, file)), File.ReadAllBytes(Path.Combine(resumed.ModelFolder!, file)));
        Assert.True(File.Exists(Path.Combine(whole.ModelFolder!, "tokenizer.json")));

        var losses = whole.Metrics.Where(row => row.Name == MetricName.TrainLoss).Select(row => row.Value).ToArray();
        if (!lora)
            Close.Assert(Math.Log(2), losses[0], Tolerance.SameModel); // adapters begin at zero as well, and so does their dropout's effect
        Assert.True(losses[^1] < 0.65, $"{losses[^1]} after {losses[0]}");
        Assert.Contains(whole.Metrics, row => row.Name == "rewards/accuracies" && row.Step == 20 && row.Value == 1);
    }

    [Fact]
    public void The_reference_may_be_another_model()
    {
        using (var other = new Decoder(TinyTraining.Config with { VocabSize = 300, MaxPositionEmbeddings = 256 }))
        {
            other.Initialize(99);
            other.Save(In("other"));
        }

        var recipe = Recipe() with { Reference = In("other"), Training = TinyTuning.Recipe with { Steps = 2 } };
        var first = DpoStage.Run(recipe, new()).Metrics.First(row => row.Name == MetricName.TrainLoss).Value;

        Assert.False(Tolerance.SameModel.Accepts(Math.Log(2), first));
    }

    [Fact]
    public void Changed_pairs_objective_or_base_are_not_resumed()
    {
        var recipe = Recipe() with { Lora = new() { Rank = 2, Alpha = 8 }, Training = TinyTuning.Recipe with { Steps = 2 } };
        DpoStage.Run(recipe, new() { Folder = In("run") });

        Refused("'training_sha256'", recipe with { Objective = new() { Beta = 0.2 } });
        Refused("'lora.rank' was 2 when the run began and is 3 now", recipe with { Lora = new() { Rank = 3, Alpha = 8 } });
        Refused("the model's 'base_sha256' was", recipe with { Lora = null });

        void Refused(string said, DpoRecipe changed) => Assert.Contains(
            said, Assert.Throws<InvalidDataException>(() => DpoStage.Run(changed, new() { Folder = In("run"), Resume = true })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_and_back_is_the_same_recipe_and_what_makes_no_run_is_refused()
    {
        var recipe = Recipe() with { Lora = LoraRecipe.Zephyr, Objective = new() { Loss = PreferenceLoss.IpoPerToken } };
        var json = RecipeJson.Write(recipe);

        Assert.Contains("\"loss\": \"ipo_per_token\"", json, StringComparison.Ordinal);
        Assert.Equal(json, RecipeJson.Write(RecipeJson.Read<DpoRecipe>(json)));
        Refused("'sft', not 'dpo'", recipe with { Kind = "sft" });
        Refused("names no files of pairs", recipe with { Pairs = [] });
        Refused("Aot compares the pairs of a batch with each other, but of 4 only 2", recipe with { Objective = new() { Loss = PreferenceLoss.Aot } });

        static void Refused(string said, DpoRecipe wrong) => Assert.Contains(said, Assert.Throws<ArgumentException>(wrong.Validate).Message, StringComparison.Ordinal);
    }

    private DpoRecipe Recipe() => TinyTuning.Write(_root).Dpo.From(_root);

    private string In(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private sealed class StopAfter(int step, CancellationTokenSource stop) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step)
                stop.Cancel();
        }
    }
}
