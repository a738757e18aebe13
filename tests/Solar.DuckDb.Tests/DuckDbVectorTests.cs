using System.Numerics;

namespace Solar.DuckDb.Tests;

public sealed class DuckDbVectorTests : WithDatabase
{
    public static TheoryData<string, object> Values => new()
    {
        { "true", true },
        { "false", false },
        { "(-128)::TINYINT", (sbyte)-128 },
        { "(-32768)::SMALLINT", (short)-32768 },
        { "(-2147483648)::INTEGER", int.MinValue },
        { "(-9223372036854775808)::BIGINT", long.MinValue },
        { "255::UTINYINT", (byte)255 },
        { "65535::USMALLINT", (ushort)65535 },
        { "4294967295::UINTEGER", uint.MaxValue },
        { "18446744073709551615::UBIGINT", ulong.MaxValue },
        { "(-170141183460469231731687303715884105728)::HUGEINT", Int128.MinValue },
        { "340282366920938463463374607431768211455::UHUGEINT", UInt128.MaxValue },
        { "'123456789012345678901234567890123456789012345678901234567890'::BIGNUM", BigInteger.Parse("123456789012345678901234567890123456789012345678901234567890") },
        { "'-300'::BIGNUM", new BigInteger(-300) },
        { "'0'::BIGNUM", BigInteger.Zero },
        { "1.5::FLOAT", 1.5f },
        { "'nan'::DOUBLE", double.NaN },
        { "'-infinity'::DOUBLE", double.NegativeInfinity },
        { "5e-324::DOUBLE", double.Epsilon },
        { "1.5::DECIMAL(4,1)", 1.5m },
        { "(-1.25)::DECIMAL(9,2)", -1.25m },
        { "123456789.123456789::DECIMAL(18,9)", 123456789.123456789m },
        { "79228162514264337593543950335::DECIMAL(38,0)", decimal.MaxValue },
        { "(-1234567890.1234567890)::DECIMAL(38,10)", -1234567890.1234567890m },
        { "''", "" },
        { "'twelve bytes'", "twelve bytes" },
        { "'thirteen byte'", "thirteen byte" },
        { "'Größe 🎉 漢字'", "Größe 🎉 漢字" },
        { "'a\\x00\\xFFb'::BLOB", new byte[] { (byte)'a', 0, 255, (byte)'b' } },
        { "'10110'::BIT", "10110" },
        { "'1011011100000001'::BIT", "1011011100000001" },
        { "DATE '2024-02-29'", new DateOnly(2024, 2, 29) },
        { "DATE '0001-01-01'", DateOnly.MinValue },
        { "DATE '9999-12-31'", DateOnly.MaxValue },
        { "TIME '12:34:56.789123'", new TimeOnly(12, 34, 56, 789, 123) },
        { "'01:02:03.1234567'::TIME_NS", new TimeOnly(1, 2, 3).Add(TimeSpan.FromTicks(1_234_567)) },
        { "TIMETZ '12:00:00+02:30'", new DuckDbTimeWithZone(new TimeOnly(12, 0), new TimeSpan(2, 30, 0)) },
        { "TIMETZ '12:00:00-15'", new DuckDbTimeWithZone(new TimeOnly(12, 0), new TimeSpan(-15, 0, 0)) },
        { "TIMESTAMP '1969-12-31 23:59:59.999999'", new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_990) },
        { "TIMESTAMP_S '2024-02-29 01:02:03'", new DateTime(2024, 2, 29, 1, 2, 3) },
        { "TIMESTAMP_MS '2024-02-29 01:02:03.5'", new DateTime(2024, 2, 29, 1, 2, 3, 500) },
        { "TIMESTAMP_NS '2024-02-29 01:02:03.1234567'", new DateTime(2024, 2, 29, 1, 2, 3).AddTicks(1_234_567) },
        { "TIMESTAMPTZ '2024-02-29 01:02:03+02'", new DateTimeOffset(2024, 2, 28, 23, 2, 3, TimeSpan.Zero) },
        { "INTERVAL '14 months 3 days 4 seconds'", new DuckDbInterval(14, 3, 4_000_000) },
        { "UUID '550e8400-e29b-41d4-a716-446655440000'", Guid.Parse("550e8400-e29b-41d4-a716-446655440000") },
        { "UUID 'f50e8400-e29b-41d4-a716-446655440000'", Guid.Parse("f50e8400-e29b-41d4-a716-446655440000") },
        { "'b'::ENUM('a', 'b')", "b" },
        { "[1, NULL, 3]", new object?[] { 1, null, 3 } },
        { "[]::VARCHAR[]", Array.Empty<object?>() },
        { "[['a very long word indeed'], [], NULL]", new object?[] { new object?[] { "a very long word indeed" }, Array.Empty<object?>(), null } },
        { "[1.5, 2.5]::DOUBLE[2]", new object?[] { 1.5, 2.5 } },
        { "union_value(number := 5)", 5 },
    };

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void Every_type_arrives_as_what_it_is(string sql, object expected)
    {
        // Not the first row, so that offsets count; and the null after it is one.
        using var result = Connection.Query($"SELECT v FROM (VALUES (1, {sql}), (0, NULL), (2, NULL)) t(i, v) ORDER BY i");
        var rows = result.ToArray();
        Assert.Equal([null, expected, null], rows.Select(row => row[0]));
        Assert.Equal(expected.GetType(), rows[1][0]!.GetType());
        Assert.Equal(result.Columns[0].Type.ClrType, result.Columns[0].Type.Kind == DuckDbKind.Union ? typeof(object) : expected.GetType());
    }

    [Fact]
    public void Structs_and_maps_arrive_with_their_names_and_keys()
    {
        var nested = Assert.IsType<DuckDbRow>(Value("SELECT {'a': 1, 'b': {'c': ['x', 'y']}}"));
        Assert.Equal(["a", "b"], nested.Keys);
        Assert.Equal(new object?[] { "x", "y" }, ((DuckDbRow)nested["b"]!)["c"]);
        var map = Assert.IsType<Dictionary<object, object?>>(Value("SELECT MAP {'k': 1, 'l': NULL}"));
        Assert.Equal(1, map["k"]);
        Assert.Null(map["l"]);
    }

    [Fact]
    public void Items_are_found_in_every_row_of_many_chunks()
    {
        using var result = Connection.Query("SELECT i, range(i % 5) AS l, {'n': i} AS s, [i, i + 1]::BIGINT[2] AS a FROM range(10000) t(i)");
        var i = 0L;
        foreach (var row in result)
        {
            Assert.Equal(i, row["i"]);
            Assert.Equal(Enumerable.Range(0, (int)(i % 5)).Select(one => (object?)(long)one), (object?[])row["l"]!);
            Assert.Equal(i, ((DuckDbRow)row["s"]!)["n"]);
            Assert.Equal([i, i + 1], (object?[])row["a"]!);
            i++;
        }

        Assert.Equal(10_000, i);
    }

    [Theory]
    [InlineData("SELECT 'infinity'::DATE", "cast it to VARCHAR")]
    [InlineData("SELECT DATE '0044-03-15 (BC)'", "cast it to VARCHAR")]
    [InlineData("SELECT 'infinity'::TIMESTAMP", "cast it to VARCHAR")]
    [InlineData("SELECT TIME '24:00:00'", "cast it to VARCHAR")]
    [InlineData("SELECT 99999999999999999999999999999999999999::DECIMAL(38,0)", "cast it to DOUBLE or VARCHAR")]
    public void What_dotnet_cannot_hold_is_refused_with_advice(string sql, string advice) =>
        Assert.Contains(advice, Assert.Throws<DuckDbException>(() => Value(sql)).Message, StringComparison.Ordinal);

    [Fact]
    public void Columns_are_read_without_a_copy_and_by_the_right_width_only()
    {
        using var result = Connection.Query("SELECT i::INTEGER AS i, 'word ' || i AS w FROM range(5) t(i)");
        using var chunk = result.Chunks().First();
        Assert.Equal([0, 1, 2, 3, 4], chunk.Column(0).Values<int>().ToArray());
        Assert.Equal("word 4"u8.ToArray(), chunk.Column(1).Bytes(4).ToArray());
        Assert.Throws<InvalidOperationException>(() => chunk.Column(0).Values<long>().Length);
        Assert.Throws<InvalidOperationException>(() => chunk.Column(1).Values<long>().Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => chunk.Column(0).Value(5));
    }

    [Fact]
    public void A_column_ends_with_its_chunk()
    {
        using var result = Connection.Query("SELECT 1");
        var chunk = result.Chunks().First();
        var column = chunk.Column(0);
        chunk.Dispose();
        Assert.Throws<ObjectDisposedException>(() => column.Value(0));
    }

    [Fact]
    public void A_type_writes_itself_as_SQL_does()
    {
        using var result = Connection.Query("SELECT 1.5::DECIMAL(9,2) AS d, [1] AS l, {'a': 'x'} AS s, MAP {1: 'b'} AS m, 'a'::ENUM('a') AS e");
        Assert.Equal(["DECIMAL(9, 2)", "INTEGER[]", "STRUCT(a VARCHAR)", "MAP(INTEGER, VARCHAR)", "ENUM('a')"], result.Columns.Select(column => column.Type.ToString()));
    }
}
