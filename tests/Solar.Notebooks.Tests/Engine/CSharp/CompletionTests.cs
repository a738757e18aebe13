using System.Diagnostics;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine.CSharp;

public sealed class CompletionTests(CompletionSession shared) : IClassFixture<CompletionSession>
{
    /// <summary>Code with the cursor at ‸; what must be offered; what must not.</summary>
    public static TheoryData<string, string, string> Cases => new()
    {
        // behind a dot
        { "Console.‸", "WriteLine ReadLine Out", "var if Console MemberwiseClone" },
        { "Console.Wri‸", "Write WriteLine", "ReadLine Out" },
        { "Console.wri‸", "Write WriteLine", "ReadLine" },
        { "Console.Wri‸teLine(1)", "Write WriteLine", "ReadLine" },
        { "\"text\".‸", "Length Substring Select Contains", "IsNullOrEmpty var" },
        { "string.‸", "Join IsNullOrEmpty Empty", "Length Substring" },
        { "String.‸", "Join IsNullOrEmpty Empty", "Length" },
        { "int.‸", "Parse MaxValue", "ToString CompareTo" },
        { "Math.P‸", "PI Pow", "Max E" },
        { "DateTime.Now.‸", "Year AddDays", "Now Parse" },
        { "DateTime.Now.AddDays(1).Ho‸", "Hour", "Year" },
        { "new int[3].‸", "Length Sum", "Add" },
        { "(1, \"a\").‸", "Item1 Item2", "Item3" },
        { "(left: 1, right: 2).‸", "left right", "Length" },
        { "new { Name = \"x\", Size = 3 }.‸", "Name Size", "Length" },
        { "Environment.SpecialFolder.‸", "Desktop UserProfile", "ToString Parse" },
        { "System.‸", "Console Collections Text", "WriteLine var" },
        { "System.Text.‸", "StringBuilder Json", "Append" },
        { "typeof(int).‸", "Name Assembly", "GetTypeFromHandle" },
        { "\"a\"?.‸", "Length", "IsNullOrEmpty" },
        { "int? maybe = 3; maybe?.‸", "CompareTo", "HasValue" },
        { "int? maybe = 3; maybe.‸", "HasValue Value", "Parse" },
        { "new List<int>().‸", "Add Count Where", "Capacity2" },
        { "Task.‸", "Run Delay WhenAll", "Wait Result" },
        { "await Task.‸", "Run Delay", "Wait" },
        { "Console\n    .‸", "WriteLine", "if" },
        { "numbers.‸\nvar y = 1;", "Count Where", "if" },
        { "numbers.‸\nnumbers.Add(1);", "Count Where", "if" },
        { "Console.WriteLine(numbers.‸)", "Count Where", "WriteLine" },
        { "$\"{numbers.‸}\"", "Count Where", "if" },
        { "if (numbers.‸", "Count Any", "if" },
        { "for (var i = 0; i < numbers.‸; i++) { }", "Count", "i" },

        // LINQ and lambdas
        { "numbers.Where(n => n > 1).‸", "Select ToList OrderBy", "Add" },
        { "numbers.Where(n => n.‸", "CompareTo", "Where Add" },
        { "words.Select(w => w.‸).ToList()", "Length ToUpper", "Key IsNullOrEmpty" },
        { "words.Where(w => w.Length > 2).Select(w => w.‸)", "Length Substring", "Count2" },
        { "words.GroupBy(w => w.Length).Select(g => g.‸", "Key Count", "Length" },
        { "words.ToDictionary(w => w, w => w.Length).‸", "Keys Values TryGetValue", "Length" },
        { "words.OrderBy(w => w.Length).ThenBy(w => w.‸", "Length", "ThenBy" },
        { "words.Select(word => wo‸", "word words", "while" },
        { "words.Select((word, index) => ‸)", "word index words", "class" },
        { "from w in words where w.‸", "Length StartsWith", "where" },
        { "from w in words where w.Length > 1 ‸", "select orderby where", "words Console" },
        { "from w in words select ‸", "w words", "class" },
        { "words.Aggregate(0, (sum, w) => sum + w.‸", "Length", "sum" },
        { "people.Max(p => p.‸", "Age Name", "Max" },
        { "people.Where(p => p.Age > 3).First().‸", "Age Name Deconstruct", "First" },
        { "Func<string, int> f = s => s.‸", "Length", "Invoke" },

        // earlier cells
        { "num‸", "numbers", "words" },
        { "var other = number‸s.Count;", "numbers", "words" },
        { "Twi‸", "Twice", "numbers" },
        { "Twice(3).‸", "CompareTo", "Length" },
        { "Per‸", "Person", "people2" },
        { "ada.‸", "Name Age", "Parse people" },
        { "people[0].Name.‸", "Length", "Age" },
        { "dupl‸", "duplicated", "numbers" },
        { "duplicated.‸", "Length", "CompareTo2 DayOfWeek" },

        // this cell
        { "var local = 3; loc‸", "local", "later" },
        { "loc‸\nvar local = 3;", "", "local" },
        { "int Square(int side) { return si‸; }", "side sizeof", "Square2" },
        { "void F() { var inner = 1; inn‸ }", "inner", "numbers" },
        { "void F() { var inner = 1; }\ninn‸", "", "inner" },
        { "class C { int field; void M() { fie‸ } }", "field", "numbers2" },
        { "class C { int field; void M() { this.‸ } }", "field M", "numbers" },
        { "foreach (var word in words) { wor‸ }", "word words", "where2" },
        { "var xs = words; xs.‸", "Length Select", "Add2" },

        // types
        { "new ‸", "List StringBuilder Person int", "numbers Console Math IEnumerable DayOfWeek if" },
        { "new Str‸", "StringBuilder StringWriter", "numbers Stream" },
        { "new System.Text.‸", "StringBuilder Json", "Rune2 EncoderFallbackBuffer" },
        { "List<int> xs = new ‸", "List<int> List", "numbers" },
        { "new List<‸", "int string Person DateTime", "numbers WriteLine" },
        { "Dictionary<string, ‸", "int Person", "numbers" },
        { "typeof(‸", "Person int List", "numbers" },
        { "object o = 1; o is ‸", "Person int string", "numbers WriteLine" },
        { "o as Str‸", "StringBuilder", "numbers" },
        { "class D : ‸", "Person IDisposable Exception", "numbers" },
        { "void G(‸", "int Person ref", "numbers" },
        { "catch2(); try { } catch (Inv‸", "InvalidOperationException", "numbers" },
        { "public ‸", "static class int Person", "numbers" },

        // initialisers and patterns
        { "new Box { ‸", "Width Height Tags", "Area Parse Console numbers" },
        { "new Box { Width = 1, ‸", "Height", "Width Area" },
        { "new Box { Wi‸", "Width", "Height" },
        { "new Box { Width = 1, He‸ }", "Height", "Width" },
        { "Box b = new() { ‸ }", "Width Height", "Area" },
        { "new Box { Width = num‸", "numbers", "Width2" },
        { "var older = ada with { ‸", "Name Age", "numbers Deconstruct" },
        { "ada is { ‸", "Name Age", "numbers" },
        { "ada is { Age: > 3, ‸", "Name", "numbers" },
        { "new System.Text.Json.JsonSerializerOptions { Wri‸", "WriteIndented", "Default" },

        // arguments
        { "Twice(‸", "value: numbers", "Console2" },
        { "Twice(va‸", "value:", "numbers" },
        { "new Person(‸", "Name: Age:", "Deconstruct" },
        { "new Person(\"x\", ‸", "Age:", "Name:" },
        { "new Person(Name: \"x\", ‸", "Age:", "Name:" },
        { "string.Join(sep‸", "separator:", "numbers" },
        { "people.Sort(com‸", "comparison: comparer:", "numbers" },

        // enums
        { "DayOfWeek day = ‸", "DayOfWeek.Monday DayOfWeek", "Monday" },
        { "DayOfWeek day = Mon‸", "DayOfWeek.Monday", "DayOfWeek.Friday" },
        { "if (DateTime.Now.DayOfWeek == ‸", "DayOfWeek.Sunday", "Sunday" },
        { "switch (DateTime.Now.DayOfWeek) { case ‸", "DayOfWeek.Sunday", "Sunday" },
        { "var s = DateTime.Now.DayOfWeek switch { ‸", "DayOfWeek.Sunday", "Sunday" },
        { "DateTime.Now.DayOfWeek is ‸", "DayOfWeek.Sunday", "numbers" },
        { "\"a\".Equals(\"A\", ‸", "StringComparison.Ordinal comparisonType:", "Ordinal" },
        { "DayOfWeek.‸", "Monday Sunday", "ToString Parse Equals" },

        // usings and attributes
        { "using ‸", "System Solar static", "Console numbers" },
        { "using System.‸", "Collections Text", "Console" },
        { "using static System.‸", "Math Collections", "WriteLine" },
        { "using static System.Ma‸", "Math", "Console" },
        { "[Obs‸]\nclass Old { }", "Obsolete", "ObsoleteAttribute numbers" },
        { "[System.Diagnostics.‸]\nclass Old { }", "DebuggerDisplayAttribute", "numbers" },
        { "[Obsolete(‸)]\nclass Old { }", "message: error: DiagnosticId", "Obsolete2" },

        // keywords
        { "fore‸", "foreach", "numbers" },
        { "‸", "Console numbers Person var foreach", "Length" },
        { "var x = ‸", "numbers new true typeof", "class foreach" },
        { "var x = tr‸", "true", "try" },
        { "numbers ‸", "is switch as", "Console numbers foreach" },
        { "if (true) { } el‸", "else", "numbers" },
        { "return nu‸", "numbers null", "words" },
        { "await ‸", "Task numbers", "class" },

        // nothing
        { "// Console.‸", "", "WriteLine" },
        { "\"Console.‸\"", "", "WriteLine" },
        { "\"Console.‸", "", "WriteLine" },
        { "/* Console.‸ */", "", "WriteLine" },
        { "$\"Console.‸ {1}\"", "", "WriteLine" },
        { "\"\"\"Console.‸\"\"\"", "", "WriteLine" },
        { "12‸", "", "numbers Console" },
        { "1.‸", "", "ToString numbers" },
        { "'‸", "", "numbers" },
        { "var ‸", "", "numbers Console" },
        { "int num‸", "", "numbers" },
        { "class ‸", "", "numbers Console" },
        { "nothing.‸", "", "ToString Console" },
        { "nothing.at.all().‸", "", "ToString Console" },
        { "#if false\nConsole.‸\n#endif", "", "WriteLine" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Offers_what_fits_and_nothing_else(string code, string wanted, string unwanted)
    {
        var offers = Offers(code);
        Assert.Empty(Words(wanted).Except(offers));
        Assert.Empty(Words(unwanted).Intersect(offers));
    }

    [Fact]
    public void Offers_something_or_nothing_at_every_place_of_real_code_and_of_every_beginning_of_it()
    {
        var code = Program.ReplaceLineEndings("\n");
        Assert.True(code.Split('\n').Length >= 60);
        for (var position = 0; position <= code.Length; position++)
        {
            Check(code, position);
            if (position % 23 == 0)
                Check(code[..position], position);
        }

        void Check(string text, int position)
        {
            var found = shared.Session.Complete(text, position);
            Assert.InRange(found.Start, 0, position);
            Assert.Equal(position, found.End);
            var prefix = text[found.Start..position];
            if (found.Items.FirstOrDefault(item => !item.Text.Contains(prefix, StringComparison.OrdinalIgnoreCase)) is { } stray)
                Assert.Fail($"{stray.Text} does not begin with \"{prefix}\" at {position}");
        }
    }

    [Fact]
    public void Never_throws_on_broken_code()
    {
        var random = new Random(17);
        var code = Program.ReplaceLineEndings("\n");
        for (var round = 0; round < 60; round++)
        {
            // cut a piece out, then ask somewhere
            var from = random.Next(code.Length);
            var broken = code.Remove(from, random.Next(Math.Min(60, code.Length - from)));
            shared.Session.Complete(broken, random.Next(broken.Length + 1));
        }
    }

    [Fact]
    public void The_median_offer_takes_less_than_60_ms()
    {
        // the best of three rounds, because other tests run beside this one
        var medians = new List<double>();
        for (var round = 0; round < 3; round++)
        {
            var times = Cases.Select(row => Time(row.Data.Item1)).Order().ToList();
            medians.Add(times[times.Count / 2]);
            TestContext.Current.TestOutputHelper!.WriteLine($"{times.Count} completions: median {times[times.Count / 2]:F1} ms, p90 {times[times.Count * 9 / 10]:F1} ms, slowest {times[^1]:F1} ms");
        }

        Assert.True(medians.Min() < 60, $"The best median is {medians.Min():F1} ms.");

        double Time(string code)
        {
            var started = Stopwatch.GetTimestamp();
            Offers(code);
            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
    }

    [Fact]
    public void Asking_keeps_no_memory()
    {
        Ask(50);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Ask(200);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Assert.True(grown < 8 << 20, $"200 completions left {grown >> 10} KB.");

        void Ask(int times)
        {
            for (var i = 0; i < times; i++)
                Offers("words.Select(w => w.Length).Where(n => n.‸");
        }
    }

    private List<string> Offers(string marked)
    {
        var position = marked.IndexOf('‸', StringComparison.Ordinal);
        var found = shared.Session.Complete(marked.Remove(position, 1), position);
        Assert.Equal(position, found.End);
        return [.. found.Items.Select(item => item.Text)];
    }

    private const string Program = """"
        using System.Text.Json;

        /// <summary>A shape.</summary>
        abstract record Shape(string Name)
        {
            public abstract double Area { get; }
            public string Say() => $"{Name}: {Area:F2} {(Area > 1 ? "big" : "")}";
        }

        sealed record Circle(double R) : Shape("circle")
        {
            public override double Area => Math.PI * R * R;
        }

        var shapes = new List<Shape> { new Circle(1.5), new Circle(R: 3e-1) };
        int Count<T>(IEnumerable<T> items) where T : Shape
        {
            var n = 0;
            foreach (var item in items)
            {
                if (item is Circle { R: > 1 } c && c.R != 0)
                    n++;
                else
                    continue;
            }

            return n;
        }

        static async Task<string> Slow(int ms, int other = 3)
        {
            await Task.Delay(ms);
            try
            {
                using (var s = new MemoryStream())
                    s.WriteByte((byte)other);
            }
            catch (IOException e) when (e.Message.Length > 3)
            {
                throw new Exception("no", e);
            }
            finally
            {
            }

            return """raw "text" here""";
        }

        // queries
        var q = from s in shapes
                let a = s.Area
                where a > 1
                orderby a descending
                group s by s.Name into g
                select new { g.Key, Sum = g.Sum(s => s.Area) };
        var d = DateTime.Now.DayOfWeek switch
        {
            DayOfWeek.Sunday => "rest",
            _ => "work",
        };
        for (int i = 0, m = 2; i < m; i++) { shapes[i]?.Say(); }
        unsafe { int v = 3; int* p = &v; p->ToString(); }
        shapes.Select((s, i) => (s.Name, i)).ToList()
        """";

    private static string[] Words(string list) => list.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>A session with two cells behind it.</summary>
public sealed class CompletionSession : IDisposable
{
    public CompletionSession()
    {
        Run("""
            var numbers = new List<int> { 1, 2, 3 };
            var words = new[] { "one", "two" };
            var duplicated = 1;
            int Twice(int value) => 2 * value;
            record Person(string Name, int Age);
            class Box
            {
                public int Width { get; set; }
                public int Height { get; init; }
                public List<string> Tags { get; } = new();
                public int Area => Width * Height;
            }
            """);
        Run("""
            var ada = new Person("Ada", 36);
            var people = new List<Person> { ada };
            var duplicated = "now a text";
            """);
    }

    public NotebookSession Session { get; } = new(new SessionOptions());

    public void Dispose() => Session.Dispose();

    private void Run(string code)
    {
        var outcome = Session.Run(new(code), new RecordingFrontEnd());
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error?.Message);
    }
}
