using System.Threading;
using Solar.Research.Data;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning;

public class TrainerTests
{
    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void Two_runs_of_one_recipe_are_bitwise_equal(Precision precision)
    {
        var (first, second) = (Train(TinyTraining.Recipe with { Precision = precision }), Train(TinyTraining.Recipe with { Precision = precision }));

        Assert.Equal(first.Weights, second.Weights);
        Assert.Equal(TinyTraining.Timeless(first.Metrics), TinyTraining.Timeless(second.Metrics));
        Assert.NotEqual(first.Weights, Train(TinyTraining.Recipe with { Precision = precision, Seed = 6 }).Weights);
    }

    [Fact]
    public void Runs_side_by_side_on_two_threads_give_the_bits_of_runs_alone()
    {
        var recipe = TinyTraining.Recipe with { Steps = 20 };
        var alone = new[] { Train(recipe), Train(recipe with { Seed = 9 }) };
        var beside = new (float[] Weights, IReadOnlyList<MetricRow> Metrics)[2];

        var threads = new[] { new Thread(() => beside[0] = Train(recipe)), new Thread(() => beside[1] = Train(recipe with { Seed = 9 })) };
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();

        Assert.Equal(alone[0].Weights, beside[0].Weights);
        Assert.Equal(alone[1].Weights, beside[1].Weights);
        Assert.NotEqual(alone[0].Weights, alone[1].Weights);
    }

    [Fact]
    public void The_threads_of_a_run_are_those_of_its_thread_alone()
    {
        var seen = 0;
        var before = get_num_threads();
        using var model = TinyTraining.Model();
        var examples = PretrainingStage.Examples(model, TinyTraining.Rows(1));
        var watched = examples with
        {
            LossOf = rows =>
            {
                seen = get_num_threads();
                return examples.LossOf(rows);
            },
        };
        var elsewhere = 0;
        var wait = new ManualResetEventSlim();
        var other = new Thread(() =>
        {
            Assert.InRange(get_num_threads(), 1, int.MaxValue);
            set_num_threads(2);
            wait.Wait();
            elsewhere = get_num_threads();
        })
        { IsBackground = true };
        other.Start();

        new Trainer(model, TinyTraining.Recipe with { Steps = 1, Schedule = LearningRateSchedule.Constant }, watched).Run();
        wait.Set();
        other.Join();

        Assert.Equal((1, 2, before), (seen, elsewhere, get_num_threads()));
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(4, 2)]
    public void Gradients_accumulated_over_micro_batches_are_those_of_the_whole_batch(int rows, int micro)
    {
        // Adam's first steps are close to the sign of the gradient, so a gradient near 0 may turn over by rounding:
        // a large ε makes the step proportional to the gradient, and a wrong scale would show.
        var recipe = TinyTraining.Recipe with { RowsPerBatch = rows, RowsPerMicroBatch = null, Epsilon = 1, LearningRate = 1 };
        var whole = Train(recipe);
        var parts = Train(recipe with { RowsPerMicroBatch = micro });

        for (var i = 0; i < whole.Weights.Length; i++)
            Assert.True(Tolerance.Forward.Accepts(whole.Weights[i], parts.Weights[i]), $"weight {i}: {whole.Weights[i]} and {parts.Weights[i]}");
        Assert.Equal(whole.Metrics.Count, parts.Metrics.Count);
    }

    [Fact]
    public void Batches_of_unequal_weight_are_averaged_by_weight()
    {
        // Losses 1 over 3 units and 5 over 1 unit: (3·1 + 1·5) / 4 = 2.
        using var model = TinyTraining.Model();
        var rows = TinyTraining.Rows(1);
        var examples = new ExampleSet(2, "by hand", picked =>
            new((Loss(model, rows, 0) * 0.0) + (picked[0] == 0 ? 1.0 : 5.0), Weight: picked[0] == 0 ? 3 : 1, Tokens: 1));

        Assert.Equal(2, Trainer.Evaluate(examples, rowsAtOnce: 1)["loss"]);

        var recipe = TinyTraining.Recipe with { Steps = 1, RowsPerBatch = 2, RowsPerMicroBatch = 1, Schedule = LearningRateSchedule.Constant };
        var metrics = new Trainer(model, recipe, examples).Run().Metrics;
        Assert.Equal(2, metrics.Single(row => row.Name == MetricName.TrainLoss).Value);
    }

    [Fact]
    public void Gradients_of_unequal_weight_are_those_of_the_weighted_loss()
    {
        var recipe = TinyTraining.Recipe with { RowsPerBatch = 2, Epsilon = 1, LearningRate = 1 };
        using var apart = TinyTraining.Model();
        using var together = TinyTraining.Model();
        var rows = TinyTraining.Rows(1);

        new Trainer(apart, recipe with { RowsPerMicroBatch = 1 }, new(2, "apart", picked =>
            new(Loss(apart, rows, picked[0]), Weight: picked[0] == 0 ? 3 : 1, Tokens: 11))).Run();
        new Trainer(together, recipe with { RowsPerMicroBatch = 2 }, new(2, "together", _ =>
            new((Loss(together, rows, 0) * 0.75) + (Loss(together, rows, 1) * 0.25), Weight: 4, Tokens: 22))).Run();

        var (a, b) = (TinyTraining.Weights(apart), TinyTraining.Weights(together));
        for (var i = 0; i < a.Length; i++)
            Assert.True(Tolerance.Forward.Accepts(a[i], b[i]), $"weight {i}: {a[i]} and {b[i]}");
    }

    [Fact]
    public void The_loss_of_a_text_that_can_be_remembered_falls()
    {
        var rows = PackedDocuments.Pack([[.. Enumerable.Range(0, 45).Select(i => i * 7 % 41)]], TinyTraining.Recipe.TokensPerRow);
        using var model = TinyTraining.Model();
        var examples = PretrainingStage.Examples(model, rows);
        var recipe = TinyTraining.Recipe with { Steps = 120, WeightDecay = 0 };

        var before = Trainer.Evaluate(examples, 4)["loss"];
        new Trainer(model, recipe, examples).Run();
        var after = Trainer.Evaluate(examples, 4)["loss"];

        // Fresh weights know nothing: ln 48 = 3.87. A memory of the text needs none of that.
        Assert.InRange(before, 0.9 * Math.Log(48), 1.1 * Math.Log(48));
        Assert.InRange(after, 0, 0.1 * Math.Log(48));
    }

    [Fact]
    public void Norm_weights_take_no_decay_and_the_others_do()
    {
        using var model = TinyTraining.Model();
        var start = TinyTraining.Weights(model);
        var rows = TinyTraining.Rows(1);
        var still = new ExampleSet(rows.Count, "no gradient", picked =>
        {
            using var batch = TokenBatch.From([.. picked.Select(i => rows[i])]);
            return new(model.Loss(batch) * 0.0, Weight: 1, Tokens: 1);
        });

        new Trainer(model, TinyTraining.Recipe with { Steps = 1, LearningRate = 0.5, WeightDecay = 0.2, Schedule = LearningRateSchedule.Constant }, still).Run();
        var end = TinyTraining.Weights(model);
        var decayed = (int)model.DecayedCount;

        // 1 − 0.5·0.2 = 0.9; the last weights are the norms, ones at the start.
        Assert.Equal((2 * 2 + 1) * 16, start.Length - decayed);
        Assert.All(start[decayed..], weight => Assert.Equal(1, weight));
        Assert.Equal(start[decayed..], end[decayed..]);
        for (var i = 0; i < decayed; i++)
            Assert.True(Tolerance.Elementwise.Accepts(0.9 * start[i], end[i]));
    }

    [Fact]
    public void A_gradient_longer_than_the_clip_is_scaled_down_to_it()
    {
        // With ε = 1 far above the gradient, a step is proportional to it: clipping to c moves the weights c / |g| as far.
        var free = TinyTraining.Recipe with
        {
            Steps = 1,
            Epsilon = 1e3,
            LearningRate = 1e3,
            Schedule = LearningRateSchedule.Constant,
            WeightDecay = 0,
            GradientClip = 0,
        };
        var start = TinyTraining.Weights(TinyTraining.Model());
        var (unclipped, clipped, loose) = (Train(free), Train(free with { GradientClip = 0.01 }), Train(free with { GradientClip = 1e6 }));
        var norm = unclipped.Metrics.Single(row => row.Name == MetricName.GradientNorm).Value;

        Assert.True(norm > 0.01);
        Assert.Equal(norm, clipped.Metrics.Single(row => row.Name == MetricName.GradientNorm).Value);
        Assert.Equal(unclipped.Weights, loose.Weights);
        Assert.True(Tolerance.Forward.Accepts(0.01 / norm, Distance(clipped.Weights) / Distance(unclipped.Weights)));

        double Distance(float[] weights) => Math.Sqrt(weights.Zip(start).Sum(pair => Math.Pow(pair.First - pair.Second, 2)));
    }

    [Fact]
    public void A_loss_that_is_not_a_number_stops_the_run_before_its_step()
    {
        using var model = TinyTraining.Model();
        var examples = PretrainingStage.Examples(model, TinyTraining.Rows(1));
        var calls = 0;
        var poisoned = examples with { LossOf = rows => ++calls == 2 ? examples.LossOf(rows) with { Mean = tensor(float.NaN) } : examples.LossOf(rows) };
        var recipe = TinyTraining.Recipe with { RowsPerMicroBatch = null, LearningRate = 3e-4, Schedule = LearningRateSchedule.Constant };
        var afterOne = Train(recipe with { Steps = 1 });
        var loss = afterOne.Metrics.First(row => row.Name == MetricName.TrainLoss).Value;

        var diverged = Assert.Throws<DivergedException>(() => new Trainer(model, recipe, poisoned).Run());

        Assert.Equal(2, diverged.Step);
        Assert.Equal(
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Loss is NaN at step 2 (lr 3e-4, batch 2); last finite loss {loss:0.00##}."),
            diverged.Message);
        Assert.Equal(afterOne.Weights, TinyTraining.Weights(model));
    }

    [Fact]
    public void A_gradient_that_is_not_finite_stops_the_run_too()
    {
        using var model = TinyTraining.Model();
        var examples = PretrainingStage.Examples(model, TinyTraining.Rows(1));
        var poisoned = examples with
        {
            LossOf = rows =>
            {
                model.Gradients.narrow(0, 3, 1).fill_(float.PositiveInfinity);
                return examples.LossOf(rows);
            },
        };

        var diverged = Assert.Throws<DivergedException>(() => new Trainer(model, TinyTraining.Recipe, poisoned).Run());

        Assert.StartsWith("The gradient norm is Infinity at step 1 (lr 5e-3, batch 1); no loss before it.", diverged.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bf16_learns_through_float32_weights_and_is_near_float32()
    {
        var (single, half) = (Train(TinyTraining.Recipe), Train(TinyTraining.Recipe with { Precision = Precision.Bf16 }));

        Assert.True(Tolerance.BFloat16.Accepts(Loss(single), Loss(half)));
        Assert.NotEqual(Loss(single), Loss(half));

        static double Loss((float[] Weights, IReadOnlyList<MetricRow> Metrics) run) => run.Metrics.Last(row => row.Name == MetricName.ValidationLoss).Value;
    }

    [Fact]
    public void Updates_too_small_for_bf16_add_up_in_the_master_weights()
    {
        // The loss is the sum of the weights, so every gradient is 1 and every step of Adam moves by the learning rate, 1e-4.
        // Below 1 bfloat16 counts in steps of 2⁻⁸ = 0.0039: 1 − 0.0001 rounds back to 1, 1 − 40·0.0001 to 1 − 2⁻⁸.
        using var model = TinyTraining.Model(dtype: ScalarType.BFloat16);
        var examples = new ExampleSet(8, "sums", _ =>
            new(model.parameters().Select(parameter => parameter.to(ScalarType.Float32).sum()).Aggregate((a, b) => a + b), Weight: 1, Tokens: 1));
        var recipe = TinyTraining.Recipe with
        {
            Precision = Precision.Bf16,
            Steps = 40,
            LearningRate = 1e-4,
            Schedule = LearningRateSchedule.Constant,
            GradientClip = 0,
        };

        new Trainer(model, recipe, examples).Run();

        var norms = TinyTraining.Weights(model)[(int)model.DecayedCount..];
        Assert.Equal(5 * 16, norms.Length);
        Assert.All(norms, weight => Assert.Equal(1 - (1.0 / 256), weight));
    }

    [Fact]
    public void A_model_of_another_precision_than_the_recipe_is_refused()
    {
        using var model = TinyTraining.Model();

        Assert.Throws<ArgumentException>(() => TinyTraining.Trainer(model, TinyTraining.Recipe with { Precision = Precision.Bf16 }).Run());
    }

    [Fact]
    public void On_a_cpu_tf32_is_float32() => Assert.Equal(Train(TinyTraining.Recipe).Weights, Train(TinyTraining.Recipe with { Precision = Precision.Tf32 }).Weights);

    [Fact]
    public void Gradient_checkpointing_changes_no_result_beyond_rounding()
    {
        var (kept, again) = (Train(TinyTraining.Recipe), Train(TinyTraining.Recipe with { GradientCheckpointing = true }));

        foreach (var (a, b) in kept.Metrics.Zip(again.Metrics).Where(pair => pair.First.Name == MetricName.TrainLoss))
            Assert.True(Tolerance.Forward.Accepts(a.Value, b.Value));
    }

    [Fact]
    public void Measured_are_every_step_and_the_validation_loss_before_between_and_after()
    {
        var run = Train(TinyTraining.Recipe);
        var perToken = TrainingFlops.PerToken(TinyTraining.Config, 11);

        Assert.Equal([0, 3, 6, 8], run.Metrics.Where(row => row.Name == MetricName.ValidationLoss).Select(row => row.Step));
        Assert.Equal(Enumerable.Range(1, 8), run.Metrics.Where(row => row.Name == MetricName.TrainLoss).Select(row => row.Step));
        Assert.All(run.Metrics, row => Assert.Equal(row.Step * 4L * 11, row.Tokens));
        Assert.All(run.Metrics, row => Assert.Equal(row.Tokens * perToken, row.Flops));
        Assert.Equal(
            Enumerable.Range(1, 8).Select(TinyTraining.Recipe.LearningRateAt),
            run.Metrics.Where(row => row.Name == MetricName.LearningRate).Select(row => row.Value));
    }

    private static Tensor Loss(Decoder model, PackedDocuments rows, int row)
    {
        using var batch = TokenBatch.From([rows[row]]);
        return model.Loss(batch);
    }

    private static (float[] Weights, IReadOnlyList<MetricRow> Metrics) Train(TrainRecipe recipe)
    {
        using var model = TinyTraining.Model(dtype: recipe.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);
        var result = TinyTraining.Trainer(model, recipe).Run();
        return (TinyTraining.Weights(model), result.Metrics);
    }
}
