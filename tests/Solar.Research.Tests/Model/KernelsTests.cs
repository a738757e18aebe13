using Solar.Research.Data;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

public class KernelsTests
{
    private static readonly Kernels Composed = new();

    public static TheoryData<ScalarType> FusedTypes => new() { ScalarType.Float32, ScalarType.BFloat16 };

    [Fact]
    public void The_norm_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        // mean of squares of (3, −4, 0, 0) = 25/4; with ε = 11/4 it is 9, whose root is 3.
        var normed = Composed.RmsNorm(tensor([3.0, -4, 0, 0]), tensor([1.0, 2, 3, 4]), 2.75);
        Close.Assert([1, -8.0 / 3, 0, 0], normed, Tolerance.Float64);
    }

    [Fact]
    public void The_gate_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        // silu(0) = 0; silu(ln 3) = ln 3 · 3/4; gate (0, ln 3), up (5, 8).
        Close.Assert([0, 6 * Math.Log(3)], Composed.SwiGlu(tensor([0.0, Math.Log(3), 5, 8])), Tolerance.Float64);
    }

    [Fact]
    public void The_rotary_embedding_turns_feature_i_with_feature_i_plus_half()
    {
        using var scope = NewDisposeScope();
        // By 90° at position 1: (a, b, c, d) → pairs (a, c), (b, d) → (−c, −d, a, b).
        var turned = Kernels.Rotate(tensor([1.0, 2, 3, 4, 1, 2, 3, 4], [1, 1, 2, 4]), tensor([1.0, 1, 0, 0], [2, 2]), tensor([0.0, 0, 1, 1], [2, 2]));
        Close.Assert([1, 2, 3, 4, -3, -4, 1, 2], turned, Tolerance.Float64);
    }

    [Fact]
    public void Attention_worked_by_hand()
    {
        using var scope = NewDisposeScope();
        // One head of width 2, no turning. Token 1 asks (√2·ln 3, 0); the keys are (1, 0) and (0, 0):
        // scores ln 3 and 0 → weights 3/4 and 1/4 of the values (4, 8) and (0, 4).
        var qkv = tensor([9.0, 9, 1, 0, 4, 8, Math.Sqrt(2) * Math.Log(3), 0, 0, 0, 0, 4], [1, 2, 6]);
        Sight Sees(Tensor? first) => new(1, 1, 2, ones([2, 1], ScalarType.Float64), zeros([2, 1], ScalarType.Float64), first, 0);
        Close.Assert([4, 8, 3, 7], Composed.Attention(qkv, Sees(null)), Tolerance.Float64);

        // Token 1 that begins a document sees itself alone.
        Close.Assert([4, 8, 0, 4], Composed.Attention(qkv, Sees(tensor(new long[] { 0, 1 }, [1, 2]))), Tolerance.Float64);
    }

    [Fact]
    public void Query_heads_share_key_heads_in_order()
    {
        using var scope = NewDisposeScope();
        // Four query heads, two key heads, one token: each head's output is its key head's value.
        var qkv = arange(0, 16, ScalarType.Float64).view(1, 1, 16); // queries 0 … 7, keys 8 … 11, values 12 … 15
        var sight = new Sight(4, 2, 2, ones([1, 1], ScalarType.Float64), zeros([1, 1], ScalarType.Float64), null, 0);
        Close.Assert([12, 13, 12, 13, 14, 15, 14, 15], Composed.Attention(qkv, sight), Tolerance.Float64);
    }

    [Fact]
    public void Meta_s_pairing_on_Meta_s_weights_gives_the_same_attention_scores()
    {
        using var scope = NewDisposeScope();
        var (heads, d, h) = (3, 4, 5);
        var (cos, sin) = (Angles(2, 2).cos(), Angles(2, 2).sin());
        var weight = Random([heads * d, h], 1);
        var x = Random([h], 2);

        // Meta: features 2i and 2i + 1 of each head are a complex number that is turned.
        var meta = Close.Values(weight.matmul(x));
        var turned = new double[heads * d];
        for (var i = 0; i < meta.Length; i += 2)
        {
            var (c, s) = (Close.Values(cos)[2 + (i % d / 2)], Close.Values(sin)[2 + (i % d / 2)]);
            (turned[i], turned[i + 1]) = ((meta[i] * c) - (meta[i + 1] * s), (meta[i + 1] * c) + (meta[i] * s));
        }

        // Ours, at position 1: the same numbers, feature 2i at i and 2i + 1 at i + D/2.
        var ours = MetaRotary.ToHuggingFace(weight, heads).matmul(x).view(1, heads, 1, d);
        var found = Close.Values(Kernels.Rotate(ours, cos.narrow(0, 1, 1), sin.narrow(0, 1, 1)));
        for (var head = 0; head < heads; head++)
        {
            for (var i = 0; i < d; i++)
                Close.Assert(turned[(head * d) + i], found[(head * d) + (i / 2) + (i % 2 * d / 2)], Tolerance.Float64);
        }

        Close.Assert(weight, MetaRotary.FromHuggingFace(MetaRotary.ToHuggingFace(weight, heads), heads), Tolerance.Exact);
        Assert.NotEqual(Close.Values(weight), Close.Values(MetaRotary.ToHuggingFace(weight, heads)));
    }

    [Fact]
    public void The_loss_of_the_head_has_the_slope_that_differences_show()
    {
        using var scope = NewDisposeScope();
        var hidden = Random([5, 3], 1).requires_grad_();
        var head = Random([7, 3], 2).requires_grad_();
        var targets = tensor(new long[] { 6, -100, 0, 3, 3 });

        (ChunkedCrossEntropy.Mean(hidden, head, targets) * 3).backward();

        foreach (var input in new[] { hidden, head })
        {
            var slope = Close.Values(input.grad!);
            for (var i = 0; i < slope.Length; i++)
                Close.Assert(Difference(input, i, () => 3 * Close.Values(ChunkedCrossEntropy.Mean(hidden, head, targets))[0]), slope[i], Tolerance.FiniteDifference);
        }
    }

    [Theory]
    [MemberData(nameof(FusedTypes))]
    public void The_fused_kernels_give_what_the_composed_ones_give(ScalarType dtype)
    {
        var fused = Kernels.For(CPU, dtype);
        Assert.SkipWhen(fused.GetType() == typeof(Kernels), "SKIPPED: this tensor provider has no fused kernels.");

        using var scope = NewDisposeScope();
        var (b, t, a, k, d, h) = (2, 11, 6, 2, 6, 33);
        Sight Sees(Tensor? first) => new(a, k, d, Angles(t, d / 2).cos().to(ScalarType.Float32), Angles(t, d / 2).sin().to(ScalarType.Float32), first, 0);
        var documents = tensor(new long[] { 0, 0, 0, 3, 3, 3, 3, 3, 3, 5, 6 }, [1, t]);
        var targets = Enumerable.Range(0, b * t).Select(i => i % 5 == 0 ? TokenBatch.Ignored : i * 3 % 40).ToArray();

        Agree(kernels => x => kernels.RmsNorm(x[0], x[1], 1e-5), [b, t, h], [h]);
        Agree(kernels => x => kernels.AddRmsNorm(x[0], x[1], x[2], 1e-5).Sum, [b, t, h], [b, t, h], [h]);
        Agree(kernels => x => kernels.AddRmsNorm(x[0], x[1], x[2], 1e-5).Normed, [b, t, h], [b, t, h], [h]);
        Agree(kernels => x => kernels.SwiGlu(x[0]), [b, t, 2 * h]);
        Agree(kernels => x => kernels.Attention(x[0], Sees(documents)), [b, t, (a + (2 * k)) * d]);
        Agree(kernels => x => kernels.Attention(x[0], Sees(null)), [b, t, (a + (2 * k)) * d]);
        Agree(kernels => x => kernels.HeadLoss(x[0], x[1], tensor(targets)).view(1), [b * t, h], [40, h]);

        void Agree(Func<Kernels, Func<Tensor[], Tensor>> of, params long[][] shapes)
        {
            var (expected, expectedSlopes) = Run(of(Composed), shapes);
            var (actual, actualSlopes) = Run(of(fused), shapes);
            Near(expected, actual);
            foreach (var (e, s) in expectedSlopes.Zip(actualSlopes))
                Near(e, s);
        }

        void Near(Tensor expected, Tensor actual)
        {
            if (dtype == ScalarType.BFloat16)
                Close.AssertAsWhole(expected, actual, Tolerance.BFloat16);
            else
                Close.Assert(expected, actual, Tolerance.Forward);
        }

        (Tensor, Tensor[]) Run(Func<Tensor[], Tensor> function, long[][] shapes)
        {
            var inputs = shapes.Select((shape, i) => Random(shape, i + 1).to(dtype).requires_grad_()).ToArray();
            var result = function(inputs);
            (result * Random(result.shape, 9).to(result.dtype)).sum().backward(); // a different slope at every place
            return (result.detach(), inputs.Select(input => input.grad ?? zeros_like(input)).ToArray());
        }
    }

    private static Tensor Angles(int positions, int pairs) =>
        (arange(0, positions, ScalarType.Float64).unsqueeze(1) * (arange(0, pairs, ScalarType.Float64) + 0.5)).view(positions, pairs);

    private static Tensor Random(long[] shape, long stream)
    {
        var random = new SplitMix64(3, stream);
        return tensor(Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => ((random.Next() >> 11) * 2.0 / (1L << 53)) - 1).ToArray(), shape);
    }

    private static double Difference(Tensor input, int i, Func<double> function)
    {
        const double step = 1e-6;
        using var untracked = no_grad();
        var place = input.view(-1).narrow(0, i, 1);
        place.add_(step);
        var above = function();
        place.sub_(2 * step);
        var below = function();
        place.add_(step);
        return (above - below) / (2 * step);
    }
}
