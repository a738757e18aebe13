using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What every C# cell can use: the shared framework, this assembly and the database that it brings.</summary>
/// <remarks>One list for the process: the compiler keeps the symbols it made of each.</remarks>
internal static class FrameworkReferences
{
    /// <summary>This program's assemblies that cells see from the start, none of which is loaded by being named here.</summary>
    public static readonly string[] Own = ["Solar.Notebooks", "Solar.DuckDb"];

    // What most cells use; no other assembly has extension methods in the namespaces that cells import.
    private static readonly HashSet<string> MostUsed =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Console", "System.Collections", "System.Collections.Concurrent", "System.Linq",
        "System.Linq.AsyncEnumerable", "System.Linq.Expressions", "System.Linq.Parallel", "System.Linq.Queryable", "System.Memory",
        "System.ObjectModel", "System.Runtime.InteropServices", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Tasks.Parallel", .. Own,
    ];

    private static readonly Lock Binding = new();
    private static readonly Lazy<IReadOnlyList<MetadataReference>> LoadedCore = new(() => Load(mostUsed: true));
    private static readonly Lazy<IReadOnlyList<MetadataReference>> LoadedRest = new(() => Load(mostUsed: false));

    /// <summary>The few that nearly every cell needs.</summary>
    public static IReadOnlyList<MetadataReference> Core => LoadedCore.Value;

    /// <summary>All others, for the cell that does not compile without: binding them takes milliseconds of every cell after it.</summary>
    public static IReadOnlyList<MetadataReference> Rest => LoadedRest.Value;

    /// <summary>The same compilation, its references bound, one compilation at a time.</summary>
    /// <remarks>
    /// The compiler keeps symbols with the references and gives them to every later compilation. Two sessions whose first compilations
    /// bind at once make two sets; later cells then take of both, and an <c>IEnumerable</c> of one set is none of the other's.
    /// </remarks>
    public static CSharpCompilation Bound(CSharpCompilation compilation)
    {
        lock (Binding)
            _ = compilation.Assembly;
        return compilation;
    }

    private static IReadOnlyList<MetadataReference> Load(bool mostUsed)
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var program = Path.GetDirectoryName(typeof(NotebookSession).Assembly.Location)!;
        return
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Concat(Own.Select(name => Path.Combine(program, name + ".dll")))
                .Where(path => MostUsed.Contains(Path.GetFileNameWithoutExtension(path)) == mostUsed)
                .Select(Read),
        ];

        MetadataReference Read(string path) => Path.GetDirectoryName(path) == framework
            ? MetadataImage.Of(path)
            : MetadataImage.Of(path, name => Own.Contains(name) || File.Exists(Path.Combine(framework, name + ".dll")));
    }
}
