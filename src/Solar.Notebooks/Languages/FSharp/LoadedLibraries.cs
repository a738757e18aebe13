using System.Reflection;
using System.Runtime.Loader;
using FSharp.Compiler.IO;

namespace Solar.Notebooks.Languages.FSharp;

/// <summary>Gives F# Interactive the libraries that C# cells have loaded, instead of a second copy whose types would be others.</summary>
internal sealed class LoadedLibraries : DefaultFileSystem
{
    private readonly Loader _loader = new();

    private LoadedLibraries()
    {
    }

    public override IAssemblyLoader AssemblyLoader => _loader;

    /// <summary>From now on; F# Interactive has one file system in a process.</summary>
    public static void Use()
    {
        if (FileSystemAutoOpens.FileSystem is LoadedLibraries)
            return;
        FileSystemAutoOpens.FileSystem = new LoadedLibraries();
        // What F# has compiled is loaded in the program's own context, and asks there for what it references.
        AssemblyLoadContext.Default.Resolving += (_, name) => Loaded(assembly => assembly.GetName().Name == name.Name);
    }

    private static Assembly? Loaded(Func<Assembly, bool> wanted) =>
        AppDomain.CurrentDomain.GetAssemblies().LastOrDefault(assembly => !assembly.IsDynamic && assembly.Location.Length > 0 && wanted(assembly));

    private sealed class Loader : IAssemblyLoader
    {
        private readonly DefaultAssemblyLoader _otherwise = new();

        public Assembly AssemblyLoadFrom(string fileName) => Loaded(assembly => assembly.Location == fileName) ?? ((IAssemblyLoader)_otherwise).AssemblyLoadFrom(fileName);

        public Assembly AssemblyLoad(AssemblyName assemblyName) => ((IAssemblyLoader)_otherwise).AssemblyLoad(assemblyName);
    }
}
