using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Threading;

namespace Solar.Notebooks.Engine.References;

/// <summary>Finds native libraries that the runtime does not: those of packages, and those in a <c>runtimes/…/native</c> folder beside an assembly.</summary>
/// <remarks>The runtime looks beside the assembly and in the system first, and asks here only when it found nothing.</remarks>
internal sealed class NativeDlls : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<string> _files = [];
    private readonly List<string> _folders = [];
    private readonly ConditionalWeakTable<AssemblyLoadContext, object> _asking = []; // weak, so that a context of the user's can still be unloaded

    public NativeDlls()
    {
        AppDomain.CurrentDomain.AssemblyLoad += Listen;
        foreach (var context in AssemblyLoadContext.All)
            Listen(context);
    }

    /// <summary>Makes the native libraries of packages known.</summary>
    public void AddFiles(IEnumerable<string> paths)
    {
        lock (_gate)
            _files.AddRange(paths.Except(_files));
    }

    /// <summary>Makes a folder known in which native libraries lie, at once or under <c>runtimes</c>.</summary>
    public void AddFolder(string path)
    {
        lock (_gate)
        {
            if (!_folders.Contains(path))
                _folders.Add(path);
        }
    }

    /// <summary>The file of a library; none if it is unknown here.</summary>
    /// <param name="name">As the code says it: <c>e_sqlite3</c>, <c>libfoo.so</c>.</param>
    /// <param name="beside">The folder of the assembly that asks, if it has one.</param>
    public string? Find(string name, string? beside)
    {
        var spellings = Spellings(name);
        lock (_gate)
        {
            return _files.Find(file => spellings.Contains(Path.GetFileName(file), StringComparer.OrdinalIgnoreCase))
                ?? (beside is null ? _folders : _folders.Prepend(beside))
                    .SelectMany(folder => DotnetInstallation.CompatibleIdentifiers
                        .Select(platform => Path.Combine(folder, "runtimes", platform, "native"))
                        .Prepend(folder))
                    .SelectMany(_ => spellings, Path.Combine)
                    .FirstOrDefault(File.Exists);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= Listen;
        lock (_gate)
        {
            foreach (var (context, _) in _asking)
                context.ResolvingUnmanagedDll -= Resolve;
            _asking.Clear();
        }
    }

    private void Listen(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (AssemblyLoadContext.GetLoadContext(loaded.LoadedAssembly) is { } context)
            Listen(context);
    }

    private void Listen(AssemblyLoadContext context)
    {
        lock (_gate)
        {
            if (_asking.TryAdd(context, _files))
                context.ResolvingUnmanagedDll += Resolve;
        }
    }

    private nint Resolve(Assembly asking, string name)
    {
        var beside = asking.IsDynamic || asking.Location.Length == 0 ? null : Path.GetDirectoryName(asking.Location);
        return Find(name, beside) is { } path ? NativeLibrary.Load(path) : 0;
    }

    private static string[] Spellings(string name)
    {
        var extension = OperatingSystem.IsWindows() ? ".dll" : OperatingSystem.IsMacOS() ? ".dylib" : ".so";
        return OperatingSystem.IsWindows()
            ? [name, name + extension]
            : [name, name + extension, $"lib{name}{extension}", $"lib{name}"];
    }
}
