namespace Solar.DuckDb.Tests;

public sealed class DuckDbAppenderTests : WithDatabase
{
    [Fact]
    public void Rows_of_every_type_are_appended()
    {
        object?[] row = [true, 1, 2L, 1.5f, 2.5, "text", new DateOnly(2024, 2, 29), 1.25m, new byte[] { 1 }, new object?[] { 1, 2 }, Guid.Empty];
        Connection.Execute("CREATE TABLE t (a BOOLEAN, b INTEGER, c BIGINT, d FLOAT, e DOUBLE, f VARCHAR, g DATE, h DECIMAL(9,2), i BLOB, j INTEGER[], k UUID)");
        using (var appender = Connection.Append("t"))
        {
            appender.Row(row);
            appender.Row(new object?[11]);
            appender.Close();
        }

        var table = Connection.Table("SELECT * FROM t");
        Assert.Equal(row, table[0].Values);
        Assert.All(table[1].Values, Assert.Null);
    }

    [Fact]
    public void Many_rows_are_appended_and_counted()
    {
        Connection.Execute("CREATE TABLE t (i INTEGER, s VARCHAR)");
        using (var appender = Connection.Append("t"))
        {
            for (var i = 0; i < 300_000; i++)
                appender.Row(i, "text");
            appender.Close();
        }

        Assert.Equal((Int128)(300_000L * 299_999 / 2), Value("SELECT sum(i) FROM t"));
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        Connection.Execute("CREATE TABLE t (a TINYINT, b VARCHAR NOT NULL)");
        using var appender = Connection.Append("t");
        Assert.Contains("The row has 1 values, the table 2 columns", Assert.Throws<ArgumentException>(() => appender.Row(1)).Message, StringComparison.Ordinal);
        Assert.Throws<DuckDbException>(() => appender.Row(1000, "x"));

        using var constrained = Connection.Append("t");
        constrained.Row(1, null);
        Assert.Contains("NOT NULL", Assert.Throws<DuckDbException>(constrained.Close).Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", Assert.Throws<DuckDbException>(() => Connection.Append("nowhere")).Message, StringComparison.Ordinal);
    }
}
