using System.Reflection;
using System.Runtime.Loader;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Where a session's cells and the libraries they reference are loaded, apart from the program's own.</summary>
internal sealed class CellLoadContext(CellReferences references) : AssemblyLoadContext("cells")
{
    private readonly Dictionary<string, Assembly> _cells = [];

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(string name, Stream image, Stream symbols)
    {
        var assembly = LoadFromStream(image, symbols);
        lock (_cells)
            _cells[name] = assembly;
        return assembly;
    }

    /// <summary>Loads a version of a library that a cell declared; a context holds one version of a name, so each has its own.</summary>
    public void LoadLibrary(string name, Version version, Stream image, Stream symbols)
    {
        var assembly = new LibraryContext(this, $"{name} {version.Major}").LoadFromStream(image, symbols);
        lock (_cells)
            _cells[$"{name} {version.Major}"] = assembly;
    }

    protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName);

    private Assembly? Find(AssemblyName name)
    {
        lock (_cells)
        {
            if (_cells.TryGetValue(name.Name!, out var cell) || _cells.TryGetValue($"{name.Name} {name.Version?.Major}", out cell))
                return cell;
        }

        return references.Load(name, this);
    }

    private sealed class LibraryContext(CellLoadContext cells, string name) : AssemblyLoadContext(name)
    {
        protected override Assembly? Load(AssemblyName assemblyName) => cells.Find(assemblyName);
    }
}
