using System.Runtime.InteropServices;

namespace Solar.DuckDb.Interop;

/// <summary>The C API's part on types.</summary>
internal static unsafe partial class Native
{
#pragma warning disable IDE1006, CS1591 // the C API's own names
    [LibraryImport(DuckDbLibrary.Name)]
    public static partial void duckdb_destroy_logical_type(ref nint type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_create_logical_type(int type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_get_type_id(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial byte duckdb_decimal_width(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial byte duckdb_decimal_scale(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_decimal_internal_type(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial int duckdb_enum_internal_type(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial uint duckdb_enum_dictionary_size(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_enum_dictionary_value(TypeHandle type, ulong index);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_list_type_child_type(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_array_type_child_type(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_array_type_array_size(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_map_type_key_type(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_map_type_value_type(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_struct_type_child_count(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_struct_type_child_name(TypeHandle type, ulong index);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_struct_type_child_type(TypeHandle type, ulong index);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial ulong duckdb_union_type_member_count(TypeHandle type);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_union_type_member_name(TypeHandle type, ulong index);

    [LibraryImport(DuckDbLibrary.Name)]
    public static partial nint duckdb_union_type_member_type(TypeHandle type, ulong index);
#pragma warning restore IDE1006, CS1591
}
