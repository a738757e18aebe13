using System.Runtime.InteropServices;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public class StoredFloatsTests
{
    private static readonly ushort[] EveryPattern = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];

    [Fact]
    public void Every_half_widens_to_what_the_runtime_says()
    {
        var values = new float[65536];
        StoredFloats.ToSingle(StoredType.F16, MemoryMarshal.AsBytes<ushort>(EveryPattern), values);
        foreach (var bits in EveryPattern)
            Assert.Equal((float)BitConverter.UInt16BitsToHalf(bits), values[bits]);
    }

    [Fact]
    public void Every_bfloat16_is_the_upper_half_of_a_single_and_comes_back()
    {
        var values = new float[65536];
        StoredFloats.ToSingle(StoredType.BF16, MemoryMarshal.AsBytes<ushort>(EveryPattern), values);
        var back = new ushort[65536];
        StoredFloats.FromSingle(StoredType.BF16, values, MemoryMarshal.AsBytes(back.AsSpan()));
        foreach (var bits in EveryPattern)
        {
            Assert.Equal((uint)bits << 16, BitConverter.SingleToUInt32Bits(values[bits]));
            Assert.Equal(float.IsNaN(values[bits]) ? (ushort)(bits | 0x40) : bits, back[bits]);
        }
    }

    [Theory]
    [InlineData(0x3F808000u, 0x3F80)] // a tie goes to the even neighbour: down
    [InlineData(0x3F818000u, 0x3F82)] // and up
    [InlineData(0x3F808001u, 0x3F81)]
    [InlineData(0x7F7FFFFFu, 0x7F80)] // the largest single is beyond the largest bfloat16
    public void Narrowing_rounds_to_the_nearest(uint single, ushort expected)
    {
        var back = new ushort[1];
        StoredFloats.FromSingle(StoredType.BF16, [BitConverter.UInt32BitsToSingle(single)], MemoryMarshal.AsBytes(back.AsSpan()));
        Assert.Equal(expected, back[0]);
    }

    // Every half, the middle to the next one and what lies beside that: ties, subnormals, overflow.
    [Fact]
    public void Narrowing_to_half_is_the_runtimes()
    {
        var values = EveryPattern.Where(bits => (bits & 0x7FFF) < 0x7C00).SelectMany(bits =>
        {
            var half = (float)BitConverter.UInt16BitsToHalf(bits);
            var next = (bits & 0x7FFF) == 0x7BFF ? MathF.CopySign(65536, half) : (float)BitConverter.UInt16BitsToHalf((ushort)(bits + 1));
            var middle = (half + next) / 2;
            return new[] { half, middle, MathF.BitIncrement(middle), MathF.BitDecrement(middle) };
        }).Append(float.PositiveInfinity).Append(-1e30f).ToArray();
        var stored = new ushort[values.Length];
        StoredFloats.FromSingle(StoredType.F16, values, MemoryMarshal.AsBytes(stored.AsSpan()));
        for (var i = 0; i < values.Length; i++)
            Assert.True(BitConverter.HalfToUInt16Bits((Half)values[i]) == stored[i], $"{values[i]:R} became {stored[i]:X4}");
    }

    [Fact]
    public void Lengths_that_do_not_fit_and_other_types_are_refused()
    {
        Assert.Throws<ArgumentException>(() => StoredFloats.ToSingle(StoredType.BF16, new byte[3], new float[2]));
        Assert.Throws<ArgumentException>(() => StoredFloats.ToSingle(StoredType.I64, new byte[8], new float[1]));
    }
}
