using System.Runtime.InteropServices;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Merging;

/// <summary>What rounding does to numbers, worked out from the neighbours of a stored number.</summary>
internal static class Rounding
{
    // What two float64 computations of one sum may differ by, in terms of the step between neighbours: on a tie that decides.
    private const double Slack = 1e-9;

    /// <summary>No neighbour of a stored number may be nearer to what was expected.</summary>
    public static void AssertOnce(double[] expected, StoredType type, byte[] stored)
    {
        Assert.Equal(expected.Length * type.SizeInBytes(), stored.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var bits = type == StoredType.F32 ? MemoryMarshal.Cast<byte, uint>(stored)[i] : MemoryMarshal.Cast<byte, ushort>(stored)[i];
            var own = Math.Abs(Value(type, bits) - expected[i]);
            var step = Math.Abs(Value(type, bits + 1) - Value(type, bits));
            var nearest = Math.Min(Math.Abs(Value(type, bits + 1) - expected[i]), Magnitude(type, bits) == 0 ? double.MaxValue : Math.Abs(Value(type, bits - 1) - expected[i]));
            Assert.True(own <= nearest + (Slack * step), $"{Value(type, bits):R} stands where {expected[i]:R} should be rounded to {type}, at {i} of {expected.Length}.");
        }
    }

    /// <summary>A number through bfloat16 and back.</summary>
    public static double ToBFloat16(double value)
    {
        var stored = new byte[2];
        StoredFloats.FromSingle(StoredType.BF16, [(float)value], stored);
        return Value(StoredType.BF16, MemoryMarshal.Read<ushort>(stored));
    }

    private static uint Magnitude(StoredType type, uint bits) => bits & (type == StoredType.F32 ? 0x7FFFFFFFu : 0x7FFFu);

    private static double Value(StoredType type, uint bits) => type switch
    {
        StoredType.BF16 => BitConverter.UInt32BitsToSingle(bits << 16),
        StoredType.F16 => (double)BitConverter.UInt16BitsToHalf((ushort)bits),
        _ => BitConverter.UInt32BitsToSingle(bits),
    };
}
