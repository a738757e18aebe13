using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Solar.Notebooks.Engine.CSharp;

namespace Solar.Notebooks.Engine.References;

/// <summary>The libraries of a session: one of each name, from its first reference to the session's end.</summary>
internal sealed class SessionAssemblies
{
    // What cells see from the start: one that a project brings along is not another.
    private static readonly string[] Own = FrameworkReferences.Own;
    private readonly Dictionary<string, Referenced> _byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _folders = [];

    /// <summary>The libraries, in order of arrival.</summary>
    public IReadOnlyList<MetadataReference> All { get; private set; } = [];

    /// <summary>Adds assemblies that the user named or built: they must be what the session already has, if it has them.</summary>
    /// <exception cref="CellFailedException">Not an assembly, or another one of that name is in use.</exception>
    public void AddNamed(IEnumerable<string> paths) => Add(paths, (known, found) => known.Mvid != found.Mvid
        ? known.Path == found.Path
            ? $"{found.Name} has changed since this session referenced it ({found.Path})."
            : $"{found.Name} is in use from {known.Path}, and {found.Path} is not the same."
        : null);

    /// <summary>Adds assemblies that something else needs: a newer one that is already there serves too.</summary>
    /// <exception cref="CellFailedException">An older one of that name is in use.</exception>
    public void AddNeeded(IEnumerable<string> paths) => Add(paths, (known, found) => known.Version < found.Version
        ? $"{found.Name} {found.Version} is needed, and version {known.Version} is in use from {known.Path}."
        : null);

    /// <summary>Lets the runtime look for assemblies that nobody named beside those that were.</summary>
    public void AddFolder(string path)
    {
        if (!_folders.Contains(path))
            _folders.Add(path);
    }

    /// <summary>The assembly that a cell, or a library of the session, asks the runtime for; none: the program's own or nobody's.</summary>
    public Assembly? Load(AssemblyName name, AssemblyLoadContext context)
    {
        if (name.Name is not { } simple || !string.IsNullOrEmpty(name.CultureName))
            return null;
        if (_byName.TryGetValue(simple, out var known))
            return context.LoadFromAssemblyPath(known.Path);
        if (DotnetInstallation.HasFrameworkAssembly(simple) || Own.Contains(simple))
            return null;
        return _folders.Select(folder => Path.Combine(folder, simple + ".dll")).FirstOrDefault(File.Exists) is { } beside ? context.LoadFromAssemblyPath(beside) : null;
    }

    private void Add(IEnumerable<string> paths, Func<Referenced, Referenced, string?> conflict)
    {
        var added = new List<Referenced>();
        foreach (var path in paths)
        {
            var found = Read(path);
            if (DotnetInstallation.FrameworkVersion(found.Name) >= found.Version || Own.Contains(found.Name))
                continue;
            var known = _byName.GetValueOrDefault(found.Name) ?? added.Find(other => other.Name.Equals(found.Name, StringComparison.OrdinalIgnoreCase));
            if (known is not null)
            {
                if (conflict(known, found) is { } problem)
                    throw Conflict(problem);
                continue;
            }

            // The runtime gives what it once loaded from a path to every later session of the process.
            if (AppDomain.CurrentDomain.GetAssemblies().Any(loaded => !loaded.IsDynamic && loaded.Location == path && loaded.ManifestModule.ModuleVersionId != found.Mvid))
                throw Conflict($"{found.Name} has changed since this program loaded it ({path}).");
            added.Add(found);
        }

        foreach (var found in added)
            _byName.Add(found.Name, found);
        All = [.. All, .. added.Select(found => (MetadataReference)MetadataReference.CreateFromFile(found.Path))];
    }

    private static CellFailedException Conflict(string problem) =>
        new("AssemblyConflict", $"{problem} A session holds one assembly of a name and cannot let go of it: restart the kernel and run the cells again.");

    /// <summary>Whether a file is a .NET assembly rather than a native library.</summary>
    public static bool IsAssembly(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        return image.HasMetadata;
    }

    private static Referenced Read(string path)
    {
        try
        {
            using var image = new PEReader(File.OpenRead(path));
            var metadata = image.GetMetadataReader();
            var definition = metadata.GetAssemblyDefinition();
            return new(metadata.GetString(definition.Name), definition.Version, metadata.GetGuid(metadata.GetModuleDefinition().Mvid), path);
        }
        catch (Exception bad) when (bad is BadImageFormatException or InvalidOperationException)
        {
            throw new CellFailedException("NotAnAssembly", $"{path} is not a .NET assembly ({bad.Message}). Native libraries are found without a reference when they lie beside the assembly that uses them.");
        }
    }

    private sealed record Referenced(string Name, Version Version, Guid Mvid, string Path);
}
