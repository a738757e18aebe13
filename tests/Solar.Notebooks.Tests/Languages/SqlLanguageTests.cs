using System.Threading;
using System.Globalization;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Languages;

public sealed class SqlLanguageTests : IDisposable
{
    private readonly Notebook _notebook = new();

    private sealed record Person(string Name, int Age, double? Height = null);

    private enum Colour
    {
        Red,
    }

    public void Dispose() => _notebook.Dispose();

    [Fact]
    public void A_query_shows_its_rows_and_becomes_a_variable()
    {
        var shown = _notebook.Run("sql", "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 20, NULL ORDER BY a");
        Assert.Equal(" a  b\n──  ────\n 1  x\n20  null", shown.Result);
        var rows = Assert.IsAssignableFrom<IReadOnlyList<IReadOnlyDictionary<string, object?>>>(_notebook.Variable("sql", "_sql").Value);
        Assert.Equal(20, rows[1]["a"]);
        Assert.Equal(typeof(IReadOnlyList<IReadOnlyDictionary<string, object?>>), _notebook.Variable("sql", "_sql").Type);
    }

    [Fact]
    public void Twenty_rows_are_shown_and_the_others_counted() =>
        Assert.EndsWith("19\n… 980 more", _notebook.Run("sql", "SELECT i FROM range(1000) t(i)").Result, StringComparison.Ordinal);

    [Fact]
    public void A_sequence_of_records_is_a_table_and_is_looked_at_anew_by_each_cell()
    {
        var people = new List<Person> { new("Ada", 36, 1.65), new("Alan", 41) };
        Declare("people", people);
        Assert.Equal("name  n\n────  ─\nAda   1\nAlan  1", _notebook.Run("sql", "SELECT Name AS name, count(*) AS n FROM people WHERE age > 30 GROUP BY name ORDER BY name").Result);

        people.Add(new("Grace", 85));
        Assert.Equal("n  known\n─  ─────\n3      1", _notebook.Run("sql", "SELECT count(*) AS n, count(Height) AS known FROM people").Result);
    }

    [Fact]
    public void Dictionaries_tuples_anonymous_objects_and_plain_values_are_tables_too()
    {
        Declare("dictionaries", new[] { new Dictionary<string, object?> { ["a"] = 1 }, new Dictionary<string, object?> { ["a"] = 2.5, ["b"] = "x" } });
        Declare("tuples", new[] { (1, "one"), (2, "two") });
        Declare("anonymous", new[] { new { Id = 1, Word = "uno" } });
        Declare("numbers", new[] { 3, 4 });
        Assert.Equal("3.5", Cell("SELECT sum(a) FROM dictionaries"));
        Assert.Equal("one uno", Cell("SELECT Item2 || ' ' || Word FROM tuples JOIN anonymous ON Item1 = Id"));
        Assert.Equal("7", Cell("SELECT sum(value) FROM numbers"));
    }

    [Fact]
    public void Values_of_every_kind_keep_their_type()
    {
        Declare("all_kinds", new[]
        {
            new
            {
                Flag = true, Byte = (byte)1, Long = 1L, Huge = (Int128)1, Single = 1f, Money = 1.25m, Text = "ä", Letter = 'c', Colour = Colour.Red,
                Day = new DateOnly(2024, 2, 29), At = new DateTime(2024, 2, 29, 1, 2, 3), Time = new TimeOnly(4, 5), Span = TimeSpan.FromHours(1), Id = Guid.Empty, Bytes = new byte[] { 1, 2 }, List = new[] { 1, 2 },
            },
        });
        var shown = _notebook.Run("sql", "SELECT column_name, column_type FROM (DESCRIBE all_kinds)");
        var rows = (IReadOnlyList<IReadOnlyDictionary<string, object?>>)_notebook.Variable("sql", "_sql").Value!;
        Assert.NotNull(shown.Result);
        Assert.Equal(
            "BOOLEAN UTINYINT BIGINT HUGEINT FLOAT DECIMAL(38,2) VARCHAR VARCHAR VARCHAR DATE TIMESTAMP TIME INTERVAL UUID BLOB INTEGER[]",
            string.Join(' ', rows.Select(row => row["column_type"])));
        Assert.Equal("1.25 ä c Red 2024-02-29 3", Cell("SELECT concat_ws(' ', Money, Text, Letter, Colour, Day, list_sum(List)) FROM all_kinds"));
    }

    [Fact]
    public void A_result_can_be_queried_again_by_its_name()
    {
        var request = new SourceBlock("SELECT 5 AS five", "cell 1", ["--name", "fives"]);
        RunDirectly(request);
        Assert.Equal("5", Cell("SELECT five FROM fives"));
    }

    [Fact]
    public void Parameters_are_variables()
    {
        Declare("limit", 3);
        Declare("wanted", new[] { 1, 2 });
        Assert.Equal("3", Cell("SELECT count(*) FROM range(10) t(i) WHERE i < $limit"));
        Assert.Equal("2", Cell("SELECT count(*) FROM range(10) t(i) WHERE list_contains($wanted, i)"));
        Assert.Contains("there is no C# variable 'nobody'", _notebook.Fail("sql", "SELECT $nobody").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_statements_run_in_turn_and_the_connection_is_kept()
    {
        var shown = _notebook.Run("sql", "CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1), (2); SELECT sum(a) AS s FROM t; SELECT count(*) AS n FROM t");
        Assert.Equal("n\n─\n2", shown.Result);
        Assert.Equal("2 rows changed\n", shown.Stdout.ReplaceLineEndings("\n"));
        Assert.Equal("s\n─\n3", shown.Events.OfType<DisplayData>().Single().Bundle.Data["text/plain"]!.ToString());
        Assert.Equal("2", Cell("SELECT max(a) FROM t"));
    }

    [Fact]
    public void A_view_over_a_collection_finds_it_again()
    {
        Declare("numbers", new List<int> { 1, 2 });
        _notebook.Run("sql", "CREATE TEMP VIEW doubled AS SELECT value * 2 AS twice FROM numbers");
        Assert.Equal("6", Cell("SELECT sum(twice) FROM doubled"));
    }

    [Fact]
    public void A_table_of_SQLs_own_comes_before_a_variable()
    {
        Declare("t", new[] { 1, 2, 3 });
        Assert.Equal("3", Cell("SELECT count(*) FROM t"));
        _notebook.Run("sql", "CREATE TABLE t AS SELECT 1 AS value");
        Assert.Equal("1", Cell("SELECT count(*) FROM t"));
    }

    [Fact]
    public void Files_beside_the_notebook_are_tables()
    {
        using var folder = new TempFolder();
        var (csv, jsonl, parquet) = (folder.PathOf("people.csv"), folder.PathOf("people.jsonl"), folder.PathOf("people.parquet"));
        File.WriteAllText(csv, "name,age\nAda,36\nAlan,41\n");
        File.WriteAllText(jsonl, "{\"name\":\"Ada\",\"tags\":[\"a\"]}\n{\"name\":\"Alan\",\"tags\":[]}\n");
        _notebook.Run("sql", $"COPY (SELECT * FROM '{csv}') TO '{parquet}' (FORMAT parquet)");
        Assert.Equal("77", Cell($"SELECT sum(age) FROM '{csv}'"));
        Assert.Equal("1", Cell($"SELECT sum(len(tags)) FROM '{jsonl}'"));
        Assert.Equal("41", Cell($"SELECT max(age) FROM '{parquet}'"));
    }

    [Fact]
    public void A_mistake_is_told_in_DuckDBs_words_with_its_place()
    {
        var error = _notebook.Fail("sql", "SELECT 1;\nSELECT nothing FROM range(3)");
        Assert.Equal("Binder Error", error.Name);
        Assert.Contains(error.Traceback, line => line.StartsWith("LINE 2: SELECT nothing", StringComparison.Ordinal));
        Assert.Equal("Parser Error", _notebook.Fail("sql", "SELEC 1").Name);
        Assert.StartsWith("Table with name nowhere does not exist!", _notebook.Fail("sql", "SELECT * FROM nowhere").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_variable_that_is_no_table_is_named()
    {
        Declare("seven", 7);
        Assert.Contains("variable of that name is a Int32, which has no rows", _notebook.Fail("sql", "SELECT * FROM seven").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_query_is_interrupted_and_tables_stay()
    {
        _notebook.Run("sql", "CREATE TABLE kept AS SELECT 1 AS a");
        var shown = new Engine.RecordingFrontEnd { Happened = happened => { if (happened is StreamText) _notebook.Session.Interrupt(); } };
        // The insert tells that the query after it is about to begin.
        var outcome = _notebook.Session.Run(new CellRequest("INSERT INTO kept VALUES (2); SELECT count(*) FROM range(10000000000) a(i), range(1000) b(j) WHERE i % 7 = j % 3", "sql"), shown);
        Assert.Equal(CellStatus.Interrupted, outcome.Status);
        Assert.Equal("2", Cell("SELECT count(*) FROM kept"));
    }

    [Fact]
    public void A_hundred_thousand_records_are_borrowed()
    {
        Declare("many", Enumerable.Range(0, 100_000).Select(i => new Person(i.ToString(CultureInfo.InvariantCulture), i)));
        Assert.Equal("4999950000", Cell("SELECT sum(Age) FROM many"));
    }

    private string Cell(string query)
    {
        _notebook.Run("sql", query);
        var rows = (IReadOnlyList<IReadOnlyDictionary<string, object?>>)_notebook.Variable("sql", "_sql").Value!;
        return Convert.ToString(Assert.Single(rows).Values.Single(), CultureInfo.InvariantCulture)!;
    }

    // Shared with SQL directly; C#'s own variables are looked up the same way.
    private void Declare(string name, object value) => _notebook.Session.Language("sql").Declare(name, value, value.GetType());

    private void RunDirectly(SourceBlock block) => _notebook.Session.Language("sql").Run(block, CancellationToken.None);
}
