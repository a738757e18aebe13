using System.Threading.Tasks;
using Solar.Notebooks.Documents;
using Solar.Notebooks.Runner;

namespace Solar.Notebooks.Tests.Runner;

public class ParameterCellTests
{
    [Fact]
    public void Without_a_tagged_cell_the_variables_are_declared_before_the_first_code()
    {
        var notebook = TestNotebook.Of("x");
        notebook.Cells.Insert(0, new(CellKind.Markdown, "# Title"));

        ParameterCell.Inject(notebook, new Dictionary<string, string> { ["x"] = "5", ["y"] = "-1e-3", ["z"] = "True", ["name"] = "a \"b\" \\", ["big"] = "99999999999", ["huge"] = "99999999999999999999" });

        Assert.Equal([CellKind.Markdown, CellKind.Code, CellKind.Code], notebook.Cells.Select(c => c.Kind));
        Assert.Equal("// Parameters\nvar x = 5;\nvar y = -0.001d;\nvar z = true;\nvar name = \"a \\\"b\\\" \\\\\";\nvar big = 99999999999;\nvar huge = 1E+20d;", notebook.Cells[1].Source);
        Assert.Equal(["injected-parameters"], notebook.Cells[1].Tags);
    }

    [Theory]
    [InlineData("int n = 3;", "n=5", "n = 5;")]
    [InlineData("var n = 3;", "n=-5", "n = -5;")]
    [InlineData("long n = 3;", "n=9999999999", "n = 9999999999;")]
    [InlineData("double n = 3;", "n=5", "n = 5d;")]
    [InlineData("var n = -0.5;", "n=5", "n = 5d;")]
    [InlineData("float n = 3;", "n=0.5", "n = (float)0.5d;")]
    [InlineData("decimal n = 3;", "n=0.10", "n = 0.10m;")]
    [InlineData("var n = \"a\";", "n=5", "n = \"5\";")]
    [InlineData("string? n = null;", "n=null", "n = null;")]
    [InlineData("bool n;", "n=TRUE", "n = true;")]
    [InlineData("int? n = 3;", "n=4", "n = 4;")]
    [InlineData("var n = new[] { 1 };", "n=new[] { 1, 2 }", "n = new[] { 1, 2 };")]
    [InlineData("DateOnly n = new(2024, 1, 1);", "n=new(2025, 1, 1)", "n = new(2025, 1, 1);")]
    [InlineData("const int n = 3;", "n=4", "const int n = 4;")]
    [InlineData("#!time\nint a = 1, n = 2; // two", "n=3", "n = 3;")]
    public void A_tagged_cell_is_followed_by_an_assignment_of_its_variables_type(string declared, string parameter, string assignment)
    {
        var notebook = TestNotebook.Of(declared, "n");
        notebook.Cells[0].Tagged("parameters");

        ParameterCell.Inject(notebook, Parameter(parameter));

        Assert.Equal([declared, $"// Parameters\n{assignment}", "n"], notebook.Cells.Select(c => c.Source));
    }

    [Theory]
    [InlineData("int n = 3, m = 4;", "k=1", "--parameter k: the cell tagged 'parameters' has no such variable. It has: n, m.")]
    [InlineData("int n = 3;", "n=1.5", "--parameter n=1.5: n is of type int, for which a whole number is expected.")]
    [InlineData("double n = 3;", "n=x", "--parameter n=x: n is of type double, for which a number is expected.")]
    [InlineData("bool n = true;", "n=1", "--parameter n=1: n is of type bool, for which true or false is expected.")]
    [InlineData("int[] n = [];", "n=[1", "--parameter n=[1: n is of type int[], for which a C# expression is expected.")]
    [InlineData("int n = 3;", "a b=1", "--parameter a b: this is not a C# name.")]
    public void What_does_not_fit_is_refused(string declared, string parameter, string message)
    {
        var notebook = TestNotebook.Of(declared);
        notebook.Cells[0].Tagged("parameters");

        var refusal = Assert.Throws<ArgumentException>(() => ParameterCell.Inject(notebook, Parameter(parameter)));

        Assert.Equal(message, refusal.Message);
    }

    [Fact]
    public void The_next_run_replaces_the_added_cell()
    {
        var notebook = TestNotebook.Of("int n = 3;", "n");
        notebook.Cells[0].Tagged("parameters");
        ParameterCell.Inject(notebook, Parameter("n=4"));
        notebook = Notebook.Parse(notebook.ToText());
        ParameterCell.Inject(notebook, Parameter("n=5"));

        Assert.Equal(["int n = 3;", "// Parameters\nn = 5;", "n"], notebook.Cells.Select(c => c.Source));
    }

    [Fact]
    public async Task The_values_are_those_of_the_run()
    {
        var notebook = TestNotebook.Of("int n = 3; var name = \"a\"; const double lr = 1;", "$\"{n} {name} {lr}\"");
        notebook.Cells[0].Tagged("parameters");

        var result = await TestNotebook.Run(notebook, new() { Parameters = new Dictionary<string, string> { ["n"] = "7", ["name"] = "b c", ["lr"] = "1e-4" } });

        Assert.True(result.Passed);
        Assert.Contains("7 b c 0.0001", TestNotebook.Plain(notebook.Cells[2]));
    }

    private static Dictionary<string, string> Parameter(string parameter) => new() { [parameter.Split('=', 2)[0]] = parameter.Split('=', 2)[1] };
}
