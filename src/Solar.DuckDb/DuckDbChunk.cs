using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>Up to 2048 rows, column by column, in DuckDB's own memory.</summary>
public sealed class DuckDbChunk : IDisposable
{
    private readonly ChunkHandle _handle;
    private readonly DuckDbVector[] _columns;

    internal DuckDbChunk(ChunkHandle handle, IReadOnlyList<DuckDbColumn> columns)
    {
        _handle = handle;
        Count = (int)Native.duckdb_data_chunk_get_size(handle);
        _columns = new DuckDbVector[columns.Count];
        for (var i = 0; i < _columns.Length; i++)
            _columns[i] = new DuckDbVector(this, Native.duckdb_data_chunk_get_vector(handle, (ulong)i), columns[i].Type, Count);
    }

    /// <summary>How many rows.</summary>
    public int Count { get; }

    /// <summary>The values of a column.</summary>
    public DuckDbVector Column(int index) => _columns[index];

    /// <summary>A row that outlives the chunk.</summary>
    /// <param name="row">Which.</param>
    /// <param name="names">The columns' names.</param>
    public DuckDbRow Row(int row, IReadOnlyList<string> names)
    {
        var values = new object?[_columns.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = _columns[i].Value(row);
        return new DuckDbRow(names, values);
    }

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    internal void Check() => ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
}
