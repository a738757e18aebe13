namespace Solar.DuckDb;

/// <summary>DuckDB refused something; the message is its own.</summary>
/// <param name="message">What DuckDB said.</param>
public sealed class DuckDbException(string message) : Exception(message)
{
    /// <summary>The query was stopped by <see cref="DuckDbConnection.Interrupt"/>.</summary>
    public bool IsInterrupt => Message.StartsWith("INTERRUPT Error", StringComparison.Ordinal);
}
