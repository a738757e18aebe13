using System.Globalization;
using Solar.Research.Model;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

/// <remarks>Run alone: they read the memory of the process and the state of its random generator.</remarks>
[Collection(nameof(GradientCheckpointTests))]
[CollectionDefinition(nameof(GradientCheckpointTests), DisableParallelization = true)]
public sealed class GradientCheckpointTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_are_the_same_bits(bool inputWantsGradient)
    {
        var kept = Gradients(checkpoint: false, inputWantsGradient);
        var recomputed = Gradients(checkpoint: true, inputWantsGradient);
        Assert.Equal(inputWantsGradient ? 7 : 6, kept.Length);
        Assert.Equal(kept, recomputed);
    }

    [Fact]
    public void Without_gradients_the_part_is_simply_called()
    {
        using var scope = NewDisposeScope();
        using var untracked = no_grad();
        var calls = 0;
        var y = GradientCheckpoint.Run(x => { calls++; return x * 2; }, ones([2], requires_grad: true));
        Assert.False(y.requires_grad);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void The_part_runs_twice_and_the_generator_goes_on_as_if_it_ran_once()
    {
        double[] Next(bool checkpoint)
        {
            using var scope = NewDisposeScope();
            manual_seed(5);
            var calls = 0;
            Tensor Part(Tensor x)
            {
                calls++;
                return nn.functional.dropout(x, 0.5) * 2;
            }

            var x = ones([64], requires_grad: true);
            (checkpoint ? GradientCheckpoint.Run(Part, x) : Part(x)).sum().backward();
            Assert.Equal(checkpoint ? 2 : 1, calls);
            return [.. Numbers(x.grad!), .. Numbers(rand([4]))];
        }

        Assert.Equal(Next(checkpoint: false), Next(checkpoint: true));
    }

    [Fact]
    public void A_failure_of_the_second_run_comes_out_of_backward()
    {
        using var scope = NewDisposeScope();
        var calls = 0;
        var y = GradientCheckpoint.Run(x => calls++ == 0 ? x * 2 : throw new InvalidOperationException("no second run"), ones([2], requires_grad: true));
        var error = Assert.ThrowsAny<Exception>(() => y.sum().backward());
        Assert.Contains("no second run", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fewer_activations_are_held()
    {
        // Eight parts of twelve operations on 2 MiB each: 8·12·2 = 192 MiB kept, against 8·2 = 16 MiB of inputs
        // and what malloc keeps of one part.
        // The smaller first: what it frees would hide the growth of the next.
        var recomputed = Held(checkpoint: true);
        var kept = Held(checkpoint: false);
        Assert.True(recomputed < kept / 2, $"{recomputed >> 20} MiB held with checkpoints, {kept >> 20} MiB without");
    }

    private static long Held(bool checkpoint)
    {
        using var scope = NewDisposeScope();
        var x = ones([1 << 19], requires_grad: true);
        var before = Resident();
        for (var part = 0; part < 8; part++)
        {
            using var inner = NewDisposeScope();
            x = (checkpoint ? GradientCheckpoint.Run(Part, x) : Part(x)).MoveToOuterDisposeScope();
        }

        return Resident() - before;

        static Tensor Part(Tensor x) => x.sin().exp().cos().tanh().sigmoid().sin().cos().exp().sin().tanh().sigmoid().cos();
    }

    private static long Resident()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static double[][] Gradients(bool checkpoint, bool inputWantsGradient)
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        Parameter[] weights = [.. Enumerable.Range(0, 6).Select(_ => nn.Parameter(randn([5, 5])))];
        var x = randn([3, 5], requires_grad: inputWantsGradient);
        var h = x;
        foreach (var weight in weights)
        {
            Tensor Part(Tensor t) => nn.functional.dropout(nn.functional.silu(nn.functional.linear(t, weight)), 0.3) + t;
            h = checkpoint ? GradientCheckpoint.Run(Part, h) : Part(h);
        }

        h.square().sum().backward();
        return [.. weights.Append(x).Where(t => t.requires_grad).Select(t => Numbers(t.grad!))];
    }

    private static double[] Numbers(Tensor tensor)
    {
        using var numbers = tensor.to(ScalarType.Float64);
        return numbers.data<double>().ToArray();
    }
}
