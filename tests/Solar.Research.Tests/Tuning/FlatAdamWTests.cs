using System.Text.Json.Nodes;
using Solar.Research.Data;
using Solar.Research.Tuning;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning;

public class FlatAdamWTests
{
    private static readonly TrainRecipe Recipe = new()
    {
        Steps = 5,
        RowsPerBatch = 1,
        TokensPerRow = 1,
        LearningRate = 0.01,
        Beta1 = 0.9,
        Beta2 = 0.95,
        Epsilon = 1e-8,
        WeightDecay = 0.1,
    };

    public enum Way
    {
        Chosen,
        Composed,
        Fused,
    }

    [Theory]
    [InlineData(Way.Chosen)]
    [InlineData(Way.Composed)]
    [InlineData(Way.Fused)]
    public void Two_steps_worked_by_hand(Way way)
    {
        // β₁ = 0.5, β₂ = 0.75, ε = 0, η = 0.1, λ = 0.5; weights 2 (decayed) and 2 (not); gradients 4, then 0.
        // t = 1: m = 2, v = 4; m̂ = 2/0.5 = 4, v̂ = 4/0.25 = 16, m̂/√v̂ = 1
        //        decayed 2·(1 − 0.05) − 0.1 = 1.8;  not decayed 2 − 0.1 = 1.9
        // t = 2: m = 1, v = 3; m̂ = 1/0.75 = 4/3, v̂ = 3/(1 − 0.5625) = 48/7, m̂/√v̂ = (4/3)/√(48/7) = 0.50917508
        //        decayed 1.8·0.95 − 0.050917508 = 1.659082492;  not decayed 1.849082492
        using var scope = NewDisposeScope();
        var weights = tensor(new float[] { 2, 2 });
        var recipe = Recipe with { Beta1 = 0.5, Beta2 = 0.75, Epsilon = 1e-30, WeightDecay = 0.5 };
        using var optimizer = new FlatAdamW(weights, decayedCount: 1, recipe);

        Step(optimizer, way, tensor(new float[] { 4, 4 }), 1, 0.1, 1);
        Close([1.8, 1.9], weights);
        Step(optimizer, way, tensor(new float[] { 0, 0 }), 2, 0.1, 1);
        Close([1.659082492, 1.849082492], weights);
        Close([1, 1], optimizer.FirstMoment);
        Close([3, 3], optimizer.SecondMoment);
    }

    [Theory]
    [InlineData(Way.Chosen)]
    [InlineData(Way.Composed)]
    [InlineData(Way.Fused)]
    public void Five_steps_as_python_torch_takes_them(Way way)
    {
        using var scope = NewDisposeScope();
        var reference = JsonNode.Parse(File.ReadAllText(Path.Combine(Fixtures.Root, "tests/Solar.Research.Tests/References/adamw.json")))!;
        var weights = tensor(Enumerable.Range(0, 7).Select(i => (float)Math.Sin(i + 1)).ToArray());
        using var optimizer = new FlatAdamW(weights, reference["decayed"]!.GetValue<int>(), Recipe);
        var steps = reference["steps"]!.AsArray();

        Assert.Equal(5, steps.Count);
        for (var t = 1; t <= steps.Count; t++)
        {
            var gradient = tensor(Enumerable.Range(0, 7).Select(i => (float)Math.Cos(t * (i + 2))).ToArray());
            Step(optimizer, way, gradient, t, 0.01 / t, 1);
            Close(Values(steps[t - 1]!["weights"]!), weights);
            Close(Values(steps[t - 1]!["first_moment"]!), optimizer.FirstMoment);
            Close(Values(steps[t - 1]!["second_moment"]!), optimizer.SecondMoment);
        }

        static double[] Values(JsonNode node) => [.. node.AsArray().Select(value => value!.GetValue<double>())];
    }

    [Fact]
    public void The_fused_pass_and_the_composition_agree_over_many_pieces()
    {
        // Longer than one piece of the composition, not a multiple of any vector width, and the decay ends inside a piece.
        const int count = 150_001, decayed = 70_003;
        using var scope = NewDisposeScope();
        var random = new SplitMix64(11);
        var (a, b) = (tensor(Random(count)), zeros(count));
        b.copy_(a);
        using var fused = new FlatAdamW(a, decayed, Recipe);
        using var composed = new FlatAdamW(b, decayed, Recipe);
        for (var t = 1; t <= 3; t++)
        {
            var gradient = Random(count);
            Step(fused, Way.Fused, tensor(gradient), t, 0.01, 0.25);
            Step(composed, Way.Composed, tensor(gradient), t, 0.01, 0.25);
        }

        Close([.. b.data<float>().ToArray().Select(x => (double)x)], a);
        Close([.. composed.SecondMoment.data<float>().ToArray().Select(x => (double)x)], fused.SecondMoment);

        float[] Random(int n) => [.. Enumerable.Range(0, n).Select(_ => (random.Below(2001) - 1000) / 500f)];
    }

    [Theory]
    [InlineData(StatePrecision.Bfloat16)]
    [InlineData(StatePrecision.Int8)]
    public void A_first_step_is_that_of_float32_for_the_moments_are_rounded_after_their_use(StatePrecision state)
    {
        // Longer than one piece, and its end is no whole block.
        const int count = 70_003, decayed = 66_000;
        using var scope = NewDisposeScope();
        var gradient = Enumerable.Range(0, count).Select(i => (float)Math.Cos(i)).ToArray();
        var (wide, narrow) = (ones(count), ones(count));
        using var reference = new FlatAdamW(wide, decayed, Recipe);
        using var optimizer = new FlatAdamW(narrow, decayed, Recipe with { OptimizerState = state });

        foreach (var (one, way) in new[] { (reference, Way.Fused), (optimizer, Way.Chosen) })
            Step(one, way, tensor(gradient), 1, 0.01, 0.5);

        Assert.Equal(wide.data<float>().ToArray(), narrow.data<float>().ToArray());
        Assert.NotEqual(reference.FirstMoment.data<float>().ToArray(), optimizer.FirstMoment.data<float>().ToArray());
    }

    [Theory]
    [InlineData(StatePrecision.Bfloat16)]
    [InlineData(StatePrecision.Int8)]
    public void Five_steps_with_a_narrow_state_are_near_those_of_float32_fused_or_composed(StatePrecision state)
    {
        using var scope = NewDisposeScope();
        var ways = new[] { (StatePrecision.Float32, Way.Composed), (state, Way.Chosen), (state, Way.Composed) };
        var moved = ways.Select(way =>
        {
            var weights = zeros(1000);
            using var optimizer = new FlatAdamW(weights, 500, Recipe with { OptimizerState = way.Item1 });
            for (var t = 1; t <= 5; t++)
                Step(optimizer, way.Item2, tensor(Enumerable.Range(0, 1000).Select(i => (float)(Math.Cos(i) + (0.1 * Math.Cos(t * i)))).ToArray()), t, 0.01, 1);
            return weights.data<float>().ToArray().Select(w => (double)w).ToArray();
        }).ToArray();

        Tests.Close.AssertAsWhole(moved[0], moved[1], Tolerance.NarrowTraining);
        Tests.Close.AssertAsWhole(moved[0], moved[2], Tolerance.NarrowTraining);
    }

    [Fact]
    public void A_mean_of_squares_in_bf16_keeps_falling_where_rounding_to_the_nearest_would_stop_it()
    {
        // β₂ = 0.999 and g = √1000 make v = 0.001·1000 = 1. Then 100 steps without a gradient: v = 0.999¹⁰⁰ = 0.90479. Below 1 bfloat16 counts in
        // steps of 2⁻⁸ = 0.0039, so each step of 0.001 or less would be rounded away. Of 4,096 means the standard error is below 2⁻⁸·√(100·¼/4096) = 0.0003.
        using var scope = NewDisposeScope();
        using var optimizer = new FlatAdamW(zeros(4096), 0, Recipe with { Beta2 = 0.999, OptimizerState = StatePrecision.Bfloat16 });
        Step(optimizer, Way.Chosen, full([4096], Math.Sqrt(1000), ScalarType.Float32), 1, 0, 1);
        for (var t = 2; t <= 101; t++)
            Step(optimizer, Way.Chosen, zeros(4096), t, 0, 1);

        Assert.InRange(optimizer.SecondMoment.mean().ToDouble(), 0.90479 - (4 * 0.0003), 0.90479 + (4 * 0.0003));
    }

    [Theory]
    [InlineData(Way.Composed)]
    [InlineData(Way.Fused)]
    public void Without_a_gradient_decayed_weights_shrink_and_the_others_do_not_move_a_bit(Way way)
    {
        using var scope = NewDisposeScope();
        var start = Enumerable.Range(0, 100).Select(i => (float)Math.Sin(i + 1)).ToArray();
        var weights = tensor((float[])start.Clone());
        using var optimizer = new FlatAdamW(weights, decayedCount: 37, Recipe with { WeightDecay = 0.5 });

        Step(optimizer, way, zeros(100), 1, 0.1, 1);

        // 1 − η·λ = 0.95
        Close([.. start[..37].Select(w => w * 0.95)], weights.narrow(0, 0, 37));
        Assert.Equal(start[37..], weights.narrow(0, 37, 63).contiguous().data<float>().ToArray());
    }

    [Theory]
    [InlineData(Way.Composed)]
    [InlineData(Way.Fused)]
    public void The_gradient_scale_multiplies_the_gradient(Way way)
    {
        using var scope = NewDisposeScope();
        var (a, b) = (ones(50), ones(50));
        var gradient = Enumerable.Range(0, 50).Select(i => (float)Math.Cos(i)).ToArray();
        using var scaled = new FlatAdamW(a, 50, Recipe);
        using var plain = new FlatAdamW(b, 50, Recipe);

        Step(scaled, way, tensor(gradient), 1, 0.01, 0.125);
        Step(plain, way, tensor([.. gradient.Select(g => g / 8)]), 1, 0.01, 1);

        Assert.Equal(b.data<float>().ToArray(), a.data<float>().ToArray());
        Assert.Equal(plain.FirstMoment.data<float>().ToArray(), scaled.FirstMoment.data<float>().ToArray());
    }

    [Fact]
    public void The_norm_of_a_long_buffer_is_that_of_float64()
    {
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 300_007).Select(i => (float)Math.Sin(i)).ToArray();
        var expected = Math.Sqrt(values.Sum(x => (double)x * x));
        var flat = tensor(values);

        Assert.True(Tolerance.Elementwise.Accepts(expected, FlatAdamW.Norm(flat)));
        Assert.True(Tolerance.Forward.Accepts(expected, FlatAdamW.NormComposed(flat)));
        var narrow = flat.to(ScalarType.BFloat16);
        Assert.True(Tolerance.Forward.Accepts(FlatAdamW.Norm(narrow.to(ScalarType.Float32)), FlatAdamW.Norm(narrow)));
        Assert.True(Tolerance.Forward.Accepts(FlatAdamW.Norm(narrow), FlatAdamW.NormComposed(narrow)));
        Assert.True(double.IsNaN(FlatAdamW.Norm(tensor(new[] { 1, float.NaN }))));
        Assert.True(double.IsPositiveInfinity(FlatAdamW.Norm(tensor(new[] { 1, float.PositiveInfinity }))));
    }

    [Fact]
    public void Only_a_flat_buffer_of_float32_or_bf16_is_taken()
    {
        using var scope = NewDisposeScope();

        Assert.Throws<ArgumentException>(() => new FlatAdamW(zeros(2, 3), 0, Recipe));
        Assert.Throws<ArgumentException>(() => new FlatAdamW(zeros(6, ScalarType.Float64), 0, Recipe));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FlatAdamW(zeros(6), 7, Recipe));
    }

    private static void Step(FlatAdamW optimizer, Way way, Tensor gradients, int step, double rate, double scale)
    {
        switch (way)
        {
            case Way.Chosen:
                optimizer.Step(gradients, step, rate, scale);
                break;
            case Way.Composed:
                optimizer.StepComposed(gradients, step, rate, scale);
                break;
            default:
#if TORCH_SYSTEM
                optimizer.StepFused(gradients, step, rate, scale);
#else
                Assert.Skip("SKIPPED: the fused pass belongs to the system provider.");
#endif
                break;
        }
    }

    private static void Close(double[] expected, Tensor actual)
    {
        var values = actual.contiguous().data<float>().ToArray();
        Assert.Equal(expected.Length, values.Length);
        for (var i = 0; i < values.Length; i++)
            Assert.True(Tolerance.Elementwise.Accepts(expected[i], values[i]), $"at {i}: expected {expected[i]}, found {values[i]}");
    }
}
