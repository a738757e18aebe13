using System.Text.Json;

namespace Solar.Notebooks.Engine.References;

/// <summary>What a set of packages came to: the versions, and the files that this platform uses.</summary>
/// <param name="Packages">All packages, those that others brought too.</param>
/// <param name="Frameworks">Shared frameworks that they need beside the running one.</param>
/// <param name="Warnings">What the restore warned of.</param>
internal sealed record PackageLock(IReadOnlyList<LockedPackage> Packages, IReadOnlyList<string> Frameworks, IReadOnlyList<string> Warnings)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The lock of an earlier restore; none if there is none or a file that it names is gone.</summary>
    public static PackageLock? Read(string path)
    {
        if (!File.Exists(path))
            return null;

        var found = JsonSerializer.Deserialize<PackageLock>(File.ReadAllText(path))!;
        return found.Packages.All(package => package.Assemblies.Concat(package.NativeFiles).All(File.Exists)) ? found : null;
    }

    /// <summary>Writes it whole or not at all: another kernel may write the same one.</summary>
    public void Write(string path)
    {
        var unfinished = $"{path}.{Path.GetRandomFileName()}";
        File.WriteAllText(unfinished, JsonSerializer.Serialize(this, Readable));
        File.Move(unfinished, path, overwrite: true);
    }
}

/// <summary>One package of a lock.</summary>
/// <param name="Id">Its name, as the package itself writes it.</param>
/// <param name="Version">The version that was resolved.</param>
/// <param name="Assemblies">Full paths of what cells compile against and load.</param>
/// <param name="NativeFiles">Full paths of its native libraries.</param>
internal sealed record LockedPackage(string Id, string Version, IReadOnlyList<string> Assemblies, IReadOnlyList<string> NativeFiles);
