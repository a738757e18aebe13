using Solar.DuckDb;

namespace Solar.Research.Data.Sets;

/// <summary>Streams rows out of Parquet files with DuckDB; what a query leaves out is not read.</summary>
internal static class ParquetRows
{
    /// <summary>The shard of a row, and its number in it from 0, as <see cref="Source"/> names them.</summary>
    public const string Shard = "solar_shard", Row = "file_row_number";

    public static IReadOnlyList<string> Columns(DataFile file) => Opened(file, connection => ColumnsOf(connection, file.Paths[0]));

    public static IEnumerable<DataRow> Read(DataFile file, IReadOnlyList<string> columns, IReadOnlyList<string> optional)
    {
        using var database = DuckDbDatabase.InMemory();
        using var connection = database.Connect();
        var present = Check(connection, file, columns, optional);
        foreach (var row in Rows(connection, file, present, $"SELECT * FROM {Source(file, present)}"))
            yield return row;
    }

    /// <summary>The rows of a query over <see cref="Source"/>.</summary>
    public static IEnumerable<DataRow> Rows(DuckDbConnection connection, DataFile file, IReadOnlyList<string> columns, string sql)
    {
        using var result = connection.Query(sql);
        foreach (var row in result)
            yield return new(file.Paths[row.Get<int>(Shard)], row.Get<long>(Row) + 1, isLine: false, columns.ToDictionary(column => column, column => Plain(row[column])));
    }

    /// <summary>What a query reads from: these columns of all files, with shard and row number.</summary>
    public static string Source(DataFile file, IEnumerable<string> columns) => "(" + string.Join(" UNION ALL ", file.Paths.Select((path, shard) =>
        $"SELECT {shard} AS {Shard}, {Row}, {string.Join(", ", columns.Select(Quoted))} FROM read_parquet({Literal(path)}, file_row_number = true)")) + ")";

    /// <summary>The columns that are to be read: those that must be there, and of the others those that are.</summary>
    /// <exception cref="InvalidDataException">A file is no Parquet, or lacks a column.</exception>
    public static IReadOnlyList<string> Check(DuckDbConnection connection, DataFile file, IReadOnlyList<string> columns, IReadOnlyList<string> optional)
    {
        IReadOnlyList<string> present = [.. columns, .. optional.Intersect(ColumnsOf(connection, file.Paths[0]))];
        foreach (var path in file.Paths)
        {
            var found = ColumnsOf(connection, path);
            if (present.Except(found).FirstOrDefault() is { } missing)
                throw new InvalidDataException($"{path}: expected a column '{missing}', found {string.Join(", ", found)}.");
        }

        return present;
    }

    public static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    public static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static T Opened<T>(DataFile file, Func<DuckDbConnection, T> use)
    {
        ArgumentOutOfRangeException.ThrowIfZero(file.Paths.Count);
        using var database = DuckDbDatabase.InMemory();
        using var connection = database.Connect();
        return use(connection);
    }

    private static string[] ColumnsOf(DuckDbConnection connection, string path)
    {
        try
        {
            using var result = connection.Query($"SELECT * FROM read_parquet({Literal(path)}) LIMIT 0");
            return [.. result.Columns.Select(column => column.Name)];
        }
        catch (DuckDbException wrong)
        {
            throw new InvalidDataException($"{path}: cannot be read as Parquet: {wrong.Message}", wrong);
        }
    }

    private static object? Plain(object? value) => value switch
    {
        null or string or bool or long or double => value,
        sbyte or byte or short or ushort or int or uint => Convert.ToInt64(value, System.Globalization.CultureInfo.InvariantCulture),
        float or decimal or ulong => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
        object?[] items => items.Select(Plain).ToList(),
        DuckDbRow members => members.ToDictionary(member => member.Key, member => Plain(member.Value)),
        _ => value.ToString(),
    };
}
