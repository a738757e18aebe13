using System.Runtime.InteropServices;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public class StoredDoublesTests
{
    private static readonly ushort[] EveryPattern = [.. Enumerable.Range(0, 65536).Select(i => (ushort)i)];

    [Theory]
    [InlineData(StoredType.BF16)]
    [InlineData(StoredType.F16)]
    public void Every_pattern_widens_as_it_does_to_single_precision_and_comes_back(StoredType type)
    {
        var bytes = MemoryMarshal.AsBytes<ushort>(EveryPattern);
        var singles = new float[65536];
        StoredFloats.ToSingle(type, bytes, singles);
        var doubles = new double[65536];
        StoredDoubles.ToDouble(type, bytes, doubles);
        var back = new ushort[65536];
        StoredDoubles.FromDouble(type, doubles, MemoryMarshal.AsBytes(back.AsSpan()));
        foreach (var bits in EveryPattern)
        {
            Assert.Equal((double)singles[bits], doubles[bits]);
            if (!double.IsNaN(doubles[bits]))
                Assert.Equal(bits, back[bits]);
        }
    }

    // The runtime's own conversion from double to Half rounds once.
    [Fact]
    public void Halves_are_rounded_once_as_the_runtime_rounds_them()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 65535).SelectMany(i => Around((double)BitConverter.UInt16BitsToHalf((ushort)i), (double)BitConverter.UInt16BitsToHalf((ushort)(i + 1)), random))
            .Where(double.IsFinite).ToArray();
        var stored = new ushort[values.Length];
        StoredDoubles.FromDouble(StoredType.F16, values, MemoryMarshal.AsBytes(stored.AsSpan()));
        for (var i = 0; i < values.Length; i++)
        {
            if (Math.Abs(values[i]) > Math.ScaleB(1, -24)) // below that the runtime and the sign of zero go their own ways
                Assert.True(BitConverter.HalfToUInt16Bits((Half)values[i]) == stored[i], $"{values[i]:R} became {stored[i]:X4}, not {BitConverter.HalfToUInt16Bits((Half)values[i]):X4}");
        }
    }

    // 1 + 2^-8 is a tie between the bfloat16 neighbours 1 and 1 + 2^-7. By way of single precision, what lies 2^-40 off it becomes the tie.
    [Theory]
    [InlineData(0, 0x3F80)]
    [InlineData(1, 0x3F81)]
    [InlineData(-1, 0x3F80)]
    public void A_double_just_beside_a_tie_goes_to_its_own_side(int side, ushort expected)
    {
        var value = 1 + Math.ScaleB(1, -8) + (side * Math.ScaleB(1, -40));
        var once = new ushort[1];
        StoredDoubles.FromDouble(StoredType.BF16, [value], MemoryMarshal.AsBytes(once.AsSpan()));
        Assert.Equal(expected, once[0]);

        var many = new ushort[19]; // through the vectors as well
        StoredDoubles.FromDouble(StoredType.BF16, Enumerable.Repeat(value, 19).ToArray(), MemoryMarshal.AsBytes(many.AsSpan()));
        Assert.All(many, bits => Assert.Equal(expected, bits));
    }

    [Fact]
    public void Bfloat16_is_the_nearest_of_all_patterns_even_on_a_tie()
    {
        var random = new Random(4);
        var values = Enumerable.Range(0x0080, 0x7EFF).SelectMany(i => Around(Value(i), Value(i + 1), random)).ToArray();
        var stored = new ushort[values.Length];
        StoredDoubles.FromDouble(StoredType.BF16, values, MemoryMarshal.AsBytes(stored.AsSpan()));
        for (var i = 0; i < values.Length; i++)
        {
            var (own, below, above) = (Math.Abs(Value(stored[i]) - values[i]), Math.Abs(Value(stored[i] - 1) - values[i]), Math.Abs(Value(stored[i] + 1) - values[i]));
            Assert.True(own < Math.Min(below, above) || (own == Math.Min(below, above) && stored[i] % 2 == 0), $"{values[i]:R} became {stored[i]:X4}");
        }

        static double Value(int bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
    }

    [Theory]
    [InlineData(StoredType.BF16, 1e39)]
    [InlineData(StoredType.F16, 65520)]
    [InlineData(StoredType.F32, 1e39)]
    [InlineData(StoredType.F32, double.NaN)]
    [InlineData(StoredType.BF16, double.NaN)]
    [InlineData(StoredType.F16, double.NegativeInfinity)]
    public void What_does_not_fit_is_found_at_its_place(StoredType type, double value)
    {
        var values = new double[37];
        values[29] = value;
        var stored = new byte[37 * type.SizeInBytes()];
        StoredDoubles.FromDouble(type, values, stored);
        Assert.Equal(29, StoredDoubles.FirstNotFinite(type, stored));
        Assert.Equal(-1, StoredDoubles.FirstNotFinite(type, stored.AsSpan(0, 29 * type.SizeInBytes())));
    }

    // A value, the middle to the next one, and what is next to the middle.
    private static IEnumerable<double> Around(double value, double next, Random random)
    {
        var middle = (value + next) / 2;
        return [value, middle, Math.BitIncrement(middle), Math.BitDecrement(middle), value + ((next - value) * random.NextDouble())];
    }
}
