using System.IO.MemoryMappedFiles;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>What every C# cell can use: the shared framework and this assembly.</summary>
/// <remarks>
/// Only the metadata is read, from mapped files: loading the images whole, as <c>CreateFromFile</c> does,
/// takes 70 MB. One list for the process: the compiler keeps the symbols it made of each.
/// </remarks>
internal static unsafe class FrameworkReferences
{
    private static readonly Lazy<IReadOnlyList<MetadataReference>> Loaded = new(Load);

    /// <summary>The list.</summary>
    public static IReadOnlyList<MetadataReference> All => Loaded.Value;

    private static IReadOnlyList<MetadataReference> Load()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        return
        [
            .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => Path.GetDirectoryName(path) == framework)
                .Append(typeof(NotebookSession).Assembly.Location)
                .Select(Map),
        ];
    }

    private static MetadataReference Map(string path)
    {
        // Neither is ever closed: the compiler reads from them as long as the process lives.
        var view = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read)
            .CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* image = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref image);
        var metadata = new PEReader(image, (int)new FileInfo(path).Length).GetMetadata();
        return AssemblyMetadata.Create(ModuleMetadata.CreateFromMetadata((nint)metadata.Pointer, metadata.Length))
            .GetReference(filePath: path, display: path);
    }
}
