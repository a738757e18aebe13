using System.Globalization;
using Solar.DuckDb;

namespace Solar.Research.Data.Sets;

/// <summary>Reads a set once and takes from it what a <see cref="Draw"/> asks for, holding no more than that.</summary>
internal static class RowDrawing
{
    // DuckDB's min(…, n) takes no more than this.
    private const int MostAtOnce = 999_999;

    /// <param name="file">The set.</param>
    /// <param name="schema">How it is read.</param>
    /// <param name="draw">What is taken.</param>
    /// <param name="counting">Whether only the report is wanted.</param>
    public static DrawnRows<T> Of<T>(DataFile file, RowSchema<T> schema, Draw draw, bool counting = false)
    {
        draw.Validate();
        var tasks = schema.Task is { } task && draw.Filter is not null && file.Columns().Contains(task) ? task : null;
        List<RowRule> rules = [.. schema.Filled.Select(column => new BlankRule(column))];
        if (tasks is not null)
            rules.Add(new TaskRule(tasks, draw.Filter!.Tasks));
        var overlap = schema.Task is not null && tasks is null ? draw.Filter?.Overlap : null;
        var drawing = new Drawing<T>(schema, draw, rules, overlap, counting);
        IReadOnlyList<string> columns = [.. schema.Columns, .. tasks is null ? (IEnumerable<string>)[] : [tasks]];
        if (file.Format == DataFormat.Parquet && draw.Maximum is not null)
            FromParquet(drawing, file, columns);
        else
            Stream(drawing, file, columns);
        return drawing.Result(file, FilterText(schema.Task is not null, tasks, draw.Filter));
    }

    private static void Stream<T>(Drawing<T> drawing, DataFile file, IReadOnlyList<string> columns)
    {
        var ordinal = 0L;
        foreach (var row in file.Rows(columns, drawing.Schema.Optional))
        {
            drawing.Total++;
            if (drawing.Rules.Select(rule => rule.Reason(row)).FirstOrDefault(reason => reason is not null) is { } reason)
                drawing.Leave(reason, 1, row.Source);
            else
                drawing.Offer(row, ordinal);
            ordinal++;
        }
    }

    // Rules and hashes are worked out by DuckDB over the columns that they need; the other columns are read for the rows that are drawn.
    private static void FromParquet<T>(Drawing<T> drawing, DataFile file, IReadOnlyList<string> columns)
    {
        try
        {
            PushDown(drawing, file, columns);
        }
        catch (DuckDbException wrong)
        {
            throw new InvalidDataException($"{file}: cannot be read as {drawing.Schema.Name}: {wrong.Message}", wrong);
        }
    }

    private static void PushDown<T>(Drawing<T> drawing, DataFile file, IReadOnlyList<string> columns)
    {
        using var database = DuckDbDatabase.InMemory();
        using var connection = database.Connect();
        var present = ParquetRows.Check(connection, file, columns, drawing.Schema.Optional);
        for (var (round, wanted) = (0, WithSpare(drawing.Missing)); wanted > 0; round++)
        {
            Choose(connection, drawing, file, wanted, round);
            if (round == 0)
                CountLeft(connection, drawing, file);
            var taken = 0;
            var source = $"SELECT source.* FROM {ParquetRows.Source(file, present)} source JOIN chosen USING ({ParquetRows.Shard}, {ParquetRows.Row})";
            foreach (var row in ParquetRows.Rows(connection, file, present, source))
            {
                drawing.Offer(row, ((long)file.Paths.IndexOf(row.File) << 40) + row.Number);
                taken++;
            }

            // Rows that turned out to be no examples are replaced by those next in the order of their hashes.
            wanted = taken < wanted ? 0 : WithSpare(drawing.Missing);
        }
    }

    // In one pass, and holding no more than is chosen: what the rules leave out, and the rows with the smallest hashes behind those of the round before.
    private static void Choose<T>(DuckDbConnection connection, Drawing<T> drawing, DataFile file, int wanted, int round)
    {
        const string Place = $"struct_pack(hash := hash, shard := {ParquetRows.Shard}, number := {ParquetRows.Row})";
        var behind = round == 0 ? "" : $" AND {Place} > (SELECT max(place) FROM chosen)";
        var reason = string.Join(' ', drawing.Rules.Select(rule => rule.Sql()).Select(rule => $"WHEN {rule.When} THEN {rule.Then}"));
        var deciding = drawing.Rules.Select(rule => rule.Column).Concat(drawing.Schema.Key).Distinct();
        connection.Execute(string.Create(
            CultureInfo.InvariantCulture,
            $"""
            CREATE OR REPLACE TEMP TABLE groups AS
            SELECT reason, count(*) AS n, min(struct_pack(shard := {ParquetRows.Shard}, number := {ParquetRows.Row})) AS first,
                min({Place}, {wanted}) FILTER (reason IS NULL{behind}) AS places
            FROM (
                SELECT {ParquetRows.Shard}, {ParquetRows.Row}, {RowHash.Sql(drawing.Draw.Seed, drawing.Schema.Key)} AS hash,
                    {(reason.Length > 0 ? $"CASE {reason} END" : "NULL")} AS reason
                FROM {ParquetRows.Source(file, deciding)})
            GROUP BY reason
            """));
        connection.Execute(
            $"""
            CREATE OR REPLACE TEMP TABLE chosen AS
            SELECT place, place.shard AS {ParquetRows.Shard}, place.number AS {ParquetRows.Row} FROM (SELECT unnest(places) AS place FROM groups)
            """);
    }

    private static void CountLeft<T>(DuckDbConnection connection, Drawing<T> drawing, DataFile file)
    {
        foreach (var group in connection.Table("SELECT reason, n, first FROM groups ORDER BY first"))
        {
            drawing.Total += group.Get<long>("n");
            if (group["reason"] is string why && group["first"] is DuckDbRow first)
                drawing.Leave(why, group.Get<long>("n"), string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file.Paths[first.Get<int>("shard")])}:{first.Get<long>("number") + 1}"));
        }
    }

    // Every round reads the file again: a few rows too many cost less than a round for a few that are missing.
    private static int WithSpare(int missing) => missing == 0 ? 0 : (int)Math.Min(MostAtOnce, missing + Math.Max(16L, missing / 20));

    private static string? FilterText(bool knowsTasks, string? column, TaskFilter? filter) => (knowsTasks, column, filter) switch
    {
        (false, _, _) or (_, _, null) => null,
        (_, { } name, _) => $"by '{name}'",
        (_, _, { Overlap: { } overlap }) => $"approximately, by text: {overlap}",
        _ => "not at all: the file names no tasks, and there were no benchmarks to compare with",
    };

    private static int IndexOf(this IReadOnlyList<string> paths, string path)
    {
        for (var i = 0; i < paths.Count; i++)
        {
            if (paths[i] == path)
                return i;
        }

        return -1;
    }
}
