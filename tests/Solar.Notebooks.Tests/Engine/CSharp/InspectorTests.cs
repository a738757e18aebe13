using System.Diagnostics;
using Solar.Notebooks.Engine;

namespace Solar.Notebooks.Tests.Engine.CSharp;

public sealed class InspectorTests(CompletionSession shared) : IClassFixture<CompletionSession>
{
    /// <summary>Code with the cursor at ‸, and the signature there.</summary>
    public static TheoryData<string, string> Signatures => new()
    {
        { "Console.Write‸Line(\"x\")", "static void Console.WriteLine(string? value) (+ 19 overloads)" },
        { "Console.WriteLine‸", "static void Console.WriteLine() (+ 19 overloads)" },
        { "Console.WriteLine(‸", "static void Console.WriteLine() (+ 19 overloads)" },
        { "Con‸sole.WriteLine()", "class System.Console" },
        { "numb‸ers", "(variable) List<int> numbers" },
        { "numbers‸", "(variable) List<int> numbers" },
        { "‸numbers", "(variable) List<int> numbers" },
        { "numbers.Wh‸ere(n => n > 1)", "(extension) IEnumerable<int> IEnumerable<int>.Where<int>(Func<int, bool> predicate) (+ 1 overload)" },
        { "numbers.Select(num‸ber => number)", "(parameter) int number" },
        { "numbers.Select(number => num‸ber)", "(parameter) int number" },
        { "Twi‸ce(3)", "int Twice(int value)" },
        { "Twice(3‸)", "int Twice(int value)" },
        { "string.Join(\",\", Twice(3), ‸)", "static string string.Join(string? separator, params object?[] values) (+ 14 overloads)" },
        { "new Per‸son(\"x\", 1)", "Person.Person(string Name, int Age)" },
        { "new Person(\"x\", ‸", "Person.Person(string Name, int Age)" },
        { "Per‸son p = null;", "record Person" },
        { "ada.Na‸me", "string Person.Name { get; init; }" },
        { "\"a\".Len‸gth", "int string.Length { get; }" },
        { "Math.P‸I", "const double Math.PI = 3.141592653589793" },
        { "DayOfWeek.Mon‸day", "DayOfWeek.Monday = 1" },
        { "List‸<int> xs = new();", "class System.Collections.Generic.List<int>" },
        { "in‸t x = 3;", "readonly struct System.Int32" },
        { "va‸r xs = numbers;", "class System.Collections.Generic.List<int>" },
        { "using System.Te‸xt;", "namespace System.Text" },
        { "void F() { var lo‸cal = 3; }", "(local variable) int local" },
        { "void F() { const int ten = 10; Console.Write(te‸n); }", "(local constant) int ten = 10" },
        { "int Squ‸are(int side) => side * side;", "int Square(int side)" },
        { "from w in words where w‸.Length > 1 select w", "(range variable) string w" },
        { "Func<int, int> f = x => x; f(‸)", "(variable) Func<int, int> f" },
        { "Enum.Par‸se<DayOfWeek>(\"Monday\")", "static DayOfWeek Enum.Parse<DayOfWeek>(string value) (+ 7 overloads)" },
    };

    [Theory]
    [MemberData(nameof(Signatures))]
    public void Says_what_a_name_is(string code, string signature) => Assert.Equal(signature, At(code)?.Signature);

    [Theory]
    [InlineData("‸")]
    [InlineData("// a Cons‸ole")]
    [InlineData("\"Cons‸ole\"")]
    [InlineData("noth‸ing")]
    [InlineData("noth‸ing.at(all)")]
    [InlineData("1 + ‸ 2")]
    public void Says_nothing_where_nothing_is(string code) => Assert.Null(At(code));

    [Fact]
    public void The_frameworks_documentation_comes_from_the_SDK()
    {
        var text = At("string.Jo‸in(\",\", new[] { \"a\" })")!.Documentation!;
        Assert.StartsWith("Concatenates all the elements of a string array, using the specified separator between each element.", text, StringComparison.Ordinal);
        Assert.Contains("\nParameters:\n  separator: The string to use as a separator. separator is included", text, StringComparison.Ordinal);
        Assert.Contains("\nReturns: A string that consists of the elements in value delimited by the separator string.", text, StringComparison.Ordinal);
        Assert.Contains("\nExceptions:\n  ArgumentNullException: value is null.", text, StringComparison.Ordinal);
        Assert.Contains("maximum allowed length (int.MaxValue)", text.Replace("Int32.MaxValue", "int.MaxValue", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("numbers.Wh‸ere(n => true)", "Filters a sequence of values based on a predicate.")]
    [InlineData("new List‸<int>()", "Initializes a new instance")]
    [InlineData("List‸<int> x;", "Represents a strongly typed list of objects that can be accessed by index.")]
    [InlineData("System.Text.Json.JsonSeri‸alizer.Serialize(1)", "Provides functionality to serialize objects or value types to JSON")]
    [InlineData("Math.P‸I", "Represents the ratio of the circumference of a circle to its diameter")]
    [InlineData("numbers.Cou‸nt", "Gets the number of elements contained in")]
    [InlineData("numbers.To‸String()", "Returns a string that represents the current object.")]
    public void Finds_the_documentation_wherever_the_SDK_keeps_it(string code, string begin) =>
        Assert.StartsWith(begin, At(code)?.Documentation, StringComparison.Ordinal);

    [Fact]
    public void What_a_cell_wrote_about_its_own_code_is_shown()
    {
        using var session = new NotebookSession(new SessionOptions());
        Run(session, """
            /// <summary>A shape with <see cref="Area"/>, as <c>Square</c> or <see langword="null"/>.</summary>
            abstract class Shape
            {
                /// <summary>How much it covers.</summary>
                /// <returns>Square metres.</returns>
                public abstract double Area();
            }
            class Square : Shape
            {
                public override double Area() => 1;
                /// <inheritdoc cref="Shape.Area"/>
                /// <param name="times">How often.</param>
                public double Scaled(int times) => 1;
            }
            """);
        Assert.Equal("A shape with Shape.Area(), as Square or null.", At("Sha‸pe s;", session)!.Documentation);
        Assert.Equal("How much it covers.\n\nReturns: Square metres.", At("new Square().Ar‸ea()", session)!.Documentation);
        Assert.Equal("How much it covers.\n\nParameters:\n  times: How often.\n\nReturns: Square metres.", At("new Square().Sca‸led(2)", session)!.Documentation);
    }

    [Fact]
    public void The_documentation_beside_a_package_is_shown()
    {
        using var session = new NotebookSession(new SessionOptions());
        Run(session, "#r \"nuget: CsvHelper, 34.0.0\"");
        var found = At("CsvHelper.CsvReader r = null; r.Re‸ad()", session)!;
        Assert.Equal("bool CsvReader.Read()", found.Signature);
        Assert.StartsWith("Advances to the next record", found.Documentation, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_takes_less_than_100_ms_in_the_median()
    {
        var times = new List<double>();
        foreach (var row in Signatures.Concat(Signatures))
        {
            var started = Stopwatch.GetTimestamp();
            At(row.Data.Item1);
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        TestContext.Current.TestOutputHelper!.WriteLine($"{times.Count} inspections: median {times[times.Count / 2]:F1} ms, p90 {times[times.Count * 9 / 10]:F1} ms");
        Assert.True(times[times.Count / 2] < 100, $"The median is {times[times.Count / 2]:F1} ms.");
    }

    private Inspection? At(string marked, NotebookSession? session = null)
    {
        var position = marked.IndexOf('‸', StringComparison.Ordinal);
        return (session ?? shared.Session).Inspect(marked.Remove(position, 1), position);
    }

    private static void Run(NotebookSession session, string code)
    {
        var outcome = session.Run(new(code), new RecordingFrontEnd());
        Assert.True(outcome.Status == CellStatus.Ok, outcome.Error?.Message);
    }
}
