using System.Numerics;

namespace Solar.DuckDb.Tests;

public sealed class DuckDbStatementTests : WithDatabase
{
    public static TheoryData<object> Values =>
    [
        true, (sbyte)-1, (short)-2, -3, -4L, (byte)1, (ushort)2, 3u, 4ul, (Int128)(-5), UInt128.MaxValue, 1.5f, 2.5, 12.345m, -0.001m, decimal.MaxValue, "", "Größe\0🎉",
        new byte[] { 0, 1, 255 }, new DateOnly(2024, 2, 29), new TimeOnly(1, 2, 3), new DateTime(2024, 2, 29, 1, 2, 3), new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.Zero),
        new DuckDbInterval(1, 2, 3), Guid.Parse("f50e8400-e29b-41d4-a716-446655440000"),
    ];

    [Theory]
    [MemberData(nameof(Values), DisableDiscoveryEnumeration = true)]
    public void A_parameter_comes_back_as_it_went(object value) => Assert.Equal(value, Value("SELECT $it", ("it", value)));

    [Fact]
    public void Lists_nulls_and_what_DuckDB_has_by_another_name_go_too()
    {
        Assert.Equal(new object?[] { 1, null, 3 }, Value("SELECT $it", ("it", new int?[] { 1, null, 3 })));
        Assert.Equal(new object?[] { new object?[] { "a" } }, Value("SELECT $it", ("it", new[] { new[] { "a" } })));
        Assert.Empty((object?[])Value("SELECT $it::INTEGER[]", ("it", Array.Empty<int>()))!);
        Assert.Null(Value("SELECT $it", ("it", null)));
        Assert.Equal(new DuckDbInterval(0, 0, 90_000_000), Value("SELECT $it", ("it", TimeSpan.FromSeconds(90))));
        Assert.Equal((Int128)7, Value("SELECT $it", ("it", new BigInteger(7))));
        Assert.Equal("x", Value("SELECT $it", ("it", 'x')));
        Assert.Equal("Monday", Value("SELECT $it", ("it", DayOfWeek.Monday)));
    }

    [Fact]
    public void One_statement_runs_with_other_values_each_time()
    {
        using var statement = Connection.Prepare("SELECT $a + $b + $a");
        Assert.Equal(["a", "b"], statement.Parameters);
        foreach (var a in new[] { 1, 10 })
        {
            statement.Bind("a", a);
            statement.Bind("b", 5);
            using var result = statement.Run();
            Assert.Equal((2 * a) + 5, result.Single().Get<int>("(($a + $b) + $a)"));
        }
    }

    [Fact]
    public void Parameters_by_place_have_numbers_for_names()
    {
        using var statement = Connection.Prepare("SELECT ? || ?");
        Assert.Equal(["1", "2"], statement.Parameters);
        statement.Bind("2", "b");
        statement.Bind("1", "a");
        using var result = statement.Run();
        Assert.Equal("ab", result.Single()[0]);
    }

    [Fact]
    public void A_parameter_that_is_not_there_is_told_with_those_that_are()
    {
        var wrong = Assert.Throws<ArgumentException>(() => Value("SELECT $right", ("wrong", 1)));
        Assert.Contains("no parameter $wrong; it has $right", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("DuckDB has no value for a Object", Assert.Throws<ArgumentException>(() => Value("SELECT $it", ("it", new object()))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_is_of_its_first_items_type_or_refused()
    {
        Assert.Equal(new object?[] { 1.5, 2.0 }, Value("SELECT $it", ("it", new object[] { 1.5, 2 })));
        Assert.ThrowsAny<Exception>(() => Value("SELECT $it", ("it", new object[] { 1, "no number" })));
        Assert.Equal(1, Value("SELECT 1"));
    }

    [Fact]
    public void A_parameter_without_a_value_is_DuckDBs_error() => Assert.Throws<DuckDbException>(() => Value("SELECT $missing::INTEGER"));
}
