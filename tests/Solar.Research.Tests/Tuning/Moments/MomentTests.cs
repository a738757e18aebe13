using Solar.Research.Data;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Moments;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Tuning.Moments;

public class MomentTests
{
    // Three whole blocks and a part of one, over many powers of ten, as gradients are.
    private const int Count = (3 * Moment.Block) + 77;

    [Theory]
    [InlineData(StatePrecision.Float32)]
    [InlineData(StatePrecision.Bfloat16)]
    [InlineData(StatePrecision.Int8)]
    public void A_new_moment_is_zero_and_a_zero_that_is_kept_stays_one(StatePrecision precision)
    {
        using var scope = NewDisposeScope();
        using var weights = zeros(Count);
        foreach (var square in new[] { false, true })
        {
            using var moment = Moment.Of(precision, weights, square);
            Assert.All(Values(moment.Read(0, Count)), value => Assert.Equal(0, value));
            moment.Write(0, moment.Read(0, Count), new(1));
            Assert.All(Values(moment.Read(0, Count)), value => Assert.Equal(0, value));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Eight_bits_give_back_each_number_within_half_a_step_and_the_largest_of_a_block_exactly(bool square)
    {
        using var scope = NewDisposeScope();
        using var weights = zeros(Count);
        using var moment = Moment.Of(StatePrecision.Int8, weights, square);
        var kept = Numbers(square);
        Keep(moment, kept);
        var found = Values(moment.Read(0, Count));
        double[] codes = [.. (square ? DynamicCodes.Positive : DynamicCodes.Signed).Select(code => (double)code)];

        foreach (var block in Enumerable.Range(0, Count).GroupBy(i => i / Moment.Block))
        {
            var largest = block.Max(i => Math.Abs(kept[i]));
            foreach (var i in block)
            {
                // The step is the way from the code below to the code above; what lies beyond the outermost code is a step of its own.
                var relative = kept[i] / (double)largest;
                var above = Array.FindIndex(codes, code => code >= relative);
                var step = above <= 0 ? 2 * Math.Abs(codes[0] - relative) : codes[above] - codes[above - 1];
                Assert.True(
                    Math.Abs(found[i] - kept[i]) <= (0.5 * step * largest) + (Tolerance.Ratio.Relative * Math.Max(Math.Abs(kept[i]), found[i])),
                    $"{kept[i]} became {found[i]}; a step there is {step * largest}");
            }

            // The signed table ends at 1 above and at −0.993 below.
            var exact = block.Where(i => kept[i] == largest).ToArray();
            Assert.All(exact, i => Assert.Equal(kept[i], found[i]));
        }
    }

    [Fact]
    public void A_square_however_small_never_becomes_zero()
    {
        using var scope = NewDisposeScope();
        using var weights = zeros(Moment.Block);
        using var moment = Moment.Of(StatePrecision.Int8, weights, square: true);
        var kept = Enumerable.Repeat(1e-20f, Moment.Block).ToArray();
        kept[9] = 1;
        Keep(moment, kept);
        var found = Values(moment.Read(0, Moment.Block));

        Assert.Equal(1, found[9]);
        Assert.Equal(3.25e-7f, found[10]);
    }

    [Theory]
    [InlineData(StatePrecision.Bfloat16)]
    [InlineData(StatePrecision.Int8)]
    public void Pieces_that_begin_at_a_block_give_what_the_whole_gives(StatePrecision precision)
    {
        using var scope = NewDisposeScope();
        using var weights = zeros(Count);
        using var whole = Moment.Of(precision, weights, square: false);
        using var pieces = Moment.Of(precision, weights, square: false);
        var kept = Numbers(square: false);
        whole.Write(0, tensor(kept), new(1));
        pieces.Write(0, tensor(kept[..(2 * Moment.Block)]), new(1));
        pieces.Write(2 * Moment.Block, tensor(kept[(2 * Moment.Block)..]), new(1));

        if (precision == StatePrecision.Int8)
            Assert.Equal(Values(whole.Read(0, Count)), Values(pieces.Read(0, Count)));
        Assert.Equal(Values(pieces.Read(0, Count))[(2 * Moment.Block)..], Values(pieces.Read(2 * Moment.Block, Moment.Block + 77)));
        Assert.Throws<ArgumentException>(() => Moment.Of(StatePrecision.Int8, weights, square: false).Read(100, 10));
    }

    [Theory]
    [InlineData(StatePrecision.Float32, 4 * Count)]
    [InlineData(StatePrecision.Bfloat16, 2 * Count)]
    [InlineData(StatePrecision.Int8, (4 * Moment.Block) + (4 * sizeof(float)))] // four blocks, the last of them filled up
    public void What_is_saved_takes_the_bytes_that_it_should(StatePrecision precision, long bytes)
    {
        using var weights = zeros(Count);
        using var moment = Moment.Of(precision, weights, square: false);

        Assert.Equal(bytes, moment.Buffers.Sum(buffer => buffer.Values.numel() * buffer.Values.ElementSize));
    }

    private static void Keep(Moment moment, float[] values) => moment.Write(0, tensor(values), new(1));

    private static float[] Numbers(bool square)
    {
        var random = new SplitMix64(5);
        return
        [
            .. Enumerable.Range(0, Count).Select(_ =>
            {
                var size = (float)Math.Pow(10, -random.Below(900) / 100.0);
                return square || random.Below(2) == 0 ? size : -size;
            }),
        ];
    }

    private static float[] Values(Tensor x) => x.contiguous().data<float>().ToArray();
}
