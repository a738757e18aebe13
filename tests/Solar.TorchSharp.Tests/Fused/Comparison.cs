using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>Holds a fused operator, forward and backward, against its composition in float64.</summary>
internal static class Comparison
{
    public static Tolerance ToleranceOf(ScalarType type) => type == ScalarType.Float32 ? Tolerance.Summed : Tolerance.SummedBFloat16;

    /// <summary>Outputs, and gradients of unevenly weighed outputs, for inputs rounded to the type.</summary>
    public static void Check(ScalarType type, Func<Tensor[], Tensor[]> fused, Func<Tensor[], Tensor[]> composed, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        Tensor[] rounded = [.. inputs.Select(input => input.to(type).detach().requires_grad_())];
        Tensor[] exact = [.. rounded.Select(input => input.detach().to(ScalarType.Float64).requires_grad_())];
        var (actual, expected) = (fused(rounded), composed(exact));
        Assert.Equal(expected.Length, actual.Length);
        Weighed(actual).backward();
        Weighed(expected).backward();
        for (var i = 0; i < actual.Length; i++)
        {
            Assert.Equal(type, actual[i].dtype);
            Close.Assert(expected[i], actual[i], ToleranceOf(type), $"output {i}");
        }

        for (var i = 0; i < inputs.Length; i++)
            Close.Assert(exact[i].grad!, rounded[i].grad!, ToleranceOf(type), $"gradient {i}");
    }

    public static Tensor Random(params long[] shape) => randn(shape, ScalarType.Float64);

    public static (Tensor Cos, Tensor Sin) Angles(long tokens, long width)
    {
        var angles = arange(tokens).to(ScalarType.Float64).unsqueeze(1) * rand([1, width / 2], ScalarType.Float64);
        return (angles.cos().to(ScalarType.Float32), angles.sin().to(ScalarType.Float32));
    }

    // The weights are dyadic, so that float32 and float64 weigh alike; they differ, so that no sum hides a wrong place.
    private static Tensor Weighed(Tensor[] results) =>
        results.Select(result => (result.reshape(-1) * (((arange(result.numel()) % 7) - 2) * 0.25).to(result.dtype)).sum()).Aggregate((sum, next) => sum + next);
}
