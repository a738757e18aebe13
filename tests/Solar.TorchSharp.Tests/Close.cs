using System.Runtime.CompilerServices;
using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests;

/// <summary>Compares tensors number by number, and says where they differ.</summary>
internal static class Close
{
    public static void Assert(double expected, double actual, Tolerance tolerance) =>
        Xunit.Assert.True(tolerance.Accepts(expected, actual), $"expected {expected:R}, got {actual:R}, not within {tolerance}");

    public static void Assert(ReadOnlySpan<double> expected, Tensor actual, Tolerance tolerance, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        var numbers = Numbers(actual);
        Xunit.Assert.Equal(expected.Length, numbers.Length);
        for (var i = 0; i < numbers.Length; i++)
        {
            Xunit.Assert.True(
                tolerance.Accepts(expected[i], numbers[i]),
                $"{what}[{i}]: expected {expected[i]:R}, got {numbers[i]:R}, not within {tolerance}");
        }
    }

    public static void Assert(Tensor expected, Tensor actual, Tolerance tolerance, [CallerArgumentExpression(nameof(actual))] string what = "")
    {
        Xunit.Assert.Equal(expected.shape, actual.shape);
        Assert(Numbers(expected), actual, tolerance, what);
    }

    public static double[] Numbers(Tensor tensor)
    {
        using var numbers = tensor.detach().to(ScalarType.Float64).contiguous();
        return numbers.data<double>().ToArray();
    }
}
