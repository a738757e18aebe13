namespace Solar.Notebooks.Tests.Engine.CSharp;

/// <summary>A cell that refers to more than those before it leaves their values and types what they were.</summary>
public sealed class LateReferenceTests : CellTest
{
    [Fact]
    public void What_earlier_cells_declared_keeps_its_type()
    {
        Run("""
            var shown = display("a");
            var regex = new System.Text.RegularExpressions.Regex("x");
            var pair = new { X = 1, Y = "two" };
            record Way(int A);
            var way = new Way(3);
            Func<int, int> twice = i => 2 * i;
            """);
        Run("var other = new { X = 2, Y = \"three\" };");
        Run($"#r \"{typeof(FactAttribute).Assembly.Location}\"\nusing Xunit;\ntypeof(FactAttribute)");

        Run("""
            DisplayedValue still = shown;
            System.Text.RegularExpressions.Regex same = regex;
            pair = other;
            pair = new { X = 5, Y = "six" };
            Way mine = way;
            """);
        Assert.Equal("(5, 3, 8, True)", Value("(pair.X, mine.A, twice(4), same.IsMatch(\"axe\"))"));
    }

    [Fact]
    public void What_every_cell_can_call_stays_one_thing()
    {
        Run("var numbers = new List<int> { 1, 2 };");
        Run("new System.Xml.Linq.XElement(\"a\").Name"); // of an assembly that cells seldom need
        Assert.Equal("3", Value("numbers.WithProgress(\"adding\").Sum()"));
        Run("3.Display(); display(4);");
    }

    // The program itself refers to these, of which cells know nothing until they bring their own.
    [Theory]
    [InlineData("Markdig", "Markdig.Markdown.ToPlainText(\"*a*\").Trim()", "a")]
    [InlineData("FSharp.Core", "Microsoft.FSharp.Collections.ListModule.Sum(Microsoft.FSharp.Collections.ListModule.OfSeq([1, 2]))", "3")]
    [InlineData("System.CommandLine", "new System.CommandLine.Option<int>(\"--n\").Name", "--n")]
    [InlineData("Microsoft.CodeAnalysis", "Microsoft.CodeAnalysis.LanguageNames.CSharp", "C#")]
    public void A_library_that_the_program_uses_too_can_come_late(string library, string code, string expected)
    {
        Run("var numbers = new List<int> { 1, 2 }; var shown = display(\"a\");");
        Run($"#r \"{Path.Combine(AppContext.BaseDirectory, library + ".dll")}\"");
        Assert.Equal(expected, Value(code));
        Assert.Equal("3", Value("numbers.WithProgress(\"adding\").Sum()"));
        Run("DisplayedValue still = shown; 3.Display();");
    }
}
