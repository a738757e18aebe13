using System.Runtime.InteropServices;

namespace Solar.DuckDb.Interop;

/// <summary>The C API's part on single values and on appending.</summary>
internal static unsafe partial class Native
{
#pragma warning disable IDE1006, CS1591 // the C API's own names
    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_value(ref nint value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_null_value();

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_bool([MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_int8(sbyte value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_uint8(byte value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_int16(short value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_uint16(ushort value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_int32(int value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_uint32(uint value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_int64(long value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_uint64(ulong value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_hugeint(NativeHugeInt value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_uhugeint(NativeHugeInt value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_float(float value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_double(double value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_decimal(NativeDecimal value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_varchar_length(byte* text, ulong length);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_blob(byte* bytes, ulong length);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_date(int days);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_time(long micros);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_timestamp(long micros);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_timestamp_tz(long micros);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_interval(DuckDbInterval value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_uuid(NativeHugeInt value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_list_value(nint type, nint* values, ulong count);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_get_value_type(ValueHandle value);

    [LibraryImport(DuckDbLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_appender_create_ext(ConnectionHandle connection, string? catalog, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_appender_error(AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_appender_column_count(AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_appender_flush(AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_appender_close(AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_appender_destroy(ref nint appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_appender_end_row(AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_null(AppenderHandle appender);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_bool(AppenderHandle appender, [MarshalAs(UnmanagedType.U1)] bool value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_int32(AppenderHandle appender, int value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_int64(AppenderHandle appender, long value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_float(AppenderHandle appender, float value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_double(AppenderHandle appender, double value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_varchar_length(AppenderHandle appender, byte* text, ulong length);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_append_value(AppenderHandle appender, ValueHandle value);
#pragma warning restore IDE1006, CS1591
}
