using System.Numerics;
using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>The type of a column, with the types within it.</summary>
public sealed record DuckDbType
{
    /// <summary>Which type.</summary>
    public required DuckDbKind Kind { get; init; }

    /// <summary>Digits of a DECIMAL, and how many of them stand behind the point.</summary>
    public (int Width, int Scale) Precision { get; init; }

    /// <summary>How a DECIMAL or an ENUM is stored.</summary>
    internal DuckDbKind Storage { get; init; }

    /// <summary>The length of an ARRAY.</summary>
    public int Length { get; init; }

    /// <summary>The words of an ENUM.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>Items of a LIST or ARRAY; key and value of a MAP; members of a STRUCT or UNION. Names are empty where there are none.</summary>
    public IReadOnlyList<(string Name, DuckDbType Type)> Parts { get; init; } = [];

    /// <summary>What <see cref="DuckDbVector.Value"/> gives for a value that is not null.</summary>
    public Type ClrType => Kind switch
    {
        DuckDbKind.Boolean => typeof(bool),
        DuckDbKind.TinyInt => typeof(sbyte),
        DuckDbKind.SmallInt => typeof(short),
        DuckDbKind.Integer => typeof(int),
        DuckDbKind.BigInt => typeof(long),
        DuckDbKind.UTinyInt => typeof(byte),
        DuckDbKind.USmallInt => typeof(ushort),
        DuckDbKind.UInteger => typeof(uint),
        DuckDbKind.UBigInt => typeof(ulong),
        DuckDbKind.Float => typeof(float),
        DuckDbKind.Double => typeof(double),
        DuckDbKind.HugeInt => typeof(Int128),
        DuckDbKind.UHugeInt => typeof(UInt128),
        DuckDbKind.BigNum => typeof(BigInteger),
        DuckDbKind.Decimal => typeof(decimal),
        DuckDbKind.Date => typeof(DateOnly),
        DuckDbKind.Time or DuckDbKind.TimeNanoseconds => typeof(TimeOnly),
        DuckDbKind.TimeWithZone => typeof(DuckDbTimeWithZone),
        DuckDbKind.Timestamp or DuckDbKind.TimestampSeconds or DuckDbKind.TimestampMilliseconds or DuckDbKind.TimestampNanoseconds => typeof(DateTime),
        DuckDbKind.TimestampWithZone => typeof(DateTimeOffset),
        DuckDbKind.Interval => typeof(DuckDbInterval),
        DuckDbKind.Uuid => typeof(Guid),
        DuckDbKind.Varchar or DuckDbKind.Enum or DuckDbKind.Bit => typeof(string),
        DuckDbKind.Blob => typeof(byte[]),
        DuckDbKind.List or DuckDbKind.Array => typeof(object?[]),
        DuckDbKind.Struct => typeof(DuckDbRow),
        DuckDbKind.Map => typeof(Dictionary<object, object?>),
        _ => typeof(object),
    };

    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        DuckDbKind.Decimal => $"DECIMAL({Precision.Width}, {Precision.Scale})",
        DuckDbKind.List => $"{Parts[0].Type}[]",
        DuckDbKind.Array => $"{Parts[0].Type}[{Length}]",
        DuckDbKind.Map => $"MAP({Parts[0].Type}, {Parts[1].Type})",
        DuckDbKind.Struct or DuckDbKind.Union => $"{Kind.ToString().ToUpperInvariant()}({string.Join(", ", Parts.Select(part => $"{part.Name} {part.Type}"))})",
        DuckDbKind.Enum => $"ENUM({string.Join(", ", Words.Select(word => $"'{word}'"))})",
        _ => Kind.ToString().ToUpperInvariant(),
    };

    /// <summary>Reads a type, and takes it from DuckDB.</summary>
    internal static DuckDbType Take(nint native)
    {
        using var type = new TypeHandle(native);
        var kind = (DuckDbKind)Native.duckdb_get_type_id(type);
        var bare = new DuckDbType { Kind = kind };
        return kind switch
        {
            DuckDbKind.Decimal => bare with
            {
                Precision = (Native.duckdb_decimal_width(type), Native.duckdb_decimal_scale(type)),
                Storage = (DuckDbKind)Native.duckdb_decimal_internal_type(type),
            },
            DuckDbKind.Enum => bare with
            {
                Storage = (DuckDbKind)Native.duckdb_enum_internal_type(type),
                Words = [.. Range(Native.duckdb_enum_dictionary_size(type)).Select(i => Native.Taken(Native.duckdb_enum_dictionary_value(type, i))!)],
            },
            DuckDbKind.List => bare with { Parts = [("", Take(Native.duckdb_list_type_child_type(type)))] },
            DuckDbKind.Array => bare with { Parts = [("", Take(Native.duckdb_array_type_child_type(type)))], Length = (int)Native.duckdb_array_type_array_size(type) },
            DuckDbKind.Map => bare with { Parts = [("", Take(Native.duckdb_map_type_key_type(type))), ("", Take(Native.duckdb_map_type_value_type(type)))] },
            DuckDbKind.Struct => bare with
            {
                Parts = [.. Range(Native.duckdb_struct_type_child_count(type)).Select(i => (Native.Taken(Native.duckdb_struct_type_child_name(type, i))!, Take(Native.duckdb_struct_type_child_type(type, i))))],
            },
            DuckDbKind.Union => bare with
            {
                Parts = [.. Range(Native.duckdb_union_type_member_count(type)).Select(i => (Native.Taken(Native.duckdb_union_type_member_name(type, i))!, Take(Native.duckdb_union_type_member_type(type, i))))],
            },
            _ => bare,
        };
    }

    private static IEnumerable<ulong> Range(ulong count)
    {
        for (ulong i = 0; i < count; i++)
            yield return i;
    }
}
