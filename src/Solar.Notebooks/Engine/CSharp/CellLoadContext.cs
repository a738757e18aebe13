using System.Reflection;
using System.Runtime.Loader;
using Solar.Notebooks.Engine.References;

namespace Solar.Notebooks.Engine.CSharp;

/// <summary>Where a session's cells and the libraries they reference are loaded, apart from the program's own.</summary>
internal sealed class CellLoadContext(CellReferences references) : AssemblyLoadContext("cells")
{
    private readonly Dictionary<string, Assembly> _cells = [];

    /// <summary>Loads a compiled cell.</summary>
    public Assembly LoadCell(string name, Stream image, Stream? symbols)
    {
        var assembly = LoadFromStream(image, symbols);
        lock (_cells)
            _cells[name] = assembly;
        return assembly;
    }

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        lock (_cells)
        {
            if (_cells.TryGetValue(assemblyName.Name!, out var cell))
                return cell;
        }

        return references.Load(assemblyName, this);
    }
}
