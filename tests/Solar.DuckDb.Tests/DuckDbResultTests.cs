namespace Solar.DuckDb.Tests;

public sealed class DuckDbResultTests : WithDatabase
{
    [Fact]
    public void A_parquet_file_is_filtered_without_being_loaded()
    {
        var folder = Directory.CreateTempSubdirectory("solar-duckdb-");
        try
        {
            var path = Path.Combine(folder.FullName, "rows.parquet");
            Connection.Execute($"COPY (SELECT i, 'row ' || i AS text, i % 1000 AS remainder FROM range(3000000) t(i)) TO '{path}' (FORMAT parquet)");
            using var result = Connection.Query($"SELECT i, text FROM '{path}' WHERE remainder = $r ORDER BY i", ("r", 7));
            var expected = 7L;
            foreach (var row in result)
            {
                Assert.Equal(expected, row["i"]);
                Assert.Equal($"row {expected}", row["text"]);
                expected += 1000;
            }

            Assert.Equal(3_000_007, expected);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_million_rows_stream_in_flat_memory()
    {
        long Sum(int rows)
        {
            var sum = 0L;
            using var result = Connection.Query($"SELECT i, 'some text that is longer than twelve bytes ' || i AS text FROM range({rows}) t(i)");
            foreach (var chunk in result.Chunks())
            {
                using (chunk)
                {
                    foreach (var value in chunk.Column(0).Values<long>())
                        sum += value;
                }
            }

            return sum;
        }

        Sum(200_000);
        var before = Environment.WorkingSet;
        Assert.Equal(1_000_000L * 999_999 / 2, Sum(1_000_000));
        // The texts alone would be 50 MB.
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 30 << 20);
    }

    [Fact]
    public void Csv_and_json_lines_are_read_with_their_types()
    {
        var folder = Directory.CreateTempSubdirectory("solar-duckdb-");
        try
        {
            var (csv, jsonl) = (Path.Combine(folder.FullName, "a.csv"), Path.Combine(folder.FullName, "a.jsonl"));
            File.WriteAllText(csv, "name,born,height\n\"Lovelace, Ada\",1815-12-10,1.65\nAlan,1912-06-23,\n");
            File.WriteAllText(jsonl, "{\"q\":\"one\",\"choices\":[\"a\",\"b\"],\"meta\":{\"n\":1}}\n{\"q\":\"two\",\"choices\":[],\"meta\":null}\n");
            var people = Connection.Table($"SELECT * FROM '{csv}'");
            Assert.Equal(("Lovelace, Ada", new DateOnly(1815, 12, 10), 1.65), (people[0]["name"], people[0]["born"], people[0]["height"]));
            Assert.Null(people[1]["height"]);
            var questions = Connection.Table($"SELECT * FROM '{jsonl}'");
            Assert.Equal(new object?[] { "a", "b" }, questions[0]["choices"]);
            Assert.Equal(1L, ((DuckDbRow)questions[0]["meta"]!)["n"]);
            Assert.Null(questions[1]["meta"]);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_failure_on_the_way_is_DuckDBs_error()
    {
        // With several threads the one that fails interrupts the others, and either may be told of first.
        Connection.Execute("SET threads TO 1");
        using var result = Connection.Query("SELECT CASE WHEN i = 500000 THEN error('bang') ELSE i END FROM range(1000000) t(i)");
        Assert.Equal("Invalid Input Error: bang", Assert.Throws<DuckDbException>(() => result.Count()).Message);
    }

    [Fact]
    public void Changes_are_counted_and_return_no_rows()
    {
        Connection.Execute("CREATE TABLE t (a INTEGER)");
        using (var created = Connection.Query("CREATE TABLE u (a INTEGER)"))
            Assert.False(created.ReturnsRows);
        using var inserted = Connection.Query("INSERT INTO t VALUES (1), (2), (3)");
        Assert.False(inserted.ReturnsRows);
        Assert.Equal(3, inserted.RowsChanged);
        Assert.Equal(2, Connection.Execute("UPDATE t SET a = 5 WHERE a > 1"));
    }

    [Fact]
    public void An_empty_result_has_columns_and_no_rows()
    {
        using var result = Connection.Query("SELECT 1 AS a, 'x' AS b WHERE false");
        Assert.Equal(["a", "b"], result.Columns.Select(column => column.Name));
        Assert.Empty(result);
        Assert.True(result.ReturnsRows);
    }

    [Fact]
    public void A_result_that_was_disposed_says_so()
    {
        var result = Connection.Query("SELECT 1");
        result.Dispose();
        Assert.Throws<ObjectDisposedException>(() => result.Count());
    }
}
