using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>Runs queries, one at a time. A result that is still being read ends where the next query begins.</summary>
public sealed class DuckDbConnection : IDisposable
{
    private readonly ConnectionHandle _handle;

    internal DuckDbConnection(ConnectionHandle handle) => _handle = handle;

    internal ConnectionHandle Handle => _handle;

    /// <summary>Runs all statements of a text and forgets what they return.</summary>
    /// <returns>How many rows they changed.</returns>
    /// <exception cref="DuckDbException">One failed; those before it were run.</exception>
    public long Execute(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var changed = 0L;
        foreach (var statement in Statements(sql))
        {
            using (statement)
            {
                statement.BindAll(parameters);
                using var result = statement.Run();
                changed += result.RowsChanged;
                foreach (var chunk in result.Chunks())
                    chunk.Dispose();
            }
        }

        return changed;
    }

    /// <summary>Runs one query and streams its rows; nothing but the rows being looked at is kept.</summary>
    /// <param name="sql">One statement, with parameters as <c>$name</c>.</param>
    /// <param name="parameters">Their values.</param>
    public DuckDbResult Query(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        var statement = Prepare(sql);
        try
        {
            statement.BindAll(parameters);
            return statement.Run(ownsStatement: true);
        }
        catch
        {
            statement.Dispose();
            throw;
        }
    }

    /// <summary>Runs one query and keeps all its rows in memory.</summary>
    public DuckDbTable Table(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var result = Query(sql, parameters);
        return DuckDbTable.Read(result);
    }

    /// <summary>Prepares one statement.</summary>
    /// <exception cref="DuckDbException">It is wrong.</exception>
    /// <exception cref="ArgumentException">It is none, or several.</exception>
    public DuckDbStatement Prepare(string sql)
    {
        using var extracted = Extract(sql, out var count);
        return count == 1 ? Prepare(extracted, 0) : throw new ArgumentException($"The text has {count} statements where one is expected: {sql}", nameof(sql));
    }

    /// <summary>The statements of a text, each prepared when it is its turn, so that it may use what those before it made.</summary>
    /// <exception cref="DuckDbException">The text is no SQL, before the first; or a statement is wrong, at its turn.</exception>
    public IEnumerable<DuckDbStatement> Statements(string sql)
    {
        foreach (var prepare in Preparations(sql))
            yield return prepare();
    }

    /// <summary>The statements of a text, to be prepared by the caller; one that fails may be tried again, after what it lacks was made.</summary>
    public IEnumerable<Func<DuckDbStatement>> Preparations(string sql)
    {
        Extract(sql, out var count).Dispose();
        for (ulong i = 0; i < count; i++)
        {
            var index = i;
            yield return () =>
            {
                // DuckDB gives a parsed statement away once, even if it cannot be prepared.
                using var extracted = Extract(sql, out _);
                return Prepare(extracted, index);
            };
        }
    }

    /// <summary>Fills a table by rows, much faster than by INSERT.</summary>
    /// <param name="table">The table.</param>
    /// <param name="schema">Its schema, if it is not in the one in use.</param>
    /// <param name="catalog">Its catalog, such as <c>temp</c>.</param>
    public DuckDbAppender Append(string table, string? schema = null, string? catalog = null)
    {
        if (Native.duckdb_appender_create_ext(_handle, catalog, schema, table, out var appender) == Native.Success)
            return new DuckDbAppender(appender);
        using (appender)
            throw new DuckDbException(appender.IsInvalid ? $"DuckDB could not append to '{table}'." : Native.Text(Native.duckdb_appender_error(appender)) ?? $"DuckDB could not append to '{table}'.");
    }

    /// <summary>Stops the running query, from another thread; it ends in a <see cref="DuckDbException"/>.</summary>
    public void Interrupt() => Native.duckdb_interrupt(_handle);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    private ExtractedHandle Extract(string sql, out ulong count)
    {
        ArgumentNullException.ThrowIfNull(sql);
        count = Native.duckdb_extract_statements(_handle, sql, out var extracted);
        if (count > 0 || Native.Text(Native.duckdb_extract_statements_error(extracted)) is not { Length: > 0 } error)
            return extracted;
        extracted.Dispose();
        throw new DuckDbException(error);
    }

    private DuckDbStatement Prepare(ExtractedHandle extracted, ulong index)
    {
        if (Native.duckdb_prepare_extracted_statement(_handle, extracted, index, out var statement) == Native.Success)
            return new DuckDbStatement(statement);
        using (statement)
            throw new DuckDbException(Native.Text(Native.duckdb_prepare_error(statement)) ?? "DuckDB could not prepare a statement.");
    }
}
