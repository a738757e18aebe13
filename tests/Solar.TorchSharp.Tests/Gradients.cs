using static TorchSharp.torch;

namespace Solar.TorchSharp.Tests;

/// <summary>Holds the derivatives of a function against central differences in float64.</summary>
internal static class Gradients
{
    private const double Step = 1e-6;

    /// <summary>Checks d Σ w·f(inputs) for fixed uneven weights w, in every element of every input.</summary>
    public static void Check(Func<Tensor[], Tensor> f, params Tensor[] inputs)
    {
        using var scope = NewDisposeScope();
        Tensor[] leaves = [.. inputs.Select(input => input.detach().clone().requires_grad_())];
        Assert.All(leaves, leaf => Assert.Equal(ScalarType.Float64, leaf.dtype));
        Weighed(f(leaves)).backward();
        for (var i = 0; i < leaves.Length; i++)
        {
            var expected = Differences(f, [.. leaves.Select(leaf => leaf.detach())], i);
            Close.Assert(expected, leaves[i].grad!, Tolerance.FiniteDifference, $"gradient of input {i}");
        }
    }

    private static double[] Differences(Func<Tensor[], Tensor> f, Tensor[] inputs, int at)
    {
        using var untracked = no_grad();
        var values = Close.Numbers(inputs[at]);
        var differences = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            using var inner = NewDisposeScope();
            differences[i] = (At(Step) - At(-Step)) / (2 * Step);

            double At(double step)
            {
                double[] moved = [.. values];
                moved[i] += step;
                Tensor[] changed = [.. inputs];
                changed[at] = tensor(moved).reshape(inputs[at].shape);
                return Weighed(f(changed)).item<double>();
            }
        }

        return differences;
    }

    // A plain sum would not see a gradient that is right on average.
    private static Tensor Weighed(Tensor result)
    {
        var weights = (arange(result.numel()).to(ScalarType.Float64) * 0.7).sin() + 1.3;
        return (result.reshape(-1) * weights).sum();
    }

    /// <summary>Uneven numbers without a random generator, between about −1 and 1.</summary>
    public static Tensor Numbers(params long[] shape)
    {
        var count = shape.Aggregate(1L, (product, size) => product * size);
        return ((arange(count).to(ScalarType.Float64) * 1.7) + (0.3 * shape.Length)).sin().reshape(shape);
    }
}
