using System.Runtime.InteropServices;

namespace Solar.DuckDb.Interop;

/// <summary>DuckDB's C API, by the names of its own header <c>duckdb.h</c>: databases, statements, results.</summary>
internal static unsafe partial class Native
{
    /// <summary>What a call returns that went well.</summary>
    public const int Success = 0;

    static Native() => DuckDbLibrary.Register();

#pragma warning disable IDE1006, CS1591 // the C API's own names
    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_library_version();

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_free(nint memory);

    [LibraryImport(DuckDbLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_open_ext(string? path, out DatabaseHandle database, nint config, out nint error);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_close(ref nint database);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_create_config(out nint config);

    [LibraryImport(DuckDbLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int duckdb_set_config(nint config, string name, string option);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_config(ref nint config);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_connect(DatabaseHandle database, out ConnectionHandle connection);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_interrupt(ConnectionHandle connection);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_disconnect(ref nint connection);

    [LibraryImport(DuckDbLibrary.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial ulong duckdb_extract_statements(ConnectionHandle connection, string query, out ExtractedHandle statements);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_extract_statements_error(ExtractedHandle statements);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_prepare_extracted_statement(ConnectionHandle connection, ExtractedHandle statements, ulong index, out StatementHandle statement);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_extracted(ref nint statements);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_prepare_error(StatementHandle statement);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_prepare(ref nint statement);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_nparams(StatementHandle statement);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_parameter_name(StatementHandle statement, ulong index);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_bind_value(StatementHandle statement, ulong index, ValueHandle value);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_execute_prepared_streaming(StatementHandle statement, NativeResult* result);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_result(NativeResult* result);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_result_error(NativeResult* result);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_result_return_type(NativeResult result);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_column_count(NativeResult* result);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_column_name(NativeResult* result, ulong column);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_column_logical_type(NativeResult* result, ulong column);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_fetch_chunk(NativeResult result);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_data_chunk(ref nint chunk);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_data_chunk_get_size(ChunkHandle chunk);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_data_chunk_get_vector(ChunkHandle chunk, ulong column);

    [LibraryImport(DuckDbLibrary.Name)]
    [SuppressGCTransition]
    public static partial void* duckdb_vector_get_data(nint vector);

    [LibraryImport(DuckDbLibrary.Name)]
    [SuppressGCTransition]
    public static partial ulong* duckdb_vector_get_validity(nint vector);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_list_vector_get_child(nint vector);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_list_vector_get_size(nint vector);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_array_vector_get_child(nint vector);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_struct_vector_get_child(nint vector, ulong index);
#pragma warning restore IDE1006, CS1591

    /// <summary>Text that DuckDB keeps.</summary>
    public static string? Text(nint utf8) => Marshal.PtrToStringUTF8(utf8);

    /// <summary>Text that DuckDB gives away.</summary>
    public static string? Taken(nint utf8)
    {
        var text = Marshal.PtrToStringUTF8(utf8);
        if (utf8 != 0)
            duckdb_free(utf8);
        return text;
    }
}
