using static TorchSharp.torch;

namespace Solar.Research.Tests;

/// <summary>Numbers near numbers, to a named tolerance.</summary>
internal static class Close
{
    public static void Assert(double expected, double actual, Tolerance tolerance) =>
        Xunit.Assert.True(tolerance.Accepts(expected, actual), $"{actual:R} stands where {expected:R} is expected; {tolerance}.");

    public static void Assert(double expected, Tensor actual, Tolerance tolerance) => Assert(expected, Values(actual).Single(), tolerance);

    public static void Assert(IReadOnlyList<double> expected, Tensor actual, Tolerance tolerance) =>
        Assert(expected, Values(actual), tolerance);

    public static void Assert(Tensor expected, Tensor actual, Tolerance tolerance)
    {
        Xunit.Assert.Equal(expected.shape, actual.shape);
        Assert(Values(expected), Values(actual), tolerance);
    }

    public static void Assert(IReadOnlyList<double> expected, IReadOnlyList<double> actual, Tolerance tolerance)
    {
        Xunit.Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            if (!tolerance.Accepts(expected[i], actual[i]))
                Xunit.Assert.Fail($"{actual[i]:R} stands where {expected[i]:R} is expected, at {i} of {expected.Count}; {tolerance}.");
        }
    }

    /// <summary>The length of the difference beside the length of the expected values: for coarse types, where single values wander.</summary>
    public static void AssertAsWhole(IReadOnlyList<double> expected, IReadOnlyList<double> actual, Tolerance tolerance)
    {
        Xunit.Assert.Equal(expected.Count, actual.Count);
        var size = Math.Sqrt(expected.Sum(value => value * value));
        var apart = Math.Sqrt(expected.Zip(actual, (e, a) => (e - a) * (e - a)).Sum());
        Xunit.Assert.True(tolerance.Accepts(size, size + apart), $"The values are {apart:R} away from those expected, whose length is {size:R}; {tolerance}.");
    }

    public static void AssertAsWhole(Tensor expected, Tensor actual, Tolerance tolerance) =>
        AssertAsWhole(Values(expected), Values(actual), tolerance);

    /// <summary>The values, row by row, whatever their type.</summary>
    public static double[] Values(Tensor tensor)
    {
        using var wide = tensor.detach().to(ScalarType.Float64).cpu().contiguous();
        return wide.data<double>().ToArray();
    }
}
