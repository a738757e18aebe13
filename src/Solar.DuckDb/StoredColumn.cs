using System.Runtime.InteropServices;

namespace Solar.DuckDb;

/// <summary>The values of one column, numbers unboxed.</summary>
internal abstract class StoredColumn
{
    /// <summary>An empty column for a type.</summary>
    public static StoredColumn Of(DuckDbType type) => type.Kind switch
    {
        DuckDbKind.TinyInt => new Numbers<sbyte>(),
        DuckDbKind.SmallInt => new Numbers<short>(),
        DuckDbKind.Integer => new Numbers<int>(),
        DuckDbKind.BigInt => new Numbers<long>(),
        DuckDbKind.UTinyInt => new Numbers<byte>(),
        DuckDbKind.USmallInt => new Numbers<ushort>(),
        DuckDbKind.UInteger => new Numbers<uint>(),
        DuckDbKind.UBigInt => new Numbers<ulong>(),
        DuckDbKind.Float => new Numbers<float>(),
        DuckDbKind.Double => new Numbers<double>(),
        _ => new Objects(),
    };

    /// <summary>Adds what a chunk has.</summary>
    public abstract void Add(DuckDbVector vector);

    /// <summary>One value.</summary>
    public abstract object? Value(int row);

    /// <summary>All values at once; none: they are of another type, or some are null.</summary>
    public abstract T[]? AllValid<T>();

    private sealed class Numbers<TNumber> : StoredColumn where TNumber : unmanaged
    {
        private readonly List<TNumber> _values = [];
        private readonly HashSet<int> _nulls = [];

        public override void Add(DuckDbVector vector)
        {
            for (var row = 0; row < vector.Count; row++)
            {
                if (vector.IsNull(row))
                    _nulls.Add(_values.Count + row);
            }

            var start = _values.Count;
            CollectionsMarshal.SetCount(_values, start + vector.Count);
            vector.Values<TNumber>().CopyTo(CollectionsMarshal.AsSpan(_values)[start..]);
        }

        public override object? Value(int row) => _nulls.Contains(row) ? null : _values[row];

        public override T[]? AllValid<T>() => _nulls.Count == 0 && _values is List<T> all ? [.. all] : null;
    }

    private sealed class Objects : StoredColumn
    {
        private readonly List<object?> _values = [];

        public override void Add(DuckDbVector vector)
        {
            for (var row = 0; row < vector.Count; row++)
                _values.Add(vector.Value(row));
        }

        public override object? Value(int row) => _values[row];

        public override T[]? AllValid<T>() => null;
    }
}
