using System.Collections;
using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>Rows as they come, by chunks of up to 2048 or one by one; once.</summary>
public sealed class DuckDbResult : IEnumerable<DuckDbRow>, IDisposable
{
    private const int ChangedRows = 1, Rows = 3;

    private readonly DuckDbStatement? _statement;
    private readonly ResultHandle _handle;

    internal unsafe DuckDbResult(ResultHandle handle, DuckDbStatement? statement)
    {
        (_handle, _statement) = (handle, statement);
        var returns = Native.duckdb_result_return_type(*handle.Structure);
        ReturnsRows = returns == Rows;
        var columns = new DuckDbColumn[Native.duckdb_column_count(handle.Structure)];
        for (var i = 0; i < columns.Length; i++)
            columns[i] = new(Native.Text(Native.duckdb_column_name(handle.Structure, (ulong)i))!, DuckDbType.Take(Native.duckdb_column_logical_type(handle.Structure, (ulong)i)));
        Columns = columns;
        if (returns == ChangedRows)
            RowsChanged = this.Sum(row => row.Get<long>(columns[0].Name));
    }

    /// <summary>The columns.</summary>
    public IReadOnlyList<DuckDbColumn> Columns { get; }

    /// <summary>Whether the statement was a question; an INSERT or a CREATE is none.</summary>
    public bool ReturnsRows { get; }

    /// <summary>How many rows an INSERT, UPDATE or DELETE changed.</summary>
    public long RowsChanged { get; }

    /// <summary>The chunks that are left. The caller disposes of each.</summary>
    /// <exception cref="DuckDbException">The query failed on the way.</exception>
    public IEnumerable<DuckDbChunk> Chunks()
    {
        while (Next() is { } chunk)
            yield return chunk;
    }

    /// <summary>The rows that are left. A row may be kept.</summary>
    /// <exception cref="DuckDbException">The query failed on the way.</exception>
    public IEnumerator<DuckDbRow> GetEnumerator()
    {
        var names = Columns.Select(column => column.Name).ToArray();
        foreach (var chunk in Chunks())
        {
            using (chunk)
            {
                for (var row = 0; row < chunk.Count; row++)
                    yield return chunk.Row(row, names);
            }
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public void Dispose()
    {
        _handle.Dispose();
        _statement?.Dispose();
    }

    private unsafe DuckDbChunk? Next()
    {
        while (true)
        {
            ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
            var chunk = Native.duckdb_fetch_chunk(*_handle.Structure);
            GC.KeepAlive(_handle);
            if (chunk == 0)
                return _handle.Error is { } error ? throw new DuckDbException(error) : null;
            var made = new DuckDbChunk(new ChunkHandle(chunk), Columns);
            if (made.Count > 0)
                return made;
            // An empty chunk is not the end.
            made.Dispose();
        }
    }
}
