using System.Reflection;
using System.Runtime.InteropServices;

namespace Solar.Notebooks.Engine.References;

/// <summary>The .NET that runs this program, and what lies beside it.</summary>
internal static class DotnetInstallation
{
    // <root>/shared/Microsoft.NETCore.App/10.0.x/
    private static readonly string Runtime = Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory());

    /// <summary>The folder that holds <c>shared</c>, <c>sdk</c> and <c>packs</c>; in a self-contained program there is none of them in it.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Runtime, "..", "..", ".."));

    /// <summary>The dotnet command: the one beside the running runtime, or else the one on the PATH.</summary>
    public static string Command { get; } = Path.Combine(Root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet") is var beside && File.Exists(beside) ? beside : "dotnet";

    /// <summary>What the SDK calls the running framework: <c>net10.0</c>.</summary>
    public static string TargetFramework { get; } = $"net{Environment.Version.Major}.{Environment.Version.Minor}";

    /// <summary>The name of this platform in packages: <c>linux-x64</c>. Distributions that build .NET themselves report names that no package knows; this one never does.</summary>
    public static string RuntimeIdentifier { get; } = OperatingSystemName() + "-" + RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();

    /// <summary>The platform names whose files serve here, the closest first.</summary>
    public static IReadOnlyList<string> CompatibleIdentifiers { get; } = Fallbacks();

    /// <summary>The running framework's assemblies for compilers, and their documentation; none if the SDK is not installed.</summary>
    public static string? ReferencePack { get; } = ReferencePackOf(typeof(object).Assembly.Location);

    /// <summary>The folder with the documentation of a shared framework's assembly; none if it is not of one, or the SDK is not installed.</summary>
    public static string? ReferencePackOf(string assembly)
    {
        // <root>/shared/NAME/10.0.x/System.X.dll is documented in <root>/packs/NAME.Ref/10.0.y/ref/net10.0
        var framework = Path.GetDirectoryName(Path.GetDirectoryName(assembly));
        if (framework is null || Path.GetDirectoryName(framework) != Path.Combine(Root, "shared"))
            return null;
        var pack = Newest(Path.Combine(Root, "packs", Path.GetFileName(framework) + ".Ref"));
        return pack is not null && Path.Combine(pack, "ref", TargetFramework) is var documented && Directory.Exists(documented) ? documented : null;
    }

    /// <summary>Whether the running framework has an assembly, named with or without <c>.dll</c>.</summary>
    public static bool HasFrameworkAssembly(string name) => FrameworkFile(name) is not null;

    /// <summary>The version in which the running framework has an assembly; none if it has not.</summary>
    public static Version? FrameworkVersion(string name) => FrameworkFile(name) is { } file ? AssemblyName.GetAssemblyName(file).Version : null;

    /// <summary>The folder of another shared framework, such as <c>Microsoft.AspNetCore.App</c>, in the running version's line; none if it is not installed.</summary>
    public static string? SharedFramework(string name) => Newest(Path.Combine(Root, "shared", name));

    private static string? FrameworkFile(string name) =>
        name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0 && Path.Combine(Runtime, name.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? name : name + ".dll") is var file && File.Exists(file) ? file : null;

    private static string? Newest(string folder)
    {
        if (!Directory.Exists(folder))
            return null;

        return Directory.GetDirectories(folder)
            .Where(version => Path.GetFileName(version).StartsWith($"{Environment.Version.Major}.{Environment.Version.Minor}.", StringComparison.Ordinal))
            .OrderByDescending(version => Version.TryParse(Path.GetFileName(version), out var number) ? number : new Version())
            .FirstOrDefault();
    }

    private static string OperatingSystemName() =>
        OperatingSystem.IsWindows() ? "win"
        : OperatingSystem.IsMacOS() ? "osx"
        : RuntimeInformation.RuntimeIdentifier is var own && (own.Contains("musl", StringComparison.Ordinal) || own.StartsWith("alpine", StringComparison.Ordinal)) ? "linux-musl"
        : "linux";

    private static string[] Fallbacks()
    {
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        string[] systems = OperatingSystemName() switch
        {
            "win" => ["win"],
            "osx" => ["osx", "unix"],
            "linux-musl" => ["linux-musl", "linux", "unix"],
            _ => ["linux", "unix"],
        };
        return [.. systems.SelectMany(system => new[] { $"{system}-{architecture}", system }), "any"];
    }
}
