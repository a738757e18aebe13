namespace Solar.DuckDb.Tests;

public sealed class DuckDbTableTests : WithDatabase
{
    [Fact]
    public void Rows_are_found_in_any_order_and_columns_at_once()
    {
        var table = Connection.Table("SELECT i, CASE WHEN i % 2 = 0 THEN i END AS even, i::VARCHAR AS text FROM range(5000) t(i)");
        Assert.Equal(5000, table.Count);
        Assert.Equal((4001L, null, "4001"), (table[4001]["i"], table[4001]["even"], table[4001]["text"]));
        Assert.Equal(2L, table[2]["even"]);
        Assert.Equal(4999L * 2500, table.Column<long>("i").Sum());
        Assert.Equal("4999", table.Column<string>("text")[^1]);
        Assert.Equal(2500, table.Column<long?>("even").Count(value => value is null));
        Assert.Equal(4.0, table.Column<double>("i")[4]);
        Assert.Throws<InvalidCastException>(() => table.Column<long>("even"));
        Assert.Contains("no column 'odd'; there are i, even, text", Assert.Throws<KeyNotFoundException>(() => table.Column<long>("odd")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_converts_numbers_and_refuses_what_is_none()
    {
        var row = Connection.Table("SELECT sum(i) AS sum, 'word' AS word, NULL AS nothing, 1e30 AS large FROM range(10) t(i)")[0];
        Assert.Equal(45, row.Get<int>("sum"));
        Assert.Equal(45.0, row.Get<double>("sum"));
        Assert.Equal((Int128)45, row.Get<Int128>("sum"));
        Assert.Null(row.Get<int?>("nothing"));
        Assert.Throws<InvalidCastException>(() => row.Get<int>("nothing"));
        Assert.Throws<InvalidCastException>(() => row.Get<DateOnly>("word"));
        Assert.Throws<OverflowException>(() => row.Get<int>("large"));
        Assert.True(row.TryGetValue("word", out var word) && (string?)word == "word" && !row.TryGetValue("absent", out _));
        Assert.Equal("{ sum = 45, word = word, nothing = null, large = 1E+30 }", row.ToString());
    }
}
