using System.Threading;
using System.Threading.Tasks;

namespace Solar.DuckDb.Tests;

public sealed class DuckDbConnectionTests : WithDatabase
{
    [Fact]
    public void An_error_is_in_DuckDBs_words_with_the_place()
    {
        var wrong = Assert.Throws<DuckDbException>(() => Connection.Query("SELECT a\nFROM nowhere"));
        Assert.StartsWith("Catalog Error: Table with name nowhere does not exist!", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("LINE 2: FROM nowhere", wrong.Message, StringComparison.Ordinal);
        Assert.StartsWith("Parser Error", Assert.Throws<DuckDbException>(() => Connection.Execute("SELEC")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_without_end_is_interrupted_and_the_connection_goes_on()
    {
        using var started = new ManualResetEventSlim();
        var running = Task.Run(() =>
        {
            using var result = Connection.Query("SELECT i FROM range(1000000000000) t(i)");
            var rows = result.GetEnumerator();
            rows.MoveNext();
            started.Set();
            while (rows.MoveNext())
            {
            }
        }, TestContext.Current.CancellationToken);
        started.Wait(TestContext.Current.CancellationToken);
        Connection.Interrupt();
        var stopped = await Assert.ThrowsAsync<DuckDbException>(() => running);
        Assert.True(stopped.IsInterrupt, stopped.Message);
        Assert.Equal(1, Value("SELECT 1"));
    }

    [Fact]
    public void Statements_are_prepared_at_their_turn()
    {
        Assert.Equal(1, Connection.Execute("CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1); SELECT * FROM t"));
        Assert.Throws<ArgumentException>(() => Connection.Prepare("SELECT 1; SELECT 2"));
        Assert.Throws<ArgumentException>(() => Connection.Prepare("-- nothing"));
    }

    [Fact]
    public void A_preparation_that_failed_can_be_tried_again()
    {
        var prepare = Assert.Single(Connection.Preparations("SELECT a FROM late"));
        Assert.Throws<DuckDbException>(() => prepare());
        Connection.Execute("CREATE TABLE late AS SELECT 7 AS a");
        using var statement = prepare();
        using var result = statement.Run();
        Assert.Equal(7, result.Single()["a"]);
    }

    [Fact]
    public void Connections_of_one_database_share_it_and_outlive_it()
    {
        var database = DuckDbDatabase.InMemory();
        using var one = database.Connect();
        using var other = database.Connect();
        database.Dispose();
        one.Execute("CREATE TABLE t AS SELECT 5 AS a");
        using var result = other.Query("SELECT a FROM t");
        Assert.Equal(5, result.Single()["a"]);
    }

    [Fact]
    public void A_file_keeps_its_tables_and_may_be_opened_for_reading_only()
    {
        var folder = Directory.CreateTempSubdirectory("solar-duckdb-");
        try
        {
            var path = Path.Combine(folder.FullName, "kept.duckdb");
            using (var database = DuckDbDatabase.Open(path))
            using (var connection = database.Connect())
                connection.Execute("CREATE TABLE t AS SELECT 5 AS a");
            using var again = DuckDbDatabase.Open(path, ("access_mode", "READ_ONLY"));
            using var reader = again.Connect();
            Assert.Equal(5, reader.Table("SELECT a FROM t")[0]["a"]);
            Assert.Contains("read-only", Assert.Throws<DuckDbException>(() => reader.Execute("INSERT INTO t VALUES (1)")).Message, StringComparison.Ordinal);
            Assert.Throws<DuckDbException>(() => DuckDbDatabase.Open(Path.Combine(folder.FullName, "absent", "x.duckdb")));
            Assert.Throws<DuckDbException>(() => DuckDbDatabase.InMemory(("no_such_setting", "1")));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
