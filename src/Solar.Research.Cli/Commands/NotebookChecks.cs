using System.Diagnostics;
using System.Text.Json;

namespace Solar.Research.Cli.Commands;

/// <summary>What notebooks need beside the program: a front end that knows the kernel, and what draws figures as pictures.</summary>
internal static class NotebookChecks
{
    private const string KernelName = "solar-csharp";

    public static void Run(Action<string> ok, Action<string> warn)
    {
        Kernel(ok, warn);
        ok(OnPath("jupyter") is { } jupyter
            ? $"Jupyter: {jupyter}"
            : "no Jupyter; VS Code needs none, and neither does 'solar notebook run' (for the browser: apt-get install jupyter-notebook)");
        if (OnPath("rsvg-convert") is { } converter)
            ok($"pictures of figures: {converter}");
        else
            warn("rsvg-convert, without which figures in notebooks come without a picture: apt-get install --no-install-recommends librsvg2-bin");
        if (HasFonts())
            ok("fonts");
        else
            warn("fonts, without which pictures of figures come without text: apt-get install --no-install-recommends fonts-dejavu-core fontconfig");
        ok("""VS Code completes C# in notebooks with this in the user settings: "jupyter.completionTriggerCharacters": { "csharp": [".", "#"] }""");
    }

    private static void Kernel(Action<string> ok, Action<string> warn)
    {
        var file = Path.Combine(UserKernels(), KernelName, "kernel.json");
        try
        {
            using var spec = JsonDocument.Parse(File.ReadAllText(file));
            var program = spec.RootElement.GetProperty("argv")[0].GetString()!;
            if (File.Exists(program))
                ok($"the kernel: {file}");
            else
                warn($"the program of the installed kernel, {program}: ./solar kernel install");
        }
        catch (Exception absent) when (absent is IOException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            warn($"the kernel, for Jupyter and VS Code ({file}): ./solar kernel install");
        }
    }

    // As jupyter_core has it.
    private static string UserKernels()
    {
        string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var data = Variable("JUPYTER_DATA_DIR")
            ?? (OperatingSystem.IsWindows() ? Path.Combine(Variable("APPDATA") ?? home, "jupyter")
            : OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Jupyter")
            : Path.Combine(Variable("XDG_DATA_HOME") ?? Path.Combine(home, ".local", "share"), "jupyter"));
        return Path.Combine(data, "kernels");
    }

    private static string? OnPath(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? command + ".exe" : command))
            .FirstOrDefault(File.Exists);

    private static bool HasFonts()
    {
        if (OperatingSystem.IsWindows() || OperatingSystem.IsMacOS())
            return true;
        if (OnPath("fc-list") is not { } list)
            return false;
        using var listing = Process.Start(new ProcessStartInfo(list) { RedirectStandardOutput = true })!;
        return listing.StandardOutput.ReadToEnd().Length > 0;
    }
}
