using System.Runtime.InteropServices;
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
        // Eight parts of six operations on 2 MiB each. Of a part stay the results of exp, tanh and sigmoid, which their
        // neighbours use too, and its own: 8·4·2 = 64 MiB. With checkpoints only its own: 8·2 = 16 MiB.
        var recomputed = Held(checkpoint: true);
        var kept = Held(checkpoint: false);
        Assert.True(recomputed < kept / 2, $"{recomputed >> 20} MiB held with checkpoints, {kept >> 20} MiB without");
    }

    private static long Held(bool checkpoint)
    {
        using var scope = NewDisposeScope();
        var x = ones([1 << 19], requires_grad: true);
        var before = Allocated();
        for (var part = 0; part < 8; part++)
        {
            using var inner = NewDisposeScope();
            x = (checkpoint ? GradientCheckpoint.Run(Part, x) : Part(x)).MoveToOuterDisposeScope();
        }

        return Allocated() - before;

        static Tensor Part(Tensor x) => x.sin().exp().cos().tanh().sigmoid().sin();
    }

    /// <summary>Bytes that malloc has given out: exact, where the resident size of a process also counts what was freed.</summary>
    private static long Allocated()
    {
        var info = mallinfo2();
        return (long)(info.InUse + info.Mapped);
    }

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern MallocInfo mallinfo2();

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallocInfo
    {
        private readonly nuint arena, freeBlocks, fastBlocks, mappings;
        public readonly nuint Mapped;
        private readonly nuint peak, fastBytes;
        public readonly nuint InUse;
        private readonly nuint free, releasable;
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
