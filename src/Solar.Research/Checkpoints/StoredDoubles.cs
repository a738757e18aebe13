using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Solar.Research.Checkpoints;

/// <summary>Numbers between their stored form and double precision: widened exactly, and rounded once on the way back.</summary>
/// <remarks>
/// A double that goes to bfloat16 or half by way of single precision would be rounded twice. Here the bits that single precision has no
/// place for are gathered into its last one first (rounding to odd, Boldo and Melquiond 2008), and the second rounding then sees on which
/// side of a tie the number was. Below 2^-126 single precision has fewer places, and a tie there may still go the wrong way.
/// </remarks>
public static class StoredDoubles
{
    // What a double's fraction has beyond a single's: 52 - 23 bits.
    private const ulong Beyond = (1UL << 29) - 1;

    /// <summary>Widens; exact.</summary>
    /// <param name="type">BF16, F16 or F32.</param>
    /// <param name="stored">Whole elements.</param>
    /// <param name="values">As many.</param>
    public static void ToDouble(StoredType type, ReadOnlySpan<byte> stored, Span<double> values)
    {
        RequireLengths(type, stored.Length, values.Length);
        switch (type)
        {
            case StoredType.F32:
                WidenSingles(MemoryMarshal.Cast<byte, float>(stored), values);
                break;
            case StoredType.BF16:
                WidenBFloat16(MemoryMarshal.Cast<byte, ushort>(stored), values);
                break;
            default:
                WidenHalves(MemoryMarshal.Cast<byte, ushort>(stored), values);
                break;
        }
    }

    /// <summary>Narrows to the nearest, ties to even, in one rounding.</summary>
    /// <param name="type">BF16, F16 or F32.</param>
    /// <param name="values">The numbers.</param>
    /// <param name="stored">As many elements.</param>
    public static void FromDouble(StoredType type, ReadOnlySpan<double> values, Span<byte> stored)
    {
        RequireLengths(type, stored.Length, values.Length);
        if (type == StoredType.F32)
            Narrow(values, MemoryMarshal.Cast<byte, float>(stored));
        else
            Narrow(values, MemoryMarshal.Cast<byte, ushort>(stored), type == StoredType.BF16);
    }

    /// <summary>The place of the first number that is infinite or none; -1 when all are finite.</summary>
    internal static int FirstNotFinite(StoredType type, ReadOnlySpan<byte> stored)
    {
        if (type == StoredType.F32)
            return FirstWithAll(MemoryMarshal.Cast<byte, uint>(stored), 0x7F800000u);
        return FirstWithAll(MemoryMarshal.Cast<byte, ushort>(stored), type == StoredType.BF16 ? (ushort)0x7F80 : (ushort)0x7C00);
    }

    private static int FirstWithAll<T>(ReadOnlySpan<T> values, T exponent)
        where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        var i = 0;
        for (; i <= values.Length - Vector256<T>.Count; i += Vector256<T>.Count)
        {
            if (Vector256.EqualsAny(Vector256.Create(values[i..]) & Vector256.Create(exponent), Vector256.Create(exponent)))
                break;
        }

        for (; i < values.Length; i++)
        {
            if ((values[i] & exponent) == exponent)
                return i;
        }

        return -1;
    }

    private static void WidenSingles(ReadOnlySpan<float> stored, Span<double> values)
    {
        var i = 0;
        for (; i <= stored.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            Store(Vector256.Create(stored[i..]), values[i..]);
        for (; i < stored.Length; i++)
            values[i] = stored[i];
    }

    private static void WidenBFloat16(ReadOnlySpan<ushort> stored, Span<double> values)
    {
        var i = 0;
        for (; i <= stored.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(stored[i..]));
            Store(StoredFloats.FromBFloat16(low), values[i..]);
            Store(StoredFloats.FromBFloat16(high), values[(i + Vector256<float>.Count)..]);
        }

        for (; i < stored.Length; i++)
            values[i] = StoredFloats.FromBFloat16(Vector256.Create((uint)stored[i]))[0];
    }

    private static void WidenHalves(ReadOnlySpan<ushort> stored, Span<double> values)
    {
        var i = 0;
        for (; i <= stored.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var (low, high) = Vector256.Widen(Vector256.Create(stored[i..]));
            Store(StoredFloats.FromHalf(low), values[i..]);
            Store(StoredFloats.FromHalf(high), values[(i + Vector256<float>.Count)..]);
        }

        for (; i < stored.Length; i++)
            values[i] = StoredFloats.FromHalf(Vector256.Create((uint)stored[i]))[0];
    }

    private static void Store(Vector256<float> singles, Span<double> values)
    {
        var (low, high) = Vector256.Widen(singles);
        low.CopyTo(values);
        high.CopyTo(values[Vector256<double>.Count..]);
    }

    private static void Narrow(ReadOnlySpan<double> values, Span<float> stored)
    {
        var i = 0;
        for (; i <= values.Length - Vector256<float>.Count; i += Vector256<float>.Count)
            Vector256.Narrow(Vector256.Create(values[i..]), Vector256.Create(values[(i + Vector256<double>.Count)..])).CopyTo(stored[i..]);
        for (; i < values.Length; i++)
            stored[i] = (float)values[i];
    }

    private static void Narrow(ReadOnlySpan<double> values, Span<ushort> stored, bool toBFloat16)
    {
        var i = 0;
        for (; i <= values.Length - Vector256<ushort>.Count; i += Vector256<ushort>.Count)
        {
            var low = OddSingles(values[i..]);
            var high = OddSingles(values[(i + Vector256<float>.Count)..]);
            var narrow = toBFloat16
                ? Vector256.Narrow(StoredFloats.UpperHalf(low), StoredFloats.UpperHalf(high))
                : Vector256.Narrow(StoredFloats.ToHalf(low), StoredFloats.ToHalf(high));
            narrow.CopyTo(stored[i..]);
        }

        for (; i < values.Length; i++)
        {
            var single = Vector256.Create((float)ToOdd(Vector256.Create(values[i]))[0]);
            stored[i] = (ushort)(toBFloat16 ? StoredFloats.UpperHalf(single) : StoredFloats.ToHalf(single))[0];
        }
    }

    private static Vector256<float> OddSingles(ReadOnlySpan<double> values) =>
        Vector256.Narrow(ToOdd(Vector256.Create(values)), ToOdd(Vector256.Create(values[Vector256<double>.Count..])));

    // Any of the bits beyond, added to all of them, carries into the last place that stays.
    private static Vector256<double> ToOdd(Vector256<double> values)
    {
        var bits = values.AsUInt64();
        var beyond = Vector256.Create(Beyond);
        return ((bits | ((bits & beyond) + beyond)) & ~beyond).AsDouble();
    }

    private static void RequireLengths(StoredType type, int bytes, int count)
    {
        if (!StoredFloats.Knows(type))
            throw new ArgumentException($"{type.SafetensorsName()} is not among BF16, F16 and F32.");
        if (bytes != (long)count * type.SizeInBytes())
            throw new ArgumentException($"{bytes} bytes do not hold {count} elements of {type.SafetensorsName()}.");
    }
}
