using static TorchSharp.torch;
using FusedOps = Solar.TorchSharp.Fused;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>AdamW and the norm over flat buffers.</summary>
public sealed class FusedAdamWTests
{
    [Fact]
    public void The_first_step_worked_by_hand()
    {
        // g = 4 · 0.5 = 2, m = 0.1 · 2 = 0.2, v = 0.01 · 4 = 0.04; m̂ = 2, √v̂ = 2, so the step is the rate, 0.1, whatever the gradient
        // with decay 0.5: 1 · (1 − 0.1 · 0.5) − 0.1 = 0.85; without: 0.9
        using var scope = NewDisposeScope();
        var (w, g, m, v) = (ones([2]), ones([2]) * 4, zeros([2]), zeros([2]));
        FusedOps.AdamWStep(w, g, m, v, decayed: 1, rate: 0.1, beta1: 0.9, beta2: 0.99, epsilon: 0, decay: 0.5, step: 1, gradientScale: 0.5);
        Close.Assert([0.85, 0.9], w, Tolerance.Elementwise);
        Close.Assert([0.2, 0.2], m, Tolerance.Elementwise);
        Close.Assert([0.04, 0.04], v, Tolerance.Elementwise);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(40_003, 40_003)]
    [InlineData(40_003, 20_001)]
    public void Five_steps_are_those_of_float64(long count, long decayed)
    {
        using var scope = NewDisposeScope();
        var (rate, beta1, beta2, epsilon, decay) = (1e-2, 0.9, 0.98, 1e-8, 0.1);
        var w = randn([count]);
        var (m, v, exact) = (zeros([count]), zeros([count]), w.to(ScalarType.Float64));
        var (exactM, exactV) = (zeros([count], ScalarType.Float64), zeros([count], ScalarType.Float64));
        for (var step = 1; step <= 5; step++)
        {
            var g = randn([count]);
            FusedOps.AdamWStep(w, g, m, v, decayed, rate, beta1, beta2, epsilon, decay, step);
            var exactG = g.to(ScalarType.Float64);
            exactM = (exactM * beta1) + (exactG * (1 - beta1));
            exactV = (exactV * beta2) + (exactG.square() * (1 - beta2));
            var keep = cat([full([decayed], 1 - (rate * decay), ScalarType.Float64), ones([count - decayed], ScalarType.Float64)]);
            exact = (exact * keep) - (exactM / (1 - Math.Pow(beta1, step)) / ((exactV / (1 - Math.Pow(beta2, step))).sqrt() + epsilon) * rate);
        }

        Close.Assert(exact, w, Tolerance.Elementwise);
        Close.Assert(exactM, m, Tolerance.Elementwise);
        Close.Assert(exactV, v, Tolerance.Elementwise);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100_003)]
    public void The_norm_is_summed_in_float64(long count)
    {
        using var scope = NewDisposeScope();
        var x = randn([count]);
        Close.Assert(x.to(ScalarType.Float64).square().sum().sqrt().item<double>(), FusedOps.Norm(x), Tolerance.Float64);
    }
}
