using Solar.DuckDb.Interop;

namespace Solar.DuckDb;

/// <summary>A statement that is understood and can be run, with other parameters each time.</summary>
public sealed class DuckDbStatement : IDisposable
{
    private readonly StatementHandle _handle;

    internal DuckDbStatement(StatementHandle handle)
    {
        _handle = handle;
        Parameters = [.. Enumerable.Range(1, (int)Native.duckdb_nparams(handle)).Select(i => Native.Taken(Native.duckdb_parameter_name(handle, (ulong)i))!)];
    }

    /// <summary>The names of the parameters, without <c>$</c>; <c>?</c> has its number, from 1.</summary>
    public IReadOnlyList<string> Parameters { get; }

    /// <summary>Gives a parameter its value.</summary>
    /// <exception cref="ArgumentException">There is no such parameter, or DuckDB has no such value.</exception>
    public void Bind(string name, object? value)
    {
        var index = Parameters.ToList().IndexOf(name);
        if (index < 0)
            throw new ArgumentException($"The statement has no parameter ${name}; it has {(Parameters.Count == 0 ? "none" : string.Join(", ", Parameters.Select(one => "$" + one)))}.", nameof(name));
        using var native = DuckDbValue.Of(value);
        if (Native.duckdb_bind_value(_handle, (ulong)index + 1, native) != Native.Success)
            throw new DuckDbException($"DuckDB does not take a {value?.GetType().Name ?? "null"} for ${name}.");
    }

    /// <summary>Runs it and streams its rows.</summary>
    /// <exception cref="DuckDbException">It failed.</exception>
    public DuckDbResult Run() => Run(ownsStatement: false);

    /// <inheritdoc/>
    public void Dispose() => _handle.Dispose();

    internal void BindAll(ReadOnlySpan<(string Name, object? Value)> parameters)
    {
        foreach (var (name, value) in parameters)
            Bind(name, value);
    }

    internal unsafe DuckDbResult Run(bool ownsStatement)
    {
        var result = new ResultHandle();
        if (Native.duckdb_execute_prepared_streaming(_handle, result.Structure) == Native.Success)
            return new DuckDbResult(result, ownsStatement ? this : null);
        using (result)
            throw new DuckDbException(result.Error ?? "DuckDB could not run a statement.");
    }
}
