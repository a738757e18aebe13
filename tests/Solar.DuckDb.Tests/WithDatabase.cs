namespace Solar.DuckDb.Tests;

/// <summary>A database in memory, with one connection; each test has its own.</summary>
public abstract class WithDatabase : IDisposable
{
    private readonly DuckDbDatabase _database = DuckDbDatabase.InMemory(("threads", "2"));

    protected WithDatabase() => Connection = _database.Connect();

    protected DuckDbConnection Connection { get; }

    public void Dispose()
    {
        Connection.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The one value of the one row.</summary>
    protected object? Value(string sql, params ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        using var result = Connection.Query(sql, parameters);
        return Assert.Single(Assert.Single(result.ToArray()).Values);
    }
}
