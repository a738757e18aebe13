using System.Runtime.CompilerServices;
using System.Text;
using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>A column of a chunk. It ends with its chunk.</summary>
public sealed unsafe class DuckDbVector
{
    private readonly DuckDbChunk _chunk;
    private readonly void* _values;
    private readonly ulong* _validity;
    private readonly DuckDbVector[] _parts;

    internal DuckDbVector(DuckDbChunk chunk, nint native, DuckDbType type, int count)
    {
        _chunk = chunk;
        (Type, Count) = (type, count);
        _values = Native.duckdb_vector_get_data(native);
        _validity = Native.duckdb_vector_get_validity(native);
        _parts = Parts(chunk, native, type, count);
    }

    /// <summary>The type of its values.</summary>
    public DuckDbType Type { get; }

    /// <summary>How many values.</summary>
    public int Count { get; }

    /// <summary>Whether a value is null.</summary>
    public bool IsNull(int row)
    {
        _chunk.Check();
        return _validity is not null && (_validity[row >> 6] & (1ul << (row & 63))) == 0;
    }

    /// <summary>The values as they lie in memory, those of nulls undefined: numbers as they are, DATE as days, TIME and TIMESTAMP as their unit counts from 1970.</summary>
    /// <exception cref="InvalidOperationException">The values have another width.</exception>
    public ReadOnlySpan<T> Values<T>() where T : unmanaged
    {
        _chunk.Check();
        var width = Width(Type);
        if (width != sizeof(T))
            throw new InvalidOperationException($"A value of {Type} takes {(width == 0 ? "no fixed number of" : width)} bytes, a {typeof(T).Name} takes {sizeof(T)}.");
        return new(_values, Count);
    }

    /// <summary>The bytes of a text or BLOB, without a copy.</summary>
    public ReadOnlySpan<byte> Bytes(int row)
    {
        _chunk.Check();
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        if (Type.Kind is not (DuckDbKind.Varchar or DuckDbKind.Blob or DuckDbKind.Bit or DuckDbKind.BigNum))
            throw new InvalidOperationException($"A value of {Type} is no string of bytes.");
        return IsNull(row) ? default : NativeString.Bytes((NativeString*)_values + row);
    }

    /// <summary>A value as <see cref="DuckDbType.ClrType"/>, or null.</summary>
    /// <exception cref="DuckDbException">.NET has no such value: a date before the year 1, a decimal of more than 28 digits.</exception>
    public object? Value(int row)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
        if (Type.Kind == DuckDbKind.Null || IsNull(row))
            return null;
        return Type.Kind switch
        {
            DuckDbKind.Boolean => At<byte>(row) != 0,
            DuckDbKind.TinyInt => At<sbyte>(row),
            DuckDbKind.SmallInt => At<short>(row),
            DuckDbKind.Integer => At<int>(row),
            DuckDbKind.BigInt => At<long>(row),
            DuckDbKind.UTinyInt => At<byte>(row),
            DuckDbKind.USmallInt => At<ushort>(row),
            DuckDbKind.UInteger => At<uint>(row),
            DuckDbKind.UBigInt => At<ulong>(row),
            DuckDbKind.Float => At<float>(row),
            DuckDbKind.Double => At<double>(row),
            DuckDbKind.HugeInt => At<NativeHugeInt>(row).Value,
            DuckDbKind.UHugeInt => (UInt128)At<NativeHugeInt>(row).Value,
            DuckDbKind.Varchar => Encoding.UTF8.GetString(Bytes(row)),
            DuckDbKind.Blob => Bytes(row).ToArray(),
            DuckDbKind.Bit => Converted.Bits(Bytes(row)),
            DuckDbKind.BigNum => Converted.BigNumber(Bytes(row)),
            DuckDbKind.Decimal => Converted.Decimal(Whole(Type.Storage, row), Type),
            DuckDbKind.Enum => Type.Words[(int)Whole(Type.Storage, row)],
            DuckDbKind.Uuid => Converted.Uuid(At<NativeHugeInt>(row).Value),
            DuckDbKind.Interval => At<DuckDbInterval>(row),
            DuckDbKind.Date => Converted.Date(At<int>(row)),
            DuckDbKind.Time => Converted.Time(At<long>(row), TimeSpan.TicksPerMicrosecond, 1),
            DuckDbKind.TimeNanoseconds => Converted.Time(At<long>(row), 1, TimeSpan.NanosecondsPerTick),
            DuckDbKind.TimeWithZone => Converted.TimeWithZone(At<ulong>(row)),
            DuckDbKind.Timestamp => Converted.Timestamp(At<long>(row), TimeSpan.TicksPerMicrosecond, 1),
            DuckDbKind.TimestampSeconds => Converted.Timestamp(At<long>(row), TimeSpan.TicksPerSecond, 1),
            DuckDbKind.TimestampMilliseconds => Converted.Timestamp(At<long>(row), TimeSpan.TicksPerMillisecond, 1),
            DuckDbKind.TimestampNanoseconds => Converted.Timestamp(At<long>(row), 1, TimeSpan.NanosecondsPerTick),
            DuckDbKind.TimestampWithZone => new DateTimeOffset(Converted.Timestamp(At<long>(row), TimeSpan.TicksPerMicrosecond, 1), TimeSpan.Zero),
            DuckDbKind.List => Items(At<NativeListEntry>(row)),
            DuckDbKind.Array => Items(new NativeListEntry { Offset = (ulong)row * (ulong)Type.Length, Length = (ulong)Type.Length }),
            DuckDbKind.Struct => new DuckDbRow([.. Type.Parts.Select(part => part.Name)], [.. _parts.Select(part => part.Value(row))]),
            DuckDbKind.Map => Items(At<NativeListEntry>(row)).Cast<DuckDbRow>().ToDictionary(pair => pair[0]!, pair => pair[1]),
            // The first part tells which of the others counts.
            DuckDbKind.Union => _parts[1 + _parts[0].At<byte>(row)].Value(row),
            _ => throw new DuckDbException($"A value of type {Type} cannot be read; cast it to VARCHAR in the query."),
        };
    }

    private object?[] Items(NativeListEntry entry)
    {
        var items = new object?[entry.Length];
        for (var i = 0; i < items.Length; i++)
            items[i] = _parts[0].Value((int)entry.Offset + i);
        return items;
    }

    private Int128 Whole(DuckDbKind storage, int row) => storage switch
    {
        DuckDbKind.UTinyInt => At<byte>(row),
        DuckDbKind.USmallInt => At<ushort>(row),
        DuckDbKind.UInteger => At<uint>(row),
        DuckDbKind.SmallInt => At<short>(row),
        DuckDbKind.Integer => At<int>(row),
        DuckDbKind.BigInt => At<long>(row),
        _ => At<NativeHugeInt>(row).Value,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private T At<T>(int row) where T : unmanaged => ((T*)_values)[row];

    private static DuckDbVector[] Parts(DuckDbChunk chunk, nint native, DuckDbType type, int count) => type.Kind switch
    {
        DuckDbKind.List => [new(chunk, Native.duckdb_list_vector_get_child(native), type.Parts[0].Type, (int)Native.duckdb_list_vector_get_size(native))],
        DuckDbKind.Array => [new(chunk, Native.duckdb_array_vector_get_child(native), type.Parts[0].Type, count * type.Length)],
        // A map is a list of pairs.
        DuckDbKind.Map => [new(chunk, Native.duckdb_list_vector_get_child(native), new DuckDbType { Kind = DuckDbKind.Struct, Parts = [("key", type.Parts[0].Type), ("value", type.Parts[1].Type)] }, (int)Native.duckdb_list_vector_get_size(native))],
        DuckDbKind.Struct => [.. type.Parts.Select((part, i) => new DuckDbVector(chunk, Native.duckdb_struct_vector_get_child(native, (ulong)i), part.Type, count))],
        DuckDbKind.Union => [.. type.Parts.Prepend(("", new DuckDbType { Kind = DuckDbKind.UTinyInt })).Select((part, i) => new DuckDbVector(chunk, Native.duckdb_struct_vector_get_child(native, (ulong)i), part.Item2, count))],
        _ => [],
    };

    private static int Width(DuckDbType type) => type.Kind switch
    {
        DuckDbKind.Boolean or DuckDbKind.TinyInt or DuckDbKind.UTinyInt => 1,
        DuckDbKind.SmallInt or DuckDbKind.USmallInt => 2,
        DuckDbKind.Integer or DuckDbKind.UInteger or DuckDbKind.Float or DuckDbKind.Date => 4,
        DuckDbKind.BigInt or DuckDbKind.UBigInt or DuckDbKind.Double or DuckDbKind.Time or DuckDbKind.TimeNanoseconds or DuckDbKind.TimeWithZone
            or DuckDbKind.Timestamp or DuckDbKind.TimestampSeconds or DuckDbKind.TimestampMilliseconds or DuckDbKind.TimestampNanoseconds or DuckDbKind.TimestampWithZone => 8,
        DuckDbKind.HugeInt or DuckDbKind.UHugeInt or DuckDbKind.Interval => 16,
        _ => 0,
    };
}
