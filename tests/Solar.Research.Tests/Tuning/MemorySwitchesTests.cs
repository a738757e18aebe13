using Solar.Research.Tuning;
using Solar.Research.Tuning.Lora;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning;

public class MemorySwitchesTests
{
    private static readonly TrainRecipe Bf16 = TinyTraining.Recipe with { Steps = 30, EvaluateEvery = 0, Precision = Precision.Bf16 };

    [Theory]
    [InlineData(Precision.Fp32)]
    [InlineData(Precision.Bf16)]
    public void Offloaded_weights_learn_to_the_same_bits(Precision precision)
    {
        var here = Bf16 with { Precision = precision };
        var (expected, offloaded) = (Train(here), Train(here with { MasterWeights = MasterKind.Offloaded }));

        Assert.Equal(expected.Weights, offloaded.Weights);
        Assert.Equal(expected.Losses, offloaded.Losses);
    }

    [Fact]
    public void Recomputed_activations_learn_to_the_same_bits_in_float32()
    {
        var kept = Bf16 with { Precision = Precision.Fp32 };
        var (expected, again) = (Train(kept), Train(kept with { GradientCheckpointing = true }));

        Assert.Equal(expected.Weights, again.Weights);
        Assert.Equal(expected.Losses, again.Losses);
    }

    [Theory]
    [InlineData(MasterKind.Float32, StatePrecision.Bfloat16, false)]
    [InlineData(MasterKind.Float32, StatePrecision.Int8, false)]
    [InlineData(MasterKind.Offloaded, StatePrecision.Int8, true)]
    [InlineData(MasterKind.None, StatePrecision.Float32, false)]
    [InlineData(MasterKind.None, StatePrecision.Bfloat16, true)]
    [InlineData(MasterKind.None, StatePrecision.Int8, true)]
    public void Narrow_weights_and_states_learn_as_wide_ones_do(MasterKind weights, StatePrecision state, bool recompute)
    {
        var wide = Train(Bf16);
        var narrow = Train(Bf16 with { MasterWeights = weights, OptimizerState = state, GradientCheckpointing = recompute });

        Assert.Equal(30, narrow.Losses.Length);
        Assert.NotEqual(wide.Weights, narrow.Weights);
        for (var step = 0; step < wide.Losses.Length; step++)
            Assert.True(Tolerance.NarrowTraining.Accepts(wide.Losses[step], narrow.Losses[step]), $"step {step + 1}: {wide.Losses[step]} and {narrow.Losses[step]}");
    }

    [Fact]
    public void The_losses_that_are_compared_fall_by_far_more_than_they_may_differ()
    {
        var losses = Train(Bf16).Losses;

        Assert.True(losses[0] - losses[^1] > 3 * Tolerance.NarrowTraining.Relative * losses[0], $"{losses[0]} fell to {losses[^1]}");
    }

    [Fact]
    public void Updates_too_small_for_bf16_add_up_on_average_without_master_weights()
    {
        // The loss is the sum of the weights, so every gradient is 1 and every step of Adam moves by the learning rate, 1e-4. Below 1 bfloat16 counts
        // in steps of 2⁻⁸: rounded to the nearest, no weight would ever leave 1. Rounded stochastically a step goes down with probability p = 1e-4 · 2⁸
        // = 0.0256, so after 40 the mean of 80 norms is 1 − 40·1e-4 = 0.996, with a standard error of 2⁻⁸·√(40·p·(1 − p)/80) = 0.00044.
        using var model = TinyTraining.Model(dtype: ScalarType.BFloat16);
        var examples = new ExampleSet(8, "sums", _ =>
            new(model.parameters().Select(parameter => parameter.to(ScalarType.Float32).sum()).Aggregate((a, b) => a + b), Weight: 1, Tokens: 1));
        var recipe = Bf16 with
        {
            MasterWeights = MasterKind.None,
            RowsPerBatch = 1,
            RowsPerMicroBatch = 1,
            Steps = 40,
            LearningRate = 1e-4,
            Schedule = LearningRateSchedule.Constant,
            GradientClip = 0,
        };

        new Trainer(model, recipe, examples).Run();

        var norms = TinyTraining.Weights(model)[(int)model.DecayedCount..];
        Assert.Equal(5 * 16, norms.Length);
        Assert.InRange(norms.Average(), 0.996 - (4 * 0.00044), 0.996 + (4 * 0.00044));
    }

    [Theory]
    [InlineData(MasterKind.None)]
    [InlineData(MasterKind.Offloaded)]
    public void Adapters_are_float32_beside_a_bf16_model_so_their_own_weights_are_never_rounded(MasterKind weights)
    {
        Assert.Equal(Adapted(Bf16), Adapted(Bf16 with { MasterWeights = weights }));

        static float[] Adapted(TrainRecipe recipe)
        {
            using var model = TinyTraining.Model(dtype: ScalarType.BFloat16);
            using var adapters = new LoraAdapters(model, new() { Rank = 2, Alpha = 4 }, seed: 3);
            new Trainer(adapters, recipe with { Steps = 5 }, PretrainingStage.Examples(model, TinyTraining.Rows(1))).Run();
            return adapters.Weights.data<float>().ToArray();
        }
    }

    private static (float[] Weights, double[] Losses) Train(TrainRecipe recipe)
    {
        using var model = TinyTraining.Model(dtype: recipe.Precision == Precision.Bf16 ? ScalarType.BFloat16 : ScalarType.Float32);
        var result = TinyTraining.Trainer(model, recipe).Run();
        return (TinyTraining.Weights(model), [.. result.Metrics.Where(row => row.Name == MetricName.TrainLoss).Select(row => row.Value)]);
    }
}
