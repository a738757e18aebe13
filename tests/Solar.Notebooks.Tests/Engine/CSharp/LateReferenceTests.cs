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
}
