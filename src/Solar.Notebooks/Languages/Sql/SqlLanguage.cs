using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Threading;
using Solar.DuckDb;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Languages.Sql;

/// <summary>SQL over files, over tables of its own and over C# collections, by DuckDB in this process.</summary>
/// <remarks>
/// A name in a query that is no table is looked up among the variables shared with SQL and those of C#; a sequence there becomes a table
/// for the time of the cell, so the next cell sees it as it is then. <c>$name</c> is the value of such a variable.
/// The last result is <c>_sql</c>, or what <c>--name</c> says, for <c>#!share</c>.
/// </remarks>
public sealed partial class SqlLanguage(NotebookSession session) : ILanguage, IDisposable
{
    private const string LastResult = "_sql";

    private readonly Dictionary<string, Variable> _variables = [];
    private DuckDbDatabase? _database;
    private DuckDbConnection? _connection;

    /// <inheritdoc/>
    public string Name => "sql";

    /// <inheritdoc/>
    public IReadOnlyList<string> Aliases => ["duckdb"];

    /// <inheritdoc/>
    public IReadOnlyList<Variable> Variables => [.. _variables.Values];

    // Nothing may be left beside the notebook, so what does not fit into memory is an error and not a file.
    private DuckDbConnection Connection => _connection ??= (_database ??= DuckDbDatabase.InMemory(("temp_directory", ""))).Connect();

    /// <inheritdoc/>
    public CellValue? Run(SourceBlock block, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(block);
        var options = SqlOptions.Parse(block.Options);
        using var tables = new BorrowedTables(Connection);
        using var interrupt = cancellation.Register(Connection.Interrupt);
        try
        {
            DuckDbTable? last = null;
            foreach (var prepare in Connection.Preparations(block.Code))
            {
                cancellation.ThrowIfCancellationRequested();
                // All but the last are shown here; the last is the cell's value.
                if (last is not null)
                    NotebookApi.Display(last);
                using var statement = Prepared(prepare, tables, cancellation);
                last = RunOne(statement);
            }

            if (last is null)
                return null;
            Declare(LastResult, last, typeof(IReadOnlyList<IReadOnlyDictionary<string, object?>>));
            if (options.ResultName is { } name)
                Declare(name, last, typeof(IReadOnlyList<IReadOnlyDictionary<string, object?>>));
            return new CellValue(last);
        }
        catch (DuckDbException failed)
        {
            cancellation.ThrowIfCancellationRequested();
            throw SqlError.Of(failed, block.CellName);
        }
    }

    /// <inheritdoc/>
    public void Declare(string name, object? value, Type type) => _variables[name] = new(name, value, type);

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection?.Dispose();
        _database?.Dispose();
    }

    private DuckDbStatement Prepared(Func<DuckDbStatement> prepare, BorrowedTables tables, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var statement = prepare();
                foreach (var name in statement.Parameters)
                    statement.Bind(name, Parameter(name));
                return statement;
            }
            catch (DuckDbException failed) when (MissingTable().Match(failed.Message) is { Success: true } missing)
            {
                cancellation.ThrowIfCancellationRequested();
                var name = missing.Groups["name"].Value;
                if (Find(name) is not { } variable)
                    throw;
                if (variable.Value is not IEnumerable rows || variable.Value is string)
                    throw new CellFailedException("Catalog Error", $"There is no table '{name}', and the variable of that name is a {variable.Type.Name}, which has no rows. A sequence of records, of dictionaries or of plain values can be queried.");
                RunningCell.Current!.Guard(() => tables.Add(name, rows));
            }
        }
    }

    private static DuckDbTable? RunOne(DuckDbStatement statement)
    {
        using var result = statement.Run();
        if (result.ReturnsRows)
            return DuckDbTable.Read(result);
        if (result.RowsChanged > 0)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{result.RowsChanged:N0} rows changed"));
        return null;
    }

    private object? Parameter(string name) => Find(name) is { } variable
        ? variable.Value
        : throw new CellFailedException("Unknown parameter", $"${name} in the query has no value: there is no C# variable '{name}', and none was shared with SQL by #!set or #!share.");

    // SQL's own first; then C#'s by the same letters, then by the same word, since SQL does not tell A from a.
    private Variable? Find(string name)
    {
        var csharp = session.Language("csharp").Variables;
        return _variables.GetValueOrDefault(name)
            ?? csharp.LastOrDefault(variable => variable.Name == name)
            ?? csharp.Concat(_variables.Values).LastOrDefault(variable => string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase));
    }

    [GeneratedRegex("^Catalog Error: Table with name (?<name>.+?) does not exist")]
    private static partial Regex MissingTable();
}
