using System.Text.RegularExpressions;

namespace Solar.Notebooks.Jupyter.Specs;

/// <summary>Puts a kernel into a folder of kernels, and takes it out.</summary>
internal static partial class KernelSpecInstaller
{
    public const string DefaultName = "solar-csharp";

    private static readonly string[] Logos = ["logo-32x32.png", "logo-64x64.png", "logo-svg.svg"];

    /// <summary>Writes the kernel beside its place and moves it there, so that no front end sees half of it.</summary>
    /// <returns>Its folder.</returns>
    /// <exception cref="ArgumentException">Another program's kernel has the name.</exception>
    public static string Install(string kernels, string name, KernelSpec spec)
    {
        var folder = FolderOf(kernels, name);
        // Beside the folder of kernels, where no front end lists it.
        var (next, former) = (folder.Replace(kernels, kernels + ".next", StringComparison.Ordinal), folder.Replace(kernels, kernels + ".former", StringComparison.Ordinal));
        Remove(next);
        Remove(former);
        Directory.CreateDirectory(next);
        File.WriteAllText(Path.Combine(next, KernelSpec.FileName), spec.ToJson());
        foreach (var logo in Logos)
            Copy(logo, Path.Combine(next, logo));

        Directory.CreateDirectory(kernels);
        if (Directory.Exists(folder))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(former)!);
            Directory.Move(folder, former);
        }

        Directory.Move(next, folder);
        Remove(Path.GetDirectoryName(next)!);
        Remove(Path.GetDirectoryName(former)!);
        return folder;
    }

    /// <summary>Removes the kernel.</summary>
    /// <returns>Its former folder; null if there was none.</returns>
    /// <exception cref="ArgumentException">It is another program's.</exception>
    public static string? Uninstall(string kernels, string name)
    {
        var folder = FolderOf(kernels, name);
        if (!Directory.Exists(folder))
            return null;
        Directory.Delete(folder, recursive: true);
        return folder;
    }

    private static string FolderOf(string kernels, string name)
    {
        if (!ValidName().IsMatch(name))
            throw new ArgumentException($"'{name}' cannot be the name of a kernel: lower-case letters, digits, '-', '_' and '.' can.");
        var folder = Path.Combine(kernels, name);
        if (Directory.Exists(folder) && !KernelSpec.IsOurs(folder))
            throw new ArgumentException($"{folder} is a kernel of another program. Choose another --name.");
        return folder;
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static void Copy(string resource, string path)
    {
        using var source = typeof(KernelSpecInstaller).Assembly.GetManifestResourceStream(resource)
            ?? throw new System.Diagnostics.UnreachableException($"The program lacks its resource {resource}.");
        using var target = File.Create(path);
        source.CopyTo(target);
    }

    [GeneratedRegex(@"\A[a-z0-9_][a-z0-9._-]*\z")]
    private static partial Regex ValidName();
}
