using System.Collections;
using System.Numerics;
using System.Text;
using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>.NET's values as DuckDB's.</summary>
internal static unsafe class DuckDbValue
{
    /// <exception cref="ArgumentException">DuckDB has no such value.</exception>
    public static ValueHandle Of(object? value)
    {
        var native = Native(value);
        return native != 0 ? new(native) : throw new ArgumentException($"DuckDB refuses the {value?.GetType().Name ?? "null"} '{value}'.");
    }

    private static nint Native(object? value) => value switch
    {
        null or DBNull => Interop.Native.duckdb_create_null_value(),
        bool flag => Interop.Native.duckdb_create_bool(flag),
        sbyte number => Interop.Native.duckdb_create_int8(number),
        byte number => Interop.Native.duckdb_create_uint8(number),
        short number => Interop.Native.duckdb_create_int16(number),
        ushort number => Interop.Native.duckdb_create_uint16(number),
        int number => Interop.Native.duckdb_create_int32(number),
        uint number => Interop.Native.duckdb_create_uint32(number),
        long number => Interop.Native.duckdb_create_int64(number),
        ulong number => Interop.Native.duckdb_create_uint64(number),
        nint number => Interop.Native.duckdb_create_int64(number),
        Int128 number => Interop.Native.duckdb_create_hugeint(NativeHugeInt.Of(number)),
        UInt128 number => Interop.Native.duckdb_create_uhugeint(NativeHugeInt.Of((Int128)number)),
        BigInteger number => Interop.Native.duckdb_create_hugeint(NativeHugeInt.Of((Int128)number)),
        Half number => Interop.Native.duckdb_create_float((float)number),
        float number => Interop.Native.duckdb_create_float(number),
        double number => Interop.Native.duckdb_create_double(number),
        decimal number => OfDecimal(number),
        char letter => OfText(letter.ToString()),
        string text => OfText(text),
        Enum word => OfText(word.ToString()),
        Uri address => OfText(address.ToString()),
        byte[] bytes => OfBytes(bytes),
        DateOnly day => Interop.Native.duckdb_create_date(day.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber),
        TimeOnly time => Interop.Native.duckdb_create_time(time.Ticks / TimeSpan.TicksPerMicrosecond),
        DateTime time => Interop.Native.duckdb_create_timestamp((time.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond),
        DateTimeOffset time => Interop.Native.duckdb_create_timestamp_tz((time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond),
        TimeSpan span => Interop.Native.duckdb_create_interval(new DuckDbInterval(0, 0, span.Ticks / TimeSpan.TicksPerMicrosecond)),
        DuckDbInterval interval => Interop.Native.duckdb_create_interval(interval),
        Guid id => Interop.Native.duckdb_create_uuid(NativeHugeInt.Of(Converted.Uuid(id))),
        IEnumerable items => OfList(items.Cast<object?>().ToArray()),
        _ => throw new ArgumentException($"DuckDB has no value for a {value.GetType().Name}; give it a number, a text, a date, or a list of such."),
    };

    private static nint OfText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        fixed (byte* first = bytes)
            return Interop.Native.duckdb_create_varchar_length(first, (ulong)bytes.Length);
    }

    private static nint OfBytes(byte[] bytes)
    {
        fixed (byte* first = bytes)
            return Interop.Native.duckdb_create_blob(first, (ulong)bytes.Length);
    }

    private static nint OfDecimal(decimal number)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(number, parts);
        var whole = ((Int128)(uint)parts[2] << 64) | ((Int128)(uint)parts[1] << 32) | (uint)parts[0];
        return Interop.Native.duckdb_create_decimal(new NativeDecimal { Width = 38, Scale = number.Scale, Value = NativeHugeInt.Of(number < 0 ? -whole : whole) });
    }

    // The first item that is not null tells the type; DuckDB casts the others to it or refuses.
    private static nint OfList(object?[] items)
    {
        var values = items.Select(Of).ToArray();
        try
        {
            var first = Array.FindIndex(items, item => item is not null and not DBNull);
            using var empty = first < 0 ? new TypeHandle(Interop.Native.duckdb_create_logical_type((int)DuckDbKind.Null)) : null;
            var type = empty?.DangerousGetHandle() ?? Interop.Native.duckdb_get_value_type(values[first]);
            // One more than there are: a list of none needs a place too.
            nint[] natives = [.. values.Select(value => value.DangerousGetHandle()), 0];
            fixed (nint* all = natives)
            {
                var list = Interop.Native.duckdb_create_list_value(type, all, (ulong)values.Length);
                return list != 0 ? list : throw new ArgumentException("DuckDB cannot make one list of values of such different types.");
            }
        }
        finally
        {
            foreach (var value in values)
                value.Dispose();
        }
    }
}
