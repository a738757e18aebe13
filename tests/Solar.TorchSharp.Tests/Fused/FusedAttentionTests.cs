using static TorchSharp.torch;
using FusedOps = Solar.TorchSharp.Fused;

namespace Solar.TorchSharp.Tests.Fused;

/// <summary>Attention against its composition: group sizes, odd lengths and widths, documents, windows, padding.</summary>
public sealed class FusedAttentionTests
{
    // batch, tokens, query heads, key heads, width
    public static TheoryData<int, int, int, int, int> Shapes => new()
    {
        { 2, 128, 4, 2, 32 },
        { 2, 67, 3, 1, 10 },
        { 1, 5, 2, 2, 16 },
        { 1, 150, 6, 2, 64 },
        { 3, 1, 2, 1, 8 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_earlier_token_is_seen(int batch, int tokens, int heads, int keyHeads, int width) =>
        Check(ScalarType.Float32, batch, tokens, heads, keyHeads, width, null);

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Documents_are_kept_apart(int batch, int tokens, int heads, int keyHeads, int width) =>
        Check(ScalarType.Float32, batch, tokens, heads, keyHeads, width, First(batch, tokens, (b, t) => t >= (tokens / 3) + b ? (tokens / 3) + b : 0));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void A_window_slides(int batch, int tokens, int heads, int keyHeads, int width) =>
        Check(ScalarType.Float32, batch, tokens, heads, keyHeads, width, First(batch, tokens, (_, t) => Math.Max(0, t - 20)));

    // A beginning of a third of the row (another length in each row), then branches that begin every ninth token and see it, but not each other.
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Branches_see_the_beginning_that_they_share(int batch, int tokens, int heads, int keyHeads, int width)
    {
        int Shared(int b) => Math.Min(tokens, (tokens / 3) + (2 * b) + 1);
        int BranchOf(int b, int t) => t < Shared(b) ? 0 : Shared(b) + ((t - Shared(b)) / 9 * 9);
        var first = First(batch, tokens, BranchOf);
        var shared = tensor(Enumerable.Range(0, batch).Select(b => (long)Shared(b)).ToArray());
        var positions = First(batch, tokens, (b, t) => t < Shared(b) ? t : Shared(b) + t - BranchOf(b, t)).view(-1);
        var (cos, sin) = Comparison.Angles(tokens + 1, width);
        Tensor At(Tensor table) => table.index_select(0, positions).view(batch, tokens, -1);
        Comparison.Check(
            ScalarType.Float32,
            i => [FusedOps.RotaryAttention(i[0], At(cos), At(sin), first, heads, keyHeads, 0.4, shared)],
            i => [Composed.RotaryAttention(i[0], At(cos).to(ScalarType.Float64), At(sin).to(ScalarType.Float64), first, heads, keyHeads, 0.4, shared)],
            Comparison.Random(batch, tokens, (heads + (2 * keyHeads)) * width));
    }

    [Fact]
    public void A_query_that_sees_nothing_gives_zero_and_takes_no_gradient() =>
        Check(ScalarType.Float32, 2, 40, 4, 2, 8, First(2, 40, (b, _) => b == 0 ? 0 : 13));

    [Fact]
    public void It_works_in_bfloat16() =>
        Check(ScalarType.BFloat16, 2, 50, 4, 2, 16, First(2, 50, (_, t) => t >= 30 ? 30 : 0));

    [Fact]
    public void Strided_queries_are_read_in_place()
    {
        var joint = Comparison.Random(2, 19, 6, 8);
        Comparison.Check(
            ScalarType.Float32,
            i => [FusedOps.CausalAttention(i[0].narrow(2, 0, 4), i[0].narrow(2, 4, 1), i[0].narrow(2, 5, 1), null, 0.3)],
            i => [Composed.Attention(i[0].narrow(2, 0, 4), i[0].narrow(2, 4, 1), i[0].narrow(2, 5, 1), null, 0.3)],
            joint);
    }

    [Fact]
    public void A_later_token_moves_no_earlier_output_by_a_bit()
    {
        using var scope = NewDisposeScope();
        var qkv = randn([1, 70, 8 * 16]);
        var (cos, sin) = Comparison.Angles(70, 16);
        var before = FusedOps.RotaryAttention(qkv, cos, sin, null, 4, 2, 0.25).data<float>().ToArray();
        qkv[0, 69] = qkv[0, 69] * 3;
        var after = FusedOps.RotaryAttention(qkv, cos, sin, null, 4, 2, 0.25).data<float>().ToArray();
        Assert.Equal(before[..(69 * 64)], after[..(69 * 64)]);
        Assert.NotEqual(before[(69 * 64)..], after[(69 * 64)..]);
    }

    [Fact]
    public void A_nan_reaches_every_query_that_sees_it()
    {
        using var scope = NewDisposeScope();
        var (q, k, v) = (randn([1, 30, 1, 8]), randn([1, 30, 1, 8]), randn([1, 30, 1, 8]));
        k[0, 12, 0, 5] = tensor(float.NaN);
        var y = Close.Numbers(FusedOps.CausalAttention(q, k, v, null, 1)).Chunk(8).Select(row => row.Any(double.IsNaN)).ToArray();
        Assert.All(y[12..], Assert.True);
        Assert.All(y[..6], Assert.False); // queries of the same tile of six share their sums with keys of weight zero, as in a full product
    }

    private static void Check(ScalarType type, int batch, int tokens, int heads, int keyHeads, int width, Tensor? first)
    {
        var scale = 1 / Math.Sqrt(width);
        var (cos, sin) = Comparison.Angles(tokens, width);
        var (exactCos, exactSin) = (cos.to(ScalarType.Float64), sin.to(ScalarType.Float64));
        Comparison.Check(
            type,
            i => [FusedOps.CausalAttention(i[0], i[1], i[2], first, scale)],
            i => [Composed.Attention(i[0], i[1], i[2], first, scale)],
            Comparison.Random(batch, tokens, heads, width), Comparison.Random(batch, tokens, keyHeads, width), Comparison.Random(batch, tokens, keyHeads, width));
        Comparison.Check(
            type,
            i => [FusedOps.RotaryAttention(i[0], cos, sin, first, heads, keyHeads, scale)],
            i => [Composed.RotaryAttention(i[0], exactCos, exactSin, first, heads, keyHeads, scale)],
            Comparison.Random(batch, tokens, (heads + (2 * keyHeads)) * width));
    }

    private static Tensor First(int batch, int tokens, Func<int, int, int> of) =>
        tensor(Enumerable.Range(0, batch * tokens).Select(i => (long)of(i / tokens, i % tokens)).ToArray(), [batch, tokens]);
}
