using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading;
using System.Xml.Linq;

namespace Solar.Notebooks.Engine.References;

/// <summary>Everything that a session has asked NuGet for.</summary>
/// <param name="Packages">The packages.</param>
/// <param name="Sources">Feeds beside those of the configuration files: addresses or full paths.</param>
/// <param name="ConfigurationFolder">Where the search for <c>nuget.config</c> begins, upwards.</param>
internal sealed record PackageSet(IReadOnlyList<PackageRequest> Packages, IReadOnlyList<string> Sources, string ConfigurationFolder)
{
    /// <summary>Names the set, the platform included.</summary>
    public string Key
    {
        get
        {
            IEnumerable<string> lines =
            [
                DotnetInstallation.TargetFramework, DotnetInstallation.RuntimeIdentifier,
                .. Sources.Order(StringComparer.Ordinal),
                .. Packages.Select(package => $"{package.Id}/{package.Version}".ToLowerInvariant()).Order(StringComparer.Ordinal),
            ];
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..24];
        }
    }
}

/// <summary>Restores sets of packages with the SDK, each once: its lock stays in the cache and serves from then on without SDK and network.</summary>
internal sealed partial class PackageRestore(string cacheDirectory)
{
    private readonly string _folder = Path.Combine(cacheDirectory, "packages");

    /// <summary>The lock of a set that was restored before and whose files are still there.</summary>
    public PackageLock? Stored(PackageSet set) => PackageLock.Read(LockPath(set));

    /// <summary>Restores a set.</summary>
    /// <exception cref="CellFailedException">The restore failed; the message is its own.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public PackageLock Restore(PackageSet set, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, $"{set.Key}.{Path.GetRandomFileName()}")).FullName;
        try
        {
            var project = Path.Combine(folder, "notebook.csproj");
            Project(set).Save(project);
            var said = DotnetCommand.Run(["restore", project, "--nologo", "--verbosity", "quiet"], folder, cancellation);
            if (said.ExitCode != 0)
                throw Failure(said, project);

            var restored = ProjectAssets.Read(Path.Combine(folder, "obj", "project.assets.json"), Messages(said, project, "warning"));
            restored.Write(LockPath(set));
            return restored;
        }
        finally
        {
            Remove(folder);
        }
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (IOException)
        {
            // An ended restore may still hold a file; what stays is a few kilobytes of cache.
        }
    }

    private string LockPath(PackageSet set) => Path.Combine(_folder, set.Key + ".json");

    // Imports the SDK by hand, so that no Directory.Build.props above the cache folder has a say.
    private static XElement Project(PackageSet set) => new("Project",
        new XElement("PropertyGroup",
            new XElement("ImportDirectoryBuildProps", false),
            new XElement("ImportDirectoryBuildTargets", false),
            new XElement("ImportDirectoryPackagesProps", false),
            new XElement("ManagePackageVersionsCentrally", false)),
        new XElement("Import", new XAttribute("Project", "Sdk.props"), new XAttribute("Sdk", "Microsoft.NET.Sdk")),
        new XElement("PropertyGroup",
            new XElement("TargetFramework", DotnetInstallation.TargetFramework),
            new XElement("RuntimeIdentifier", DotnetInstallation.RuntimeIdentifier),
            new XElement("SelfContained", false),
            new XElement("UseAppHost", false),
            new XElement("NuGetAudit", false),
            new XElement("RestoreRootConfigDirectory", set.ConfigurationFolder),
            new XElement("RestoreAdditionalProjectSources", string.Join(';', set.Sources))),
        new XElement("ItemGroup", set.Packages.Select(package => new XElement("PackageReference",
            new XAttribute("Include", package.Id), new XAttribute("Version", package.Version ?? "*")))),
        new XElement("Import", new XAttribute("Project", "Sdk.targets"), new XAttribute("Sdk", "Microsoft.NET.Sdk")));

    private static CellFailedException Failure(CommandOutput said, string project)
    {
        var errors = Messages(said, project, "error");
        if (errors.Count == 0)
            errors = [.. said.Lines.DefaultIfEmpty($"dotnet restore ended with {said.ExitCode} and said nothing.")];
        var id = Code().Match(errors[0]) is { Success: true } code ? code.Value : "RestoreFailed";
        return new(id, $"The packages could not be restored. {errors[0]}", [.. errors.Prepend("The packages could not be restored:")]);
    }

    // "/…/notebook.csproj : error NU1101: Unable to find package …" without the generated project's name
    private static List<string> Messages(CommandOutput said, string project, string level) =>
    [
        .. said.Lines
            .Select(line => line.Replace($"[{project}]", "", StringComparison.Ordinal).Trim())
            .Select(line => Message().Match(line))
            .Where(match => match.Success && match.Groups["level"].Value == level)
            .Select(match => match.Groups["text"].Value)
            .Distinct(),
    ];

    [GeneratedRegex(@"^(?:.*?\s?:\s)?(?<level>error|warning)\s+:?\s*(?<text>[A-Z]+\d+\s*:.*)$")]
    private static partial Regex Message();

    [GeneratedRegex("^[A-Z]+[0-9]+")]
    private static partial Regex Code();
}
