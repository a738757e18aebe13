using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Tests.Languages;

public sealed class PolyglotTests : IDisposable
{
    private readonly Notebook _notebook = new();

    public void Dispose() => _notebook.Dispose();

    [Fact]
    public void Records_that_a_cell_declared_can_be_queried()
    {
        _notebook.Run("csharp", "record Fruit(string Name, int Count);\nvar basket = new List<Fruit> { new(\"apple\", 3), new(\"pear\", 4) };\nvar least = 3;");
        Assert.Equal("Name\n────\npear", _notebook.Run("csharp", "#!sql\nSELECT Name FROM basket WHERE Count > $least").Result);
        _notebook.Run("csharp", "basket.Add(new(\"plum\", 9));");
        Assert.Equal("total\n─────\n   16", _notebook.Run("sql", "SELECT sum(Count) AS total FROM basket").Result);
    }

    [Fact]
    public void A_query_that_was_never_run_is_queried_as_it_is_then()
    {
        _notebook.Run("csharp", "var limit = 3;\nvar numbers = Enumerable.Range(0, 10).Where(i => i < limit);");
        Assert.Equal("n\n─\n3", _notebook.Run("sql", "SELECT count(*) AS n FROM numbers").Result);
        _notebook.Run("csharp", "limit = 5;");
        Assert.Equal("n\n─\n5", _notebook.Run("sql", "SELECT count(*) AS n FROM numbers").Result);
    }

    [Fact]
    public void A_result_goes_back_to_csharp_under_its_name()
    {
        _notebook.Run("csharp", "#!sql --name squares\nSELECT i, i * i AS square FROM range(5) t(i)");
        Assert.Equal("30", _notebook.Run("csharp", "#!share --from sql squares\nsquares.Sum(row => (long)row[\"square\"]!)").Result);
    }

    [Fact]
    public void A_value_goes_round_through_fsharp()
    {
        _notebook.Run("csharp", "var words = new[] { \"b\", \"a\" };");
        _notebook.Run("csharp", "#!fsharp\n#!share --from csharp words\nlet sorted = Array.sort words");
        Assert.Equal("[a, b]", _notebook.Run("csharp", "#!share --from fsharp sorted\nsorted").Result);
    }

    [Fact]
    public void A_value_of_a_librarys_type_is_the_same_type_in_fsharp()
    {
        using var folder = new TempFolder();
        var library = folder.PathOf("Orchard.dll");
        var compiled = CSharpCompilation.Create(
            "Orchard",
            [CSharpSyntaxTree.ParseText("namespace Orchard { public sealed class Tree(string kind, int height) { public string Kind => kind; public int Height => height; } }", cancellationToken: TestContext.Current.CancellationToken)],
            [MetadataReference.CreateFromFile(Path.Combine(DotnetInstallation.ReferencePack!, "System.Runtime.dll"))],
            new(OutputKind.DynamicallyLinkedLibrary)).Emit(library, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(compiled.Success, string.Join('\n', compiled.Diagnostics));

        _notebook.Run("csharp", $"#r \"{library}\"\nvar trees = new[] {{ new Orchard.Tree(\"oak\", 20), new Orchard.Tree(\"plum\", 4) }};");
        _notebook.Run("fsharp", "#!share trees --from csharp\nlet highest = trees |> Array.maxBy (fun tree -> tree.Height)");
        Assert.Equal("oak", _notebook.Run("csharp", "#!share highest --from fsharp\nhighest.Kind").Result);
    }

    [Fact]
    public void An_option_that_sql_does_not_have_is_told() =>
        Assert.Contains("takes '--name <variable>' and nothing else; it was given '--nam x'", _notebook.Fail("csharp", "#!sql --nam x\nSELECT 1").Message, StringComparison.Ordinal);
}
