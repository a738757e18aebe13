using System.IO.MemoryMappedFiles;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What every C# cell can use: the shared framework and this assembly.</summary>
/// <remarks>
/// Only the metadata is read, from mapped files: loading the images whole, as <c>CreateFromFile</c> does,
/// takes 70 MB. One list for the process: the compiler keeps the symbols it made of each.
/// </remarks>
internal static unsafe class FrameworkReferences
{
    // What most cells use; no other assembly has extension methods in the namespaces that cells import.
    private static readonly HashSet<string> MostUsed =
    [
        "System.Private.CoreLib", "System.Runtime", "System.Console", "System.Collections", "System.Collections.Concurrent", "System.Linq",
        "System.Linq.AsyncEnumerable", "System.Linq.Expressions", "System.Linq.Parallel", "System.Linq.Queryable", "System.Memory",
        "System.ObjectModel", "System.Runtime.InteropServices", "System.Text.RegularExpressions", "System.Threading",
        "System.Threading.Tasks.Parallel", "Solar.Notebooks",
    ];

    private static readonly Lock Binding = new();
    private static readonly Lazy<IReadOnlyDictionary<string, string>> Paths = new(() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Append(typeof(NotebookSession).Assembly.Location)
            .DistinctBy(Path.GetFileNameWithoutExtension)
            .ToDictionary(path => Path.GetFileNameWithoutExtension(path)));

    private static readonly Lazy<IReadOnlyDictionary<string, MetadataReference>> Loaded = new(Closure);
    private static readonly Lazy<IReadOnlyList<MetadataReference>> LoadedCore = new(() => [.. Loaded.Value.Values]);
    private static readonly Lazy<IReadOnlyList<MetadataReference>> LoadedRest = new(() => [.. Paths.Value.Where(file => !Loaded.Value.ContainsKey(file.Key)).Select(file => Map(file.Value).Reference)]);

    /// <summary>The few that nearly every cell needs, and what they refer to themselves.</summary>
    /// <remarks>Without the latter they would get other symbols as soon as a cell brought in the rest, and a Regex of an earlier cell would be no Regex any more.</remarks>
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

    private static Dictionary<string, MetadataReference> Closure()
    {
        var found = new Dictionary<string, MetadataReference>();
        var open = new Queue<string>(MostUsed);
        while (open.TryDequeue(out var name))
        {
            if (found.ContainsKey(name) || !Paths.Value.TryGetValue(name, out var path))
                continue;
            var (reference, needs) = Map(path);
            found.Add(name, reference);
            foreach (var needed in needs)
                open.Enqueue(needed);
        }

        return found;
    }

    private static (MetadataReference Reference, IReadOnlyList<string> Needs) Map(string path)
    {
        // Neither is ever closed: the compiler reads from them as long as the process lives.
        var view = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read)
            .CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* image = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref image);
        var metadata = new PEReader(image, (int)new FileInfo(path).Length).GetMetadata();
        var reader = new MetadataReader(metadata.Pointer, metadata.Length);
        return (
            AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata.Pointer, metadata.Length)).GetReference(filePath: path, display: path),
            [.. reader.AssemblyReferences.Select(needed => reader.GetString(reader.GetAssemblyReference(needed).Name))]);
    }
}
