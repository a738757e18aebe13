using System.Text.Json.Nodes;

namespace Solar.Notebooks.Engine.References;

/// <summary>Reads what a restore wrote.</summary>
internal static class ProjectAssets
{
    /// <summary>The packages of a restored project and their files for this platform.</summary>
    /// <param name="path">A <c>project.assets.json</c>.</param>
    /// <param name="warnings">What the restore warned of.</param>
    public static PackageLock Read(string path, IReadOnlyList<string> warnings)
    {
        var assets = JsonNode.Parse(File.ReadAllText(path))!;
        var folders = PackageFolders(assets);
        var target = assets["targets"]!.AsObject().SingleOrDefault(target => target.Key.EndsWith("/" + DotnetInstallation.RuntimeIdentifier, StringComparison.Ordinal)).Value
            ?? throw new InvalidDataException($"{path} has no target for {DotnetInstallation.RuntimeIdentifier}; it has {string.Join(", ", assets["targets"]!.AsObject().Select(target => target.Key))}.");

        var packages = new List<LockedPackage>();
        var frameworks = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (name, library) in target.AsObject().Where(library => (string?)library.Value!["type"] == "package"))
        {
            var folder = Located(folders, (string)assets["libraries"]![name]!["path"]!);
            var parts = name.Split('/');
            packages.Add(new(parts[0], parts[1], Assemblies(library!, folder), Files(library!["native"], folder)));
            frameworks.UnionWith((library["frameworkReferences"]?.AsArray() ?? []).Select(framework => (string)framework!));
        }

        frameworks.Remove("Microsoft.NETCore.App");
        return new(packages, [.. frameworks], warnings);
    }

    /// <summary>Where packages were unpacked, the user's own folder first.</summary>
    public static IReadOnlyList<string> PackageFolders(JsonNode assets) => [.. assets["packageFolders"]!.AsObject().Select(folder => folder.Key)];

    /// <summary>A package's folder in the first of the package folders that has it.</summary>
    public static string Located(IReadOnlyList<string> folders, string package) =>
        folders.Select(folder => Path.Combine(folder, package)).FirstOrDefault(Directory.Exists) ?? Path.Combine(folders[0], package);

    // What is loaded is what cells are compiled against; a package may bring a compile-time assembly for which the framework has the code.
    private static List<string> Assemblies(JsonNode library, string folder)
    {
        var loaded = Files(library["runtime"], folder);
        var names = loaded.Select(Path.GetFileName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. loaded, .. Files(library["compile"], folder).Where(file => names.Add(Path.GetFileName(file)))];
    }

    private static List<string> Files(JsonNode? group, string folder) =>
    [
        .. (group?.AsObject() ?? [])
            .Select(file => file.Key)
            .Where(file => Path.GetFileName(file) != "_._") // "nothing for this framework, on purpose"
            .Select(file => Path.GetFullPath(file, folder)),
    ];
}
