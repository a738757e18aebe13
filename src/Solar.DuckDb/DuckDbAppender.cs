using System.Text;
using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>Fills a table row by row. <see cref="Close"/> writes the last rows; without it they are lost.</summary>
public sealed class DuckDbAppender : IDisposable
{
    private readonly AppenderHandle _handle;
    private byte[] _utf8 = new byte[256];

    internal DuckDbAppender(AppenderHandle handle)
    {
        _handle = handle;
        Columns = (int)Native.duckdb_appender_column_count(handle);
    }

    /// <summary>How many values a row has.</summary>
    public int Columns { get; }

    /// <summary>Appends a row.</summary>
    /// <exception cref="ArgumentException">It has too few or too many values, or one that DuckDB does not have.</exception>
    /// <exception cref="DuckDbException">A value does not fit its column.</exception>
    public void Row(params ReadOnlySpan<object?> values)
    {
        if (values.Length != Columns)
            throw new ArgumentException($"The row has {values.Length} values, the table {Columns} columns.", nameof(values));
        foreach (var value in values)
            Append(value);
        Check(Native.duckdb_appender_end_row(_handle));
    }

    /// <summary>Writes what is waiting, and ends.</summary>
    /// <exception cref="DuckDbException">A constraint of the table forbids it.</exception>
    public void Close() => Check(Native.duckdb_appender_close(_handle));

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private void Append(object? value)
    {
        switch (value)
        {
            case null or DBNull: Check(Native.duckdb_append_null(_handle)); break;
            case bool flag: Check(Native.duckdb_append_bool(_handle, flag)); break;
            case int number: Check(Native.duckdb_append_int32(_handle, number)); break;
            case long number: Check(Native.duckdb_append_int64(_handle, number)); break;
            case float number: Check(Native.duckdb_append_float(_handle, number)); break;
            case double number: Check(Native.duckdb_append_double(_handle, number)); break;
            case string text: AppendText(text); break;
            default:
                using (var native = DuckDbValue.Of(value))
                    Check(Native.duckdb_append_value(_handle, native));
                break;
        }
    }

    private unsafe void AppendText(string text)
    {
        var most = Encoding.UTF8.GetMaxByteCount(text.Length);
        if (_utf8.Length < most)
            _utf8 = new byte[most];
        var length = Encoding.UTF8.GetBytes(text, _utf8);
        fixed (byte* first = _utf8)
            Check(Native.duckdb_append_varchar_length(_handle, first, (ulong)length));
    }

    private void Check(int state)
    {
        if (state != Native.Success)
            throw new DuckDbException(Native.Text(Native.duckdb_appender_error(_handle)) ?? "DuckDB could not append.");
    }
}
