using System.Reflection;
using System.Runtime.Loader;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Solar.Notebooks.Engine.References;

/// <summary>C# code with its directives taken out, and what they brought.</summary>
/// <param name="Code">As long as before: directives are blanked, so that lines and columns stay.</param>
/// <param name="Name">What errors call the code: the cell's name, or a loaded file's.</param>
/// <param name="References">What must be given to the compiler with this code, for itself and all later cells.</param>
internal sealed record ResolvedCell(string Code, string Name, IReadOnlyList<MetadataReference> References);

/// <summary>Turns the <c>#r</c>, <c>#i</c> and <c>#load</c> lines of C# cells into assemblies and code, before they are compiled.</summary>
internal sealed class CellReferences(SessionOptions options) : IDisposable
{
    private readonly SessionAssemblies _assemblies = new();
    private readonly SessionPackages _packages = new(options);
    private readonly ProjectBuild _builds = new(options.CacheDirectory);
    private readonly NativeDlls _natives = new();
    private int _given;

    /// <summary>Resolves the directives of a cell; called on the cell's thread.</summary>
    /// <returns>What to compile and run, in order: the loaded files, then the cell itself.</returns>
    /// <exception cref="CellFailedException">A directive names something that is not there, does not restore or does not build.</exception>
    public IReadOnlyList<ResolvedCell> Resolve(SourceBlock block, CancellationToken cancellation)
    {
        var parts = new List<(string Code, string Name)>();
        Resolve(block.Code, block.CellName, RunningCell.Current?.Folder ?? options.WorkingDirectory, parts, [], cancellation);
        return [.. parts.Select((part, index) => new ResolvedCell(part.Code, part.Name, index == 0 ? [.. _assemblies.All.Skip(_given)] : []))];
    }

    /// <summary>Everything that cells have brought so far.</summary>
    public IReadOnlyList<MetadataReference> All => [.. _assemblies.All];

    /// <summary>The compiler has taken the references of a cell: all after it inherit them.</summary>
    public void Accept(ResolvedCell cell) => _given += cell.References.Count;

    /// <summary>The assembly that a cell, or a library that a cell referenced, asks the runtime for; none: the host's own.</summary>
    public Assembly? Load(AssemblyName name, AssemblyLoadContext context) => _assemblies.Load(name, context);

    /// <inheritdoc/>
    public void Dispose() => _natives.Dispose();

    private void Resolve(string text, string name, string folder, List<(string Code, string Name)> parts, List<string> loading, CancellationToken cancellation)
    {
        var (code, directives) = ReferenceDirectives.Split(text, name);
        foreach (var source in directives.Where(directive => directive.Kind == DirectiveKind.Source))
            _packages.AddSource(Behind("nuget:", source.What) ?? source.What, folder);
        AddPackages([.. directives.Where(directive => directive.Kind == DirectiveKind.Reference).Select(directive => Behind("nuget:", directive.What)).OfType<string>().Select(PackageRequest.Parse)], cancellation);

        foreach (var directive in directives)
        {
            if (directive.Kind == DirectiveKind.Load)
                Load(directive, name, folder, parts, loading, cancellation);
            else if (directive.Kind == DirectiveKind.Reference && Behind("proj:", directive.What) is { } project)
                AddProject(Path.GetFullPath(project, folder), cancellation);
            else if (directive.Kind == DirectiveKind.Reference && Behind("nuget:", directive.What) is null)
                AddFile(directive, name, folder);
        }

        parts.Add((code, name));
    }

    private void AddPackages(IReadOnlyList<PackageRequest> packages, CancellationToken cancellation)
    {
        if (packages.Count == 0)
            return;

        var restored = _packages.Add(packages, cancellation);
        _assemblies.AddNeeded(restored.Frameworks.SelectMany(SharedFramework));
        _assemblies.AddNeeded(restored.Packages.SelectMany(package => package.Assemblies));
        _natives.AddFiles(restored.Packages.SelectMany(package => package.NativeFiles));
        _packages.Accept(packages, restored);
    }

    private void AddProject(string path, CancellationToken cancellation)
    {
        var project = ProjectBuild.Find(path);
        var name = Path.GetFileNameWithoutExtension(project);
        using var line = new StatusLine();
        var output = _builds.Stored(project);
        if (output is null)
        {
            line.Show($"Building {name} …");
            output = _builds.Build(project, cancellation);
        }

        Add(output);
        line.Show($"Referenced project {name}");
    }

    private void AddFile(ReferenceDirective directive, string name, string folder)
    {
        var path = Path.GetFullPath(directive.What, folder);
        if (File.Exists(path))
            Add(BuiltOutput.Read(path, [BuiltOutput.UserPackages]));
        else if (!DotnetInstallation.HasFrameworkAssembly(directive.What))
            throw new CellFailedException("CS0006", $"""{name}, line {directive.Line}: there is no assembly {path}. Paths begin at the notebook's folder; a package is written #r "nuget: NAME", a project #r "proj: PATH".""");
    }

    private void Add(BuiltOutput output)
    {
        _assemblies.AddNamed(output.Own);
        _assemblies.AddNeeded(output.Frameworks.SelectMany(SharedFramework));
        _assemblies.AddNeeded(output.Dependencies);
        _assemblies.AddFolder(output.Folder);
        _natives.AddFiles(output.NativeFiles);
        _natives.AddFolder(output.Folder);
    }

    private void Load(ReferenceDirective directive, string name, string folder, List<(string Code, string Name)> parts, List<string> loading, CancellationToken cancellation)
    {
        var path = Path.GetFullPath(directive.What, folder);
        if (!File.Exists(path))
            throw new CellFailedException("CS1504", $"{name}, line {directive.Line}: there is no file {path} to load. Paths begin at the folder of the notebook or of the loaded file.");
        if (loading.Contains(path))
            throw new CellFailedException("CircularLoad", $"{name}, line {directive.Line}: {Path.GetFileName(path)} loads itself: {string.Join(" loads ", loading.Append(path).Select(Path.GetFileName))}.");

        Resolve(File.ReadAllText(path), Path.GetFileName(path), Path.GetDirectoryName(path)!, parts, [.. loading, path], cancellation);
    }

    private static IEnumerable<string> SharedFramework(string name)
    {
        var folder = DotnetInstallation.SharedFramework(name)
            ?? throw new CellFailedException("FrameworkNotFound", $"The shared framework {name} {Environment.Version.ToString(2)} is needed and not installed in {DotnetInstallation.Root}. Install its runtime.");
        return Directory.EnumerateFiles(folder, "*.dll").Where(SessionAssemblies.IsAssembly);
    }

    private static string? Behind(string prefix, string what) =>
        what.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? what[prefix.Length..].Trim() : null;
}
