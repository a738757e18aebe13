using System.Diagnostics;
using System.Threading.Tasks;
using static TorchSharp.torch;
using FusedOps = Solar.TorchSharp.Fused;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>The same bits for any number of threads, from two threads at once, and sound results from every set of instructions.</summary>
[Collection(nameof(Alone))]
public sealed class FusedThreadTests
{
    [Fact]
    public void One_thread_and_two_give_the_same_bits()
    {
        var before = get_num_threads();
        try
        {
            set_num_threads(1);
            var one = Walk(seed: 7);
            set_num_threads(2);
            Assert.Equal(one, Walk(seed: 7));
        }
        finally
        {
            set_num_threads(before);
        }
    }

    [Fact]
    public async Task Two_threads_side_by_side_do_not_disturb_each_other()
    {
        var alone = new[] { Walk(seed: 1), Walk(seed: 2) };
        var together = await Task.WhenAll(Repeated(1), Repeated(2));
        Assert.Equal(alone[0], together[0]);
        Assert.Equal(alone[1], together[1]);

        static Task<double[]> Repeated(ulong seed) => Task.Run(() =>
        {
            set_num_threads(1);
            for (var i = 0; i < 5; i++)
                Walk(seed);
            return Walk(seed);
        });
    }

    // The kernels are chosen once in a process, so another process tries the ones that this machine would not choose.
    [Theory]
    [InlineData("default")]
    [InlineData("avx2")]
    [InlineData("avx512")]
    public void Every_set_of_instructions_passes_these_tests(string instructions)
    {
        Assert.SkipUnless(
            instructions switch
            {
                "avx2" => System.Runtime.Intrinsics.X86.Avx2.IsSupported,
                "avx512" => System.Runtime.Intrinsics.X86.Avx512BW.IsSupported,
                _ => true,
            },
            $"This machine has no {instructions}.");

        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") // started as 'dotnet tests.dll'
            start.ArgumentList.Add(typeof(FusedThreadTests).Assembly.Location);
        foreach (var argument in new[] { "-class", typeof(FusedRowTests).FullName!, "-class", typeof(FusedAttentionTests).FullName!, "-class", typeof(FusedHeadTests).FullName!, "-class", typeof(FusedAdamWTests).FullName! })
            start.ArgumentList.Add(argument);
        start.Environment["SOLAR_CPU"] = instructions;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output);
        Assert.Matches(@"Total: [1-9]\d", output); // dozens ran, not none
    }

    // Forward and backward through every operator whose sums are ours.
    private static double[] Walk(ulong seed)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        Tensor Random(params long[] shape) => randn(shape, generator: generator).requires_grad_();
        var (stream, added, weight, qkv, gates) = (Random(3, 70, 48), Random(3, 70, 48), Random(48), Random(3, 70, 8 * 12), Random(3, 70, 96));
        var angles = arange(70).to(ScalarType.Float32).unsqueeze(1) * ones([1, 6]) * 0.1;
        var (cos, sin) = (angles.cos(), angles.sin());
        var (sum, normed) = FusedOps.AddRmsNorm(stream, added, weight, 1e-5);
        var attention = FusedOps.RotaryAttention(qkv, cos, sin, null, 4, 2, 0.3);
        var gated = FusedOps.SwiGlu(gates);
        var result = sum * normed * attention * gated;
        result.backward([ones_like(result)]);
        Tensor[] all = [result, stream.grad!, weight.grad!, qkv.grad!, gates.grad!];
        return [.. all.SelectMany(Close.Numbers), FusedOps.Norm(result)];
    }
}
