using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Solar.Research.Checkpoints;

/// <summary>Numbers between their stored form and single precision.</summary>
public static class StoredFloats
{
    /// <summary>The types that <see cref="ToSingle"/> and <see cref="FromSingle"/> know.</summary>
    public static bool Knows(StoredType type) => type is StoredType.BF16 or StoredType.F16 or StoredType.F32;

    /// <summary>Widens; exact.</summary>
    /// <param name="type">BF16, F16 or F32.</param>
    /// <param name="stored">Whole elements.</param>
    /// <param name="values">As many.</param>
    public static void ToSingle(StoredType type, ReadOnlySpan<byte> stored, Span<float> values)
    {
        RequireLengths(type, stored.Length, values.Length);
        switch (type)
        {
            case StoredType.F32:
                MemoryMarshal.Cast<byte, float>(stored).CopyTo(values);
                break;
            case StoredType.BF16:
                Widen(MemoryMarshal.Cast<byte, ushort>(stored), values, FromBFloat16);
                break;
            default:
                Widen(MemoryMarshal.Cast<byte, ushort>(stored), values, FromHalf);
                break;
        }
    }

    /// <summary>Narrows to the nearest, ties to even, as every other program does.</summary>
    /// <param name="type">BF16, F16 or F32.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="stored">As many elements.</param>
    public static void FromSingle(StoredType type, ReadOnlySpan<float> values, Span<byte> stored)
    {
        RequireLengths(type, stored.Length, values.Length);
        switch (type)
        {
            case StoredType.F32:
                values.CopyTo(MemoryMarshal.Cast<byte, float>(stored));
                break;
            case StoredType.BF16:
                NarrowToBFloat16(values, MemoryMarshal.Cast<byte, ushort>(stored));
                break;
            default:
                NarrowToHalf(values, MemoryMarshal.Cast<byte, ushort>(stored));
                break;
        }
    }

    private static void Widen(ReadOnlySpan<ushort> stored, Span<float> values, Func<Vector256<uint>, Vector256<float>> convert)
    {
        var i = 0;
        for (; i <= stored.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(stored[i..]));
            convert(low).CopyTo(values[i..]);
            convert(high).CopyTo(values[(i + Vector256<uint>.Count)..]);
        }

        for (; i < stored.Length; i++)
            values[i] = convert(Vector256.Create((uint)stored[i]))[0];
    }

    /// <summary>bfloat16 bits as single precision.</summary>
    internal static Vector256<float> FromBFloat16(Vector256<uint> bits) => Vector256.ShiftLeft(bits, 16).AsSingle();

    // Exponent and fraction moved into single precision's places are the number times 2^-112, subnormals included.
    internal static Vector256<float> FromHalf(Vector256<uint> bits)
    {
        var magnitude = Vector256.ShiftLeft(bits & Vector256.Create(0x7FFFu), 13);
        var scaled = (magnitude.AsSingle() * BitConverter.UInt32BitsToSingle((127 + 112) << 23)).AsUInt32();
        var notFinite = Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(31u << 23));
        var sign = Vector256.ShiftLeft(bits & Vector256.Create(0x8000u), 16);
        return (Vector256.ConditionalSelect(notFinite, magnitude | Vector256.Create(0x7F800000u), scaled) | sign).AsSingle();
    }

    private static void NarrowToBFloat16(ReadOnlySpan<float> values, Span<ushort> stored)
    {
        var i = 0;
        for (; i <= values.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var low = UpperHalf(Vector256.Create(values[i..]));
            var high = UpperHalf(Vector256.Create(values[(i + Vector256<float>.Count)..]));
            Vector256.Narrow(low, high).CopyTo(stored[i..]);
        }

        for (; i < values.Length; i++)
            stored[i] = (ushort)UpperHalf(Vector256.Create(values[i]))[0];
    }

    /// <summary>bfloat16 bits, to the nearest.</summary>
    internal static Vector256<uint> UpperHalf(Vector256<float> values)
    {
        var bits = values.AsUInt32();
        var odd = Vector256.ShiftRightLogical(bits, 16) & Vector256.Create(1u);
        var rounded = Vector256.ShiftRightLogical(bits + Vector256.Create(0x7FFFu) + odd, 16);
        var quietNaN = Vector256.ShiftRightLogical(bits, 16) | Vector256.Create(0x40u);
        return Vector256.ConditionalSelect(Vector256.Equals(values, values).AsUInt32(), rounded, quietNaN);
    }

    private static void NarrowToHalf(ReadOnlySpan<float> values, Span<ushort> stored)
    {
        var i = 0;
        for (; i <= values.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var low = ToHalf(Vector256.Create(values[i..]));
            var high = ToHalf(Vector256.Create(values[(i + Vector256<float>.Count)..]));
            Vector256.Narrow(low, high).CopyTo(stored[i..]);
        }

        for (; i < values.Length; i++)
            stored[i] = (ushort)ToHalf(Vector256.Create(values[i]))[0];
    }

    /// <summary>Half bits, to the nearest. A half's subnormals are reached by adding 1/2, whose last place is their step.</summary>
    internal static Vector256<uint> ToHalf(Vector256<float> values)
    {
        var bits = values.AsUInt32();
        var sign = bits & Vector256.Create(0x80000000u);
        var magnitude = bits ^ sign;
        var odd = Vector256.ShiftRightLogical(magnitude, 13) & Vector256.Create(1u);
        var normal = Vector256.ShiftRightLogical(magnitude - Vector256.Create(112u << 23) + Vector256.Create(0xFFFu) + odd, 13);
        var half = Vector256.Create(0.5f);
        var subnormal = (magnitude.AsSingle() + half).AsUInt32() - half.AsUInt32();
        var notFinite = Vector256.ConditionalSelect(
            Vector256.GreaterThan(magnitude, Vector256.Create(0x7F800000u)), Vector256.Create(0x7E00u), Vector256.Create(0x7C00u));
        var rounded = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(113u << 23)), subnormal, normal);
        rounded = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(magnitude, Vector256.Create(0x47800000u)), notFinite, rounded);
        return rounded | Vector256.ShiftRightLogical(sign, 16);
    }

    private static void RequireLengths(StoredType type, int bytes, int count)
    {
        if (!Knows(type))
            throw new ArgumentException($"{type.SafetensorsName()} is not among BF16, F16 and F32.");
        if (bytes != (long)count * type.SizeInBytes())
            throw new ArgumentException($"{bytes} bytes do not hold {count} elements of {type.SafetensorsName()}.");
    }
}
