using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>A database: in memory, or a file.</summary>
public sealed class DuckDbDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;

    private DuckDbDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The version of the library, such as <c>v1.5.6</c>.</summary>
    public static string LibraryVersion => Native.Text(Native.duckdb_library_version())!;

    /// <summary>A new database that is gone when it and its connections are.</summary>
    /// <param name="settings">DuckDB's own settings, such as <c>("threads", "1")</c>.</param>
    public static DuckDbDatabase InMemory(params ReadOnlySpan<(string Name, string Value)> settings) => Open(null, settings);

    /// <summary>The database in a file, which is made if it is not there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="settings">DuckDB's own settings, such as <c>("access_mode", "READ_ONLY")</c>.</param>
    /// <exception cref="DuckDbException">It cannot be opened.</exception>
    public static DuckDbDatabase Open(string? path, params ReadOnlySpan<(string Name, string Value)> settings)
    {
        if (Native.duckdb_create_config(out var config) != Native.Success)
            throw new DuckDbException("DuckDB has no memory for its settings.");
        try
        {
            foreach (var (name, value) in settings)
            {
                if (Native.duckdb_set_config(config, name, value) != Native.Success)
                    throw new DuckDbException($"DuckDB has no setting '{name}' with a value '{value}'.");
            }

            if (Native.duckdb_open_ext(path, out var handle, config, out var error) == Native.Success)
                return new DuckDbDatabase(handle);
            handle.Dispose();
            throw new DuckDbException(Native.Taken(error) ?? $"DuckDB could not open '{path}'.");
        }
        finally
        {
            Native.duckdb_destroy_config(ref config);
        }
    }

    /// <summary>A connection. Each runs one query at a time; several run side by side.</summary>
    public DuckDbConnection Connect()
    {
        if (Native.duckdb_connect(_handle, out var connection) == Native.Success)
            return new DuckDbConnection(connection);
        connection.Dispose();
        throw new DuckDbException("DuckDB could not connect to its own database.");
    }

    /// <summary>Closes it; connections that are open keep it alive until they are closed.</summary>
    public void Dispose() => _handle.Dispose();
}
