using System.Data;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Tasks;
using System.Xml.Linq;
using Solar.Notebooks.Display;

namespace Solar.Notebooks.Tests.Display;

public sealed class FormatterTests
{
    private sealed record Point(int X, double Y);

    private sealed record Line(string Name, Point From, Point? To);

    private sealed class Speaking
    {
        public int Age { get; init; } = 3;

        public override string ToString() => "my own words";
    }

    private sealed class Failing
    {
        public readonly int Field = 7;

        public int Good => 1;

        public int Bad => throw new InvalidOperationException("boom");

        public int this[int index] => index;

        public static int Shared => 5;
    }

    private sealed class Node
    {
        public Node? Next { get; set; }
    }

    private class Base
    {
        public int First { get; } = 1;

        public virtual string Hidden { get; } = "base";
    }

    private sealed class Derived : Base
    {
        public int Last { get; } = 3;

        public override string Hidden { get; } = "derived";
    }

    public static TheoryData<object?, string> Words => new()
    {
        { null, "null" },
        { 42, "42" },
        { -1.5, "-1.5" },
        { 0.1 + 0.2, "0.30000000000000004" },
        { 1e-7f, "1E-07" },
        { double.NaN, "NaN" },
        { 1234567.5m, "1234567.5" },
        { (Half)0.5f, "0.5" },
        { Int128.MaxValue, "170141183460469231731687303715884105727" },
        { BigInteger.Pow(10, 30), "1000000000000000000000000000000" },
        { new Complex(1, -2), "1 - 2i" },
        { true, "True" },
        { 'x', "x" },
        { "two\nlines", "two\nlines" },
        { "", "" },
        { DayOfWeek.Friday, "Friday" },
        { new DateTime(2024, 2, 29, 1, 2, 3, 450), "2024-02-29 01:02:03.45" },
        { new DateTimeOffset(2024, 2, 29, 1, 2, 3, TimeSpan.FromHours(2)), "2024-02-29 01:02:03 +02:00" },
        { new DateOnly(2024, 2, 29), "2024-02-29" },
        { new TimeOnly(1, 2, 3), "01:02:03" },
        { TimeSpan.FromSeconds(90), "00:01:30" },
        { Guid.Empty, "00000000-0000-0000-0000-000000000000" },
        { new Uri("https://example.org/a?b"), "https://example.org/a?b" },
        { new Version(1, 2), "1.2" },
        { typeof(Dictionary<string, List<int[,]?>>), "Dictionary<string, List<int[,]>>" },
        { typeof((int, string?)), "(int, string)" },
        { typeof(int?), "int?" },
        { new Func<int, string>(i => ""), "Func<int, string>" },
        { new byte[] { 0, 255 }, "byte[2] 00 FF" },
        { new byte[25], "byte[25] " + string.Join(' ', Enumerable.Repeat("00", 20)) + " …" },
        { new ReadOnlyMemory<byte>([1]), "ReadOnlyMemory<byte>[1] 01" },
        { new[] { 1, 2, 3 }, "[1, 2, 3]" },
        { Array.Empty<string>(), "[]" },
        { new List<object?> { 1, null, "a" }, "[1, null, a]" },
        { new Memory<int>([1, 2, 3]).Slice(1), "[2, 3]" },
        { new ArraySegment<int>([1, 2, 3], 1, 2), "[2, 3]" },
        { (1, "one"), "(1, one)" },
        { new[] { (1, "one"), (2, "two") }, "[(1, one), (2, two)]" },
    };

    [Theory]
    [MemberData(nameof(Words), DisableDiscoveryEnumeration = true)]
    public void What_is_a_word_or_a_row_of_words_is_plain_text_alone(object? value, string expected)
    {
        var data = Formatter.Of(value).Data;
        Assert.Equal(["text/plain"], data.Keys);
        Assert.Equal(expected, data["text/plain"]!.ToString());
    }

    [Fact]
    public void Twenty_items_are_shown_and_the_others_counted_where_that_is_known()
    {
        var head = string.Join(", ", Enumerable.Range(0, 20));
        Assert.Equal($"[{head}, … 980 more]", Text(Enumerable.Range(0, 1000).ToList()));
        Assert.Equal($"[{head}, … 980 more]", Text(new Queue<int>(Enumerable.Range(0, 1000))));
        Assert.Equal($"[{head}, … more]", Text(Enumerable.Range(0, 1000).Where(i => i >= 0)));
        Assert.Equal($"[{head}]", Text(Enumerable.Range(0, 20)));
    }

    [Fact]
    public void An_endless_sequence_is_asked_for_one_item_more_than_is_shown_and_only_once()
    {
        var asked = 0;
        IEnumerable<int> Endless()
        {
            while (true)
                yield return asked++;
        }

        Assert.EndsWith("… more]", Formatter.Of(Endless()).Data["text/plain"]!.ToString(), StringComparison.Ordinal);
        Assert.Equal(21, asked);
        asked = 0;
        Assert.Equal(2, Formatter.Of(Endless().Select(i => new Point(i, i))).Data.Count);
        Assert.Equal(21, asked);
    }

    [Fact]
    public void Records_are_a_table_with_numbers_at_the_right()
    {
        var lines = new[] { new Line("short", new Point(1, 2), null), new Line("much longer", new Point(10, 2.5), new Point(0, 0)) };
        Assert.Equal(
            """
            Name         From                                      To
            ───────────  ────────────────────────────────────────  ─────────────────────────────────────
            short        FormatterTests.Point { X = 1, Y = 2 }     null
            much longer  FormatterTests.Point { X = 10, Y = 2.5 }  FormatterTests.Point { X = 0, Y = 0 }
            """.ReplaceLineEndings("\n"),
            Text(lines));
        Assert.Equal(" X    Y\n──  ───\n 1    2\n10  2.5", Text(new[] { new Point(1, 2), new Point(10, 2.5) }));
        Assert.Equal(
            "<table border=\"1\" cellpadding=\"4\" style=\"border-collapse:collapse;color:inherit\"><thead><tr><th style=\"text-align:right\">X</th><th style=\"text-align:right\">Y</th></tr></thead>"
            + "<tbody><tr><td style=\"text-align:right\">1</td><td style=\"text-align:right\">2</td></tr></tbody></table>",
            Html(new[] { new Point(1, 2) }));
    }

    [Fact]
    public void A_long_table_tells_how_many_rows_are_left()
    {
        var rows = Enumerable.Range(0, 1000).Select(i => new Point(i, i)).ToArray();
        Assert.EndsWith("19  19\n… 980 more", Text(rows), StringComparison.Ordinal);
        Assert.EndsWith("<div style=\"opacity:.7\">… 980 more</div>", Html(rows), StringComparison.Ordinal);
    }

    [Fact]
    public void Rows_of_different_kinds_share_their_columns_and_leave_gaps()
    {
        Assert.Equal("A  B  C\n─  ─  ─\n1  2\n   3  x", Text(new object[] { new { A = 1, B = 2 }, new { B = 3, C = "x" } }));
        Assert.Equal("A  B\n─  ────\n1  null", Text(new[] { new Dictionary<string, object?> { ["A"] = 1, ["B"] = null } }));
    }

    [Fact]
    public void Wide_letters_keep_columns_under_each_other() =>
        Assert.Equal("Word  N\n────  ─\n漢字  1\ne\u0301     2", Text(new[] { new { Word = "漢字", N = 1 }, new { Word = "e\u0301", N = 2 } }));

    [Fact]
    public void Objects_dictionaries_and_tables_are_laid_out_by_name()
    {
        Assert.Equal("FormatterTests.Point\n  X: 1\n  Y: 2", Text(new Point(1, 2)));
        Assert.Equal("A: 1\nB: x", Text(new { A = 1, B = "x" }));
        Assert.Equal("a: 1\nb: 2", Text(new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 }));
        Assert.Equal("(1, 2): [3]", Text(new SortedDictionary<(int, int), int[]> { [(1, 2)] = [3] }));
        using var table = new DataTable();
        table.Columns.Add("n", typeof(int));
        table.Columns.Add("s");
        table.Rows.Add(1, "x");
        table.Rows.Add(DBNull.Value, "y");
        Assert.Equal("   n  s\n────  ─\n   1  x\nnull  y", Text(table));
        Assert.Equal("n: 1\ns: x", Text(table.Rows[0]));
    }

    [Fact]
    public void Base_members_come_first_and_an_overridden_one_once() =>
        Assert.Equal("FormatterTests.Derived\n  First: 1\n  Last: 3\n  Hidden: derived", Text(new Derived()));

    [Fact]
    public void Arrays_of_more_dimensions_and_rows_of_numbers_are_matrices()
    {
        Assert.Equal("int[2, 3]\n1  2   3\n4  5  60", Text(new[,] { { 1, 2, 3 }, { 4, 5, 60 } }));
        Assert.Equal("1  20\n3   4", Text(new double[][] { [1, 20], [3, 4] }));
        Assert.Equal("[[1, 2], [3]]", Text(new[] { new[] { 1, 2 }, new[] { 3 } }));
        Assert.Equal("[0] int[2, 2, 2] at [0]\n    0  0\n    0  0\n[1] int[2, 2, 2] at [1]\n    0  0\n    0  9", Text(Cube()));
        Assert.Contains("… 80 more rows, … 180 more columns", Text(new int[100, 200]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_property_that_throws_shows_its_exception() =>
        Assert.Equal("FormatterTests.Failing\n  Field: 7\n  Good: 1\n  Bad: ⚠ InvalidOperationException: boom".Split('\n').Order(), Text(new Failing()).Split('\n').Order());

    [Fact]
    public void Who_has_words_of_its_own_is_heard()
    {
        Assert.Equal("my own words\n  Age: 3", Text(new Speaking()));
        Assert.Equal("[my own words]", Text(new[] { new Speaking() }));
    }

    [Fact]
    public void Circles_and_depth_have_an_end()
    {
        var circle = new Node();
        circle.Next = new Node { Next = circle };
        Assert.Equal("FormatterTests.Node\n  Next: FormatterTests.Node { Next = ↺ FormatterTests.Node }", Text(circle));
        var itself = new List<object>();
        itself.Add(itself);
        Assert.Equal("[↺ List<object>]", Text(itself));

        Node? deep = null;
        for (var i = 0; i < 100; i++)
            deep = new Node { Next = deep };
        Assert.Equal(6, Text(deep!).Split("Next").Length - 1);
        Assert.Contains("… FormatterTests.Node", Text(deep!), StringComparison.Ordinal);
    }

    [Fact]
    public void What_branches_at_every_level_stays_small()
    {
        object Branching(int level) => level == 0 ? 1 : Enumerable.Range(0, 20).Select(_ => Branching(level - 1)).ToArray();
        Assert.InRange(Html(Branching(5)).Length, 1, 1_000_000);
    }

    [Fact]
    public async Task Tasks_and_lazies_are_shown_as_far_as_they_are_and_never_awaited()
    {
        Assert.Equal("Task<int>\n  Status: RanToCompletion\n  Result: 5", Text(Task.FromResult(5)));
        Assert.Equal("Task<int>\n  Status: WaitingForActivation", Text(new TaskCompletionSource<int>().Task));
        Assert.Contains("Exception: InvalidOperationException: no", Text(Task.FromException(new InvalidOperationException("no"))), StringComparison.Ordinal);
        var made = false;
        var lazy = new Lazy<int>(() =>
        {
            made = true;
            return 3;
        });
        Assert.Equal("Lazy<int>\n  IsValueCreated: False", Text(lazy));
        Assert.False(made);
        async Task Nothing() => await Task.Yield();
        var done = Nothing();
        await done;
        Assert.Equal("Task\n  Status: RanToCompletion", Text(done));
    }

    [Fact]
    public void Json_xml_and_exceptions_keep_their_lines()
    {
        Assert.Equal("{\n  \"a\": [\n    1\n  ],\n  \"ä\": \"<\"\n}", Text(JsonNode.Parse("{\"a\":[1],\"ä\":\"<\"}")!).ReplaceLineEndings("\n"));
        Assert.Equal("[\n  1\n]", Text(JsonDocument.Parse("[1]").RootElement).ReplaceLineEndings("\n"));
        Assert.Equal("<a>\n  <b />\n</a>", Text(XElement.Parse("<a><b/></a>")).ReplaceLineEndings("\n"));
        Assert.StartsWith("System.InvalidOperationException: no\n ---> System.ArgumentException: inner", Text(new InvalidOperationException("no", new ArgumentException("inner"))).ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.Contains("{↵", Text(new { Json = JsonNode.Parse("{\"a\":1}") }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_and_its_length_told()
    {
        Assert.EndsWith("… (1,000,000 characters)", Text(new string('x', 1_000_000)), StringComparison.Ordinal);
        Assert.InRange(Text(new { Long = new string('x', 1_000_000) }).Length, 1, 1000);
    }

    [Fact]
    public void Groups_have_their_key() => Assert.Equal("[0] { Key = 1, Items = [a, c] }\n[1] { Key = 2, Items = [bb] }", Text(new[] { "a", "bb", "c" }.GroupBy(word => word.Length)));

    [Fact]
    public void Html_is_escaped_and_has_neither_script_nor_style_sheet()
    {
        var html = Html(new[] { new { A = "<script>alert('x')</script>", B = "a & \"b\"" } }) + Html(new { C = "<style>" }) + Html("<img>") + Html(new Speaking());
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<style", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("color", html.Replace("color:inherit", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("&lt;script&gt;", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bundle_is_itself_also_within_something_else()
    {
        var bundle = MimeBundle.Of("text/html", "<b>bold</b>");
        Assert.Same(bundle, Formatter.Of(bundle));
        Assert.Contains("<b>bold</b>", Html(new { Inner = bundle }), StringComparison.Ordinal);
        Assert.Throws<FormatterException>(() => Formatter.Of(bundle, "image/png"));
    }

    [Fact]
    public void A_picture_is_known_by_how_it_begins()
    {
        byte[] png = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2];
        var bundle = MimeBundle.Image(png, width: 50);
        Assert.Equal(png, Convert.FromBase64String(bundle.Data["image/png"]!.ToString()));
        Assert.Equal(50, bundle.Metadata!["image/png"]!["width"]!.GetValue<int>());
        Assert.Throws<ArgumentException>(() => MimeBundle.Image([1, 2, 3]));
    }

    [Fact]
    public void A_form_that_is_asked_for_is_given_or_refused()
    {
        Assert.Equal("# Title", Formatter.Of("# Title", "text/markdown").Data["text/markdown"]!.ToString());
        Assert.Equal("{\"X\":1,\"Y\":2}", Formatter.Of(new Point(1, 2), "application/json").Data["application/json"]!.ToJsonString());
        Assert.Equal("<pre style=\"margin:0;white-space:pre-wrap\">5</pre>", Html(5));
        Assert.Contains("has no form 'text/latex'", Assert.Throws<FormatterException>(() => Formatter.Of(5, "text/latex")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_exception_while_a_sequence_is_walked_is_the_cells() =>
        Assert.Throws<DivideByZeroException>(() => Formatter.Of(new[] { 1, 0 }.Select(i => 1 / i)));

    private static int[,,] Cube()
    {
        var cube = new int[2, 2, 2];
        cube[1, 1, 1] = 9;
        return cube;
    }

    private static string Text(object? value) => Formatter.Of(value, "text/plain").Data["text/plain"]!.ToString();

    private static string Html(object? value) => Formatter.Of(value, "text/html").Data["text/html"]!.ToString();
}
