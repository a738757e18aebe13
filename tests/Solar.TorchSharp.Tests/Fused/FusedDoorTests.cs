using System.Runtime.InteropServices;
using static TorchSharp.torch;
using FusedOps = Solar.TorchSharp.Fused;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>What the operators refuse, and in which words.</summary>
public sealed class FusedDoorTests
{
    [Fact]
    public void They_say_what_they_take()
    {
        Assert.True(FusedOps.Takes(zeros([1])));
        Assert.True(FusedOps.Takes(zeros([1], ScalarType.BFloat16)));
        Assert.False(FusedOps.Takes(zeros([1], ScalarType.Float64)));
        Assert.False(FusedOps.Takes(zeros([1], ScalarType.Float32, META)));
    }

    [Fact]
    public void Another_type_is_refused() =>
        Refuses("Double", () => FusedOps.SwiGlu(zeros([2, 4], ScalarType.Float64)));

    [Fact]
    public void Another_device_is_refused() =>
        Refuses("meta", () => FusedOps.SwiGlu(zeros([2, 4], ScalarType.Float32, META)));

    [Fact]
    public void Mixed_types_are_refused() =>
        Refuses("beside", () => FusedOps.RmsNorm(zeros([2, 4]), zeros([4], ScalarType.BFloat16), 1e-5));

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        Refuses("[2, 4]", () => FusedOps.RmsNorm(zeros([2, 4]), zeros([5]), 1e-5));
        Refuses("delta", () => FusedOps.AddRmsNorm(zeros([2, 4]), zeros([3, 4]), zeros([4]), 1e-5));
        Refuses("equal halves", () => FusedOps.SwiGlu(zeros([2, 5])));
        Refuses("cosine", () => FusedOps.Rotary(zeros([1, 3, 2, 8]), zeros([2, 4]), zeros([2, 4])));
        Refuses("evenly", () => FusedOps.CausalAttention(zeros([1, 3, 3, 8]), zeros([1, 3, 2, 8]), zeros([1, 3, 2, 8]), null, 1));
        Refuses("k is", () => FusedOps.CausalAttention(zeros([1, 3, 2, 8]), zeros([1, 4, 2, 8]), zeros([1, 4, 2, 8]), null, 1));
        Refuses("firstVisible", () => FusedOps.CausalAttention(zeros([1, 3, 2, 8]), zeros([1, 3, 2, 8]), zeros([1, 3, 2, 8]), zeros([1, 4], ScalarType.Int64), 1));
        Refuses("shared", () => FusedOps.RotaryAttention(zeros([2, 3, 32]), zeros([3, 4]), zeros([3, 4]), null, 2, 1, 1, tensor(new long[] { 1, 4 })));
        Refuses("shared", () => FusedOps.RotaryAttention(zeros([2, 3, 32]), zeros([3, 4]), zeros([3, 4]), null, 2, 1, 1, tensor(new long[] { 1 })));
        Refuses("cosine", () => FusedOps.RotaryAttention(zeros([2, 3, 32]), zeros([1, 3, 4]), zeros([1, 3, 4]), null, 2, 1, 1));
        Refuses("qkv", () => FusedOps.RotaryAttention(zeros([1, 3, 30]), zeros([3, 2]), zeros([3, 2]), null, 2, 1, 1));
        Refuses("hidden", () => FusedOps.CrossEntropyHead(zeros([2, 3]), zeros([5, 4]), zeros([2], ScalarType.Int64)));
        Refuses("targets", () => FusedOps.CrossEntropyHead(zeros([2, 4]), zeros([5, 4]), zeros([3], ScalarType.Int64)));
        Refuses("mean", () => FusedOps.AdamWStep(zeros([4]), zeros([4]), zeros([3]), zeros([4]), 4, 0.1, 0.9, 0.99, 1e-8, 0, 1));
    }

    [Fact]
    public void A_target_outside_the_vocabulary_is_refused() =>
        Refuses("target 5 at row 1", () => FusedOps.CrossEntropyHead(zeros([2, 4]), zeros([5, 4]), tensor(new long[] { 4, 5 })));

    private static void Refuses(string word, Action call) =>
        Assert.Contains(word, Assert.Throws<ExternalException>(call).Message, StringComparison.Ordinal);
}
