using System.Diagnostics;

namespace Solar.Research.Cli.Tests;

/// <summary>What a run of the program left: exit code and both streams.</summary>
internal sealed record Ended(int Code, string Out, string Error);

/// <summary>The program as a user starts it, in a folder of its own that is gone afterwards.</summary>
internal sealed class Solar : IDisposable
{
    private static readonly string Program = FindProgram();

    /// <summary>The checkout that the tests are of.</summary>
    public static string Root { get; } = FindRoot();

    public string Folder { get; } = Directory.CreateTempSubdirectory("solar-cli-").FullName;

    public string this[string name] => Path.Combine(Folder, name);

    public Ended Run(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment["SOLAR_ROOT"] = Folder;
        start.Environment["SOLAR_CACHE"] = this[".cache"];
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Solar.Research.sln")))
            folder = folder.Parent;
        return folder!.FullName;
    }

    private static string FindProgram()
    {
        var program = Path.Combine(FindRoot(), "src", "Solar.Research.Cli", "bin", "Release", "net10.0", "solar.dll");
        return File.Exists(program) ? program : throw new FileNotFoundException($"{program}: build the solution in Release first.");
    }
}
