namespace Solar.Notebooks.Jupyter.Specs;

/// <summary>Where Jupyter and VS Code look for kernels.</summary>
/// <remarks>jupyter_core.paths, jupyter_data_dir. VS Code trusts the user's folder, not the system's.</remarks>
internal static class JupyterFolders
{
    /// <summary>The user's folder of kernels.</summary>
    /// <param name="platform">linux, macos or windows.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="ArgumentException">The environment does not say where the user's home is.</exception>
    public static string UserKernels(string platform, Func<string, string?> variable)
    {
        string? Set(string name) => variable(name) is { Length: > 0 } value ? value : null;
        string Needed(string name) => Set(name) ?? throw new ArgumentException($"The environment variable {name} is not set, so the user's Jupyter folder is unknown. Set it or use --prefix.");

        var data = Set("JUPYTER_DATA_DIR") ?? platform switch
        {
            "windows" => Path.Combine(Needed("APPDATA"), "jupyter"),
            "macos" => Path.Combine(Needed("HOME"), "Library", "Jupyter"),
            _ => Path.Combine(Set("XDG_DATA_HOME") ?? Path.Combine(Needed("HOME"), ".local", "share"), "jupyter"),
        };
        return Path.Combine(data, "kernels");
    }

    /// <summary>The folder of kernels of this user on this machine.</summary>
    public static string UserKernels() =>
        UserKernels(OperatingSystem.IsWindows() ? "windows" : OperatingSystem.IsMacOS() ? "macos" : "linux", Environment.GetEnvironmentVariable);

    /// <summary>The folder of kernels of an installation, such as a Python environment.</summary>
    public static string PrefixKernels(string prefix) => Path.Combine(Path.GetFullPath(prefix), "share", "jupyter", "kernels");
}
