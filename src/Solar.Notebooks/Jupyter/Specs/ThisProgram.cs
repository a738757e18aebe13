using System.Runtime.InteropServices;

namespace Solar.Notebooks.Jupyter.Specs;

/// <summary>How a front end starts the program that runs now.</summary>
internal static class ThisProgram
{
    /// <summary>The command: the program itself, or dotnet and the program's library.</summary>
    public static IReadOnlyList<string> Command()
    {
        var process = Environment.ProcessPath ?? throw new ArgumentException("This system does not tell a program its path; use --program.");
        return Path.GetFileNameWithoutExtension(process) == "dotnet" ? [process, typeof(ThisProgram).Assembly.Location] : [process];
    }

    /// <summary>The folder of .NET, if programs do not find it by themselves.</summary>
    public static string? UnusualDotnetRoot()
    {
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return Path.TrimEndingDirectorySeparator(root) == UsualDotnetRoot() ? null : Path.TrimEndingDirectorySeparator(root);
    }

    private static string UsualDotnetRoot()
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "dotnet");
        var architecture = RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant();
        foreach (var file in new[] { $"/etc/dotnet/install_location_{architecture}", "/etc/dotnet/install_location" })
        {
            if (File.Exists(file))
                return Path.TrimEndingDirectorySeparator(File.ReadAllText(file).Trim());
        }

        return OperatingSystem.IsMacOS() ? "/usr/local/share/dotnet" : "/usr/share/dotnet";
    }
}
