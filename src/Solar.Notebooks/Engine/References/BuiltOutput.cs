using System.Text.Json.Nodes;

namespace Solar.Notebooks.Engine.References;

/// <summary>An assembly that a build left somewhere, and what it needs to run.</summary>
/// <param name="Assembly">Full path.</param>
/// <param name="Own">Full paths of the assemblies that the same build made: the assembly and those of the projects it references.</param>
/// <param name="Dependencies">Full paths of the packages' assemblies.</param>
/// <param name="NativeFiles">Full paths of the packages' native libraries for this platform.</param>
/// <param name="Frameworks">Shared frameworks that it needs beside the running one.</param>
internal sealed record BuiltOutput(string Assembly, IReadOnlyList<string> Own, IReadOnlyList<string> Dependencies, IReadOnlyList<string> NativeFiles, IReadOnlyList<string> Frameworks)
{
    /// <summary>The folder in which everything lies that the build copied, native libraries too.</summary>
    public string Folder => Path.GetDirectoryName(Assembly)!;

    /// <summary>Reads the <c>.deps.json</c> beside an assembly; without one it is taken to need nothing.</summary>
    /// <param name="assembly">Full path.</param>
    /// <param name="packageFolders">Where packages lie that the build did not copy: none are, for a library.</param>
    /// <exception cref="CellFailedException">A file that it names is nowhere.</exception>
    public static BuiltOutput Read(string assembly, IReadOnlyList<string> packageFolders)
    {
        var description = Path.ChangeExtension(assembly, ".deps.json");
        if (!File.Exists(description))
            return new(assembly, [assembly], [], [], []);

        var own = new List<string>();
        var dependencies = new List<string>();
        var native = new List<string>();
        var content = JsonNode.Parse(File.ReadAllText(description))!;
        var target = content["targets"]![(string)content["runtimeTarget"]!["name"]!]!;
        foreach (var (name, library) in target.AsObject())
        {
            var about = content["libraries"]![name]!;
            var isPackage = (string?)about["type"] == "package";
            IEnumerable<string> roots = isPackage
                ? packageFolders.Select(folder => Path.Combine(folder, (string?)about["path"] ?? name.ToLowerInvariant()))
                : [];
            string Find(string file) => Located(file, assembly, roots)
                ?? throw new CellFailedException("FileNotFound",
                    $"{Path.GetFileName(assembly)} needs {file} of {name}, which lies neither beside it nor in the package folder. Build or restore its project again.");

            foreach (var file in Chosen(library!, "runtime", "runtime"))
                (isPackage ? dependencies : own).Add(Find(file));
            native.AddRange(Chosen(library!, "native", "native").Select(Find));
        }

        return new(assembly, own.Contains(assembly) ? own : [assembly, .. own], dependencies, native, []);
    }

    /// <summary>NuGet's own folder, for outputs of unknown making.</summary>
    public static string UserPackages =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } told
            ? told
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // The files of a library: those for the closest platform name, or else those for every platform.
    private static IEnumerable<string> Chosen(JsonNode library, string group, string assetType)
    {
        var common = (library[group]?.AsObject() ?? []).Select(file => file.Key);
        var special = (library["runtimeTargets"]?.AsObject() ?? [])
            .Where(file => (string?)file.Value!["assetType"] == assetType)
            .Select(file => (Path: file.Key, Rank: DotnetInstallation.CompatibleIdentifiers.ToList().IndexOf((string)file.Value!["rid"]!)))
            .Where(file => file.Rank >= 0)
            .GroupBy(file => Path.GetFileName(file.Path))
            .ToDictionary(files => files.Key, files => files.MinBy(file => file.Rank).Path);
        return [.. common.Where(file => Path.GetFileName(file) is var name && name != "_._" && !special.ContainsKey(name)), .. special.Values];
    }

    private static string? Located(string file, string assembly, IEnumerable<string> roots)
    {
        var beside = Path.GetDirectoryName(assembly)!;
        IEnumerable<string> places = [Path.Combine(beside, file), Path.Combine(beside, Path.GetFileName(file)), .. roots.Select(root => Path.Combine(root, file))];
        return places.Select(Path.GetFullPath).FirstOrDefault(File.Exists);
    }
}
