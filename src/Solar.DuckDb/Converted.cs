using System.Globalization;
using System.Numerics;
using System.Text;

namespace Solar.DuckDb;

/// <summary>DuckDB's stored forms as .NET's values.</summary>
internal static class Converted
{
    private static readonly int Epoch = DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    // What a .NET decimal holds: 96 bits and a scale of up to 28.
    private static readonly Int128 LargestDecimal = (Int128)decimal.MaxValue;

    public static decimal Decimal(Int128 whole, DuckDbType type)
    {
        var size = Int128.Abs(whole);
        if (size > LargestDecimal || type.Precision.Scale > 28)
            throw new DuckDbException($"A value of type {type} has more digits than .NET's decimal holds; cast it to DOUBLE or VARCHAR in the query.");
        return new decimal((int)(uint)(size & uint.MaxValue), (int)(uint)((size >> 32) & uint.MaxValue), (int)(uint)(size >> 64), whole < 0, (byte)type.Precision.Scale);
    }

    public static DateOnly Date(int days) => days >= -Epoch && days <= DateOnly.MaxValue.DayNumber - Epoch
        ? DateOnly.FromDayNumber(Epoch + days)
        : throw OutOfRange("DATE", days, "days");

    public static TimeOnly Time(long count, long ticks, long divisor) => count * ticks / divisor is >= 0 and < TimeSpan.TicksPerDay and var time
        ? new TimeOnly(time)
        : throw OutOfRange("TIME", count, "units");

    public static DateTime Timestamp(long count, long ticks, long divisor)
    {
        var exact = (Int128)count * ticks / divisor;
        return exact >= DateTime.MinValue.Ticks - DateTime.UnixEpoch.Ticks && exact <= DateTime.MaxValue.Ticks - DateTime.UnixEpoch.Ticks
            ? new DateTime(DateTime.UnixEpoch.Ticks + (long)exact, DateTimeKind.Unspecified)
            : throw OutOfRange("TIMESTAMP", count, "units");
    }

    public static DuckDbTimeWithZone TimeWithZone(ulong bits)
    {
        // The upper 40 bits are microseconds; the lower 24 count the zone down from its largest offset.
        const int LargestOffset = (16 * 60 * 60) - 1;
        return new(Time((long)(bits >> 24), TimeSpan.TicksPerMicrosecond, 1), TimeSpan.FromSeconds(LargestOffset - (int)(bits & 0xFFFFFF)));
    }

    public static Guid Uuid(Int128 stored)
    {
        // The highest bit is flipped, so that UUIDs sort as numbers do.
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteInt128BigEndian(bytes, stored ^ (Int128.One << 127));
        return new Guid(bytes, bigEndian: true);
    }

    // DuckDB takes a UUID as the plain number that it is, and flips the bit itself.
    public static Int128 Uuid(Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadInt128BigEndian(bytes);
    }

    public static string Bits(ReadOnlySpan<byte> stored)
    {
        // The first byte says how many bits of the second are padding.
        var text = new StringBuilder((stored.Length - 1) * 8);
        foreach (var one in stored[1..])
            text.Append(CultureInfo.InvariantCulture, $"{one:B8}");
        return text.Remove(0, stored[0]).ToString();
    }

    public static BigInteger BigNumber(ReadOnlySpan<byte> stored)
    {
        // Three bytes of head with the sign in the highest bit, then the magnitude, largest byte first; a negative number is all inverted.
        var isNegative = (stored[0] & 0x80) == 0;
        var magnitude = stored[3..].ToArray();
        if (isNegative)
        {
            for (var i = 0; i < magnitude.Length; i++)
                magnitude[i] = (byte)~magnitude[i];
        }

        var size = new BigInteger(magnitude, isUnsigned: true, isBigEndian: true);
        return isNegative ? -size : size;
    }

    private static DuckDbException OutOfRange(string type, long count, string unit) =>
        new($"A {type} of {count} {unit} since its beginning is beyond what .NET can hold; cast it to VARCHAR in the query.");
}
