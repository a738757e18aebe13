namespace Solar.Notebooks.Tests.Engine.CSharp;

/// <summary>What of C# works in a cell.</summary>
public sealed class ScriptFeatureTests : CellTest
{
    public static TheoryData<string, string> Features => new()
    {
        { "await Task.FromResult(1)", "1" },
        { "async IAsyncEnumerable<int> Count() { for (var i = 0; i < 3; i++) { await Task.Yield(); yield return i; } }\nvar sum = 0; await foreach (var i in Count()) sum += i; sum", "3" },
        { "record Point(int X, int Y);\nnew Point(1, 2) with { Y = 3 } is (1, 3)", "True" },
        { "record struct Pair(int A, int B);\nnew Pair(1, 2) == new Pair(1, 2)", "True" },
        { "int[] numbers = [1, .. new[] { 2, 3 }];\nnumbers.Length", "3" },
        { "class Box(int size) { public int Size => size; }\nnew Box(4).Size", "4" },
        { "\"\"\"\n  raw \"quotes\"\n  \"\"\"", "raw \"quotes\"" },
        { "\"äö\"u8.Length", "4" },
        { "new[] { 1, 2, 3 } is [1, .., var last] ? last : 0", "3" },
        { "class Need { public required int X { get; init; } }\nnew Need { X = 2 }.X", "2" },
        { "T Sum<T>(params T[] xs) where T : System.Numerics.INumber<T> { var sum = T.Zero; foreach (var x in xs) sum += x; return sum; }\nSum(1.5, 2)", "3.5" },
        { "interface IName { static abstract string Name { get; } }\nclass Named : IName { public static string Name => \"n\"; }\nstring Of<T>() where T : IName => T.Name;\nOf<Named>()", "n" },
        { "static int Twice(this int n) => 2 * n;\n4.Twice()", "8" },
        { "class Even { public int X { get; set => field = value / 2 * 2; } }\nnew Even { X = 5 }.X", "4" },
        { "int Count(params ReadOnlySpan<int> xs) => xs.Length;\nCount(1, 2, 3)", "3" },
        { "class Holder { public int X; }\nHolder none = null; none?.X = 5; none is null", "True" },
        { "class Acc { public int N; public void operator +=(int n) => N += n; }\nvar acc = new Acc(); acc += 5; acc.N", "5" },
        { "nameof(List<>)", "List" },
        { "delegate bool Parse(string s, out int n);\nParse parse = (s, out n) => int.TryParse(s, out n);\nparse(\"12\", out var n) ? n : 0", "12" },
        { "var gate = new System.Threading.Lock(); lock (gate) { }\n1", "1" },
        { "unsafe int Read() { var x = 5; var p = &x; return *p; }\nRead()", "5" },
        { "var i = 0; again: i++; if (i < 3) goto again;\ni", "3" },
        { "dynamic d = \"text\"; (int)d.Length", "4" },
        { "ref struct Window { public int X; }\nint Use() { var w = new Window { X = 3 }; return w.X; }\nUse()", "3" },
        { "using Pairs = System.Collections.Generic.List<(int A, int B)>;\nnew Pairs { (1, 2) }[0].B", "2" },
        { "using static System.Math;\nMax(1, 2)", "2" },
        { "#nullable enable\nstring? none = null;\nnone?.Length ?? -1", "-1" },
        { "using System.Linq.Expressions;\nExpression<Func<int, int>> twice = x => x * 2;\n$\"{twice} {twice.Compile()(4)}\"", "x => (x * 2) 8" },
        { "Func<int, Func<int, int>> add = a => b => a + b;\nadd(1)(2)", "3" },
        { "var query = from w in new[] { \"b\", \"aa\" } orderby w.Length descending select w.ToUpper();\nstring.Join(\",\", query)", "AA,B" },
        { "int Fib(int n) => n < 2 ? n : Fib(n - 1) + Fib(n - 2);\nFib(20)", "6765" },
        { "IEnumerable<int> Odd() { for (var i = 1; i < 6; i += 2) yield return i; }\nOdd().Sum()", "9" },
        { "async Task<int> Later(int x) => await Task.FromResult(x);\nasync Task Nothing() => await Task.Yield();\nawait Nothing(); await Later(7)", "7" },
        { "var seen = new List<int>(); new List<int> { 1, 2 }.ForEach(x => seen.Add(x)); seen.Count", "2" },
        { "{ using var memory = new MemoryStream(); memory.WriteByte(1); }\n1", "1" },
        { "int Total() { Span<int> s = [1, 2, 3]; var t = 0; foreach (var x in s) t += x; return t; }\nTotal()", "6" },
        { "var x = 1; var y = x switch { 1 => \"one\", _ => \"more\" }; y", "one" },
        { "try { throw new ArgumentException(); } catch (Exception e) when (e is ArgumentException) { Console.Write(\"\"); }\n1", "1" },
        { "System.Text.Json.JsonSerializer.Serialize(new { A = 1 })", "{\"A\":1}" },
        { "new System.Net.Http.HttpClient().Timeout.TotalSeconds", "100" },
        { "System.Collections.Immutable.ImmutableArray.Create(1, 2).Length", "2" },
        { "using System.Xml.Linq;\nXElement.Parse(\"<a b='1'/>\").Attribute(\"b\").Value", "1" },
        { "if (true) return 5;\nreturn 6;", "5" },
        { "(1, \"two\").Item2", "two" },
        { "long sum = 0; Parallel.For(0, 100, i => Interlocked.Add(ref sum, i)); sum", "4950" },
        { "switch (2) { case 1: break; case 2: for (;;) { break; } break; }\nstring.Create(3, 'x', (span, c) => span.Fill(c))", "xxx" },
    };

    [Theory]
    [MemberData(nameof(Features))]
    public void Works_in_a_cell(string code, string value) => Assert.Equal(value, Value(code));

    [Fact]
    public void The_table_is_whole() => Assert.Equal(46, Features.Count);

    // Cells that declare nothing are left out of what later cells are compiled against.
    [Fact]
    public void Cells_that_declare_nothing_change_what_others_declared()
    {
        Run("var x = 1; object kept = null;");
        for (var i = 0; i < 3; i++)
            Assert.Equal($"{i + 2}", Value("x = x + 1;\nx"));
        Run("int.TryParse(\"5\", out var parsed);");
        Run("kept = new { A = 1 };");
        Run("if (x is var pattern) x += pattern;");
        Assert.Equal("8 5 4 True", Value("$\"{x} {parsed} {pattern} {kept.Equals(new { A = 1 })}\""));
        Assert.Equal("9", Value("{ var inner = 9; x = inner; }\nx"));
        Assert.Contains("inner", Fail("inner").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cell_that_declares_nothing_and_fails_takes_no_value_back()
    {
        Run("var a = 5; string b = \"old\";");
        Run("var a = 0; string b = null;");
        Fail("a = a; throw new InvalidOperationException(\"no\");");
        Assert.Equal("0 True", Value("$\"{a} {b is null}\""));
    }

    [Fact]
    public void Usings_types_and_variables_carry_over_and_may_be_declared_again()
    {
        Run("using System.Text.Json;\nusing static System.Math;");
        Run("record Thing(int A);\nvar t = new Thing(1);");
        Assert.Equal("{\"A\":1} 2", Value("$\"{JsonSerializer.Serialize(t)} {Max(1, 2)}\""));
        Run("record Thing(string B); var t = new Thing(\"b\"); int Twice(int n) => n * 2;");
        Assert.Equal("b", Value("t.B"));
        Run("int Twice(int n) => n * 20;");
        Assert.Equal("40", Value("Twice(2)"));
        Run("var t = 5;");
        Assert.Equal("6", Value("t + 1"));
    }

    [Fact]
    public void Cells_of_comments_usings_or_nothing_run()
    {
        Assert.Null(Value("// only a comment"));
        Assert.Null(Value(""));
        Assert.Null(Value("using System.Xml.Linq;"));
        Assert.Equal("a", Value("new XElement(\"a\").Name.LocalName"));
    }

    [Fact]
    public void A_hot_loop_in_a_function_runs_optimised()
    {
        // The compiler's debug mode takes about five times as long; the limit leaves room for a busy machine.
        Run("long Loop() { long sum = 0; for (var i = 0; i < 200_000_000; i++) sum += i ^ (sum >> 3); return sum; }");
        var page = Run("var watch = System.Diagnostics.Stopwatch.StartNew(); Loop(); watch.ElapsedMilliseconds");
        TestContext.Current.TestOutputHelper?.WriteLine($"{page.Result} ms");
        Assert.True(long.Parse(page.Result!, System.Globalization.CultureInfo.InvariantCulture) < 5000, page.Result);
    }

    [Fact]
    public void Parameters_are_declared_with_their_types()
    {
        Session.Declare("epochs", 3, typeof(int));
        Session.Declare("rates", new Dictionary<string, double?[]> { ["a"] = [1, null] }, typeof(Dictionary<string, double?[]>));
        Session.Declare("nothing", null, typeof(string));
        Session.Declare("@class".TrimStart('@'), "keyword", typeof(string));
        Assert.Equal("4 1 True keyword", Value("$\"{epochs + 1} {rates[\"a\"][0]} {nothing is null} {@class}\""));
    }
}
