using System.Threading.Tasks;
using Solar.Notebooks.Tests.Runner;

namespace Solar.Notebooks.Tests.Languages;

public sealed class LazyLanguagesTests
{
    [Fact]
    public async Task A_notebook_in_csharp_loads_no_other_languages_library()
    {
        // In a process of its own: other tests of this one have loaded them all.
        const string Loaded = "string.Join(' ', AppDomain.CurrentDomain.GetAssemblies().Select(a => a.GetName().Name).Where(n => n.StartsWith(\"FSharp\") || n is \"Solar.DuckDb\" or \"Markdig\" or \"Solar.Notebooks\").Order())";
        var notebook = TestNotebook.Of(Loaded, "#!markdown\n# Title", Loaded);
        Assert.True((await TestNotebook.Run(notebook)).Passed);
        Assert.Equal("Solar.Notebooks", TestNotebook.Plain(notebook.Cells[0]));
        Assert.Equal("Markdig Solar.Notebooks", TestNotebook.Plain(notebook.Cells[2]));
    }
}
