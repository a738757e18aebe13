using System.Collections;
using Solar.DuckDb;

namespace Solar.Notebooks.Languages.Sql;

/// <summary>Collections that are tables as long as one cell runs.</summary>
internal sealed class BorrowedTables(DuckDbConnection connection) : IDisposable
{
    private readonly List<string> _names = [];

    /// <summary>Copies a collection into a table.</summary>
    /// <exception cref="Engine.CellFailedException">It has no columns.</exception>
    public void Add(string name, IEnumerable rows)
    {
        var columns = CollectionColumns.Of(name, rows);
        var definition = string.Join(", ", columns.All.Select(column => $"{Quoted(column.Name)} {column.SqlType}"));
        connection.Execute($"CREATE OR REPLACE TEMP TABLE {Quoted(name)} ({definition})");
        _names.Add(name);
        using var appender = connection.Append(name, schema: "main", catalog: "temp");
        var values = new object?[columns.All.Count];
        foreach (var row in columns.Rows)
        {
            for (var i = 0; i < values.Length; i++)
                values[i] = columns.All[i].Convert(row[i]);
            appender.Row(values);
        }

        appender.Close();
    }

    /// <summary>Removes the tables; a view over one finds its collection again when it is next used.</summary>
    public void Dispose()
    {
        foreach (var name in _names)
            connection.Execute($"DROP TABLE IF EXISTS temp.main.{Quoted(name)}");
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
