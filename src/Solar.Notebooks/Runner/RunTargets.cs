namespace Solar.Notebooks.Runner;

/// <summary>Where the notebooks of a run are written.</summary>
internal static class RunTargets
{
    /// <summary>A file for each notebook; none where it is not written at all.</summary>
    /// <exception cref="ArgumentException">The wishes contradict each other.</exception>
    public static IReadOnlyList<string?> Of(IReadOnlyList<string> paths, string? output, bool inPlace)
    {
        if (output is not null && inPlace)
            throw new ArgumentException("--output and --in-place: one of them, not both.");
        if (inPlace && paths.FirstOrDefault(p => !IsNotebook(p)) is { } text)
            throw new ArgumentException($"{text}: --in-place needs an .ipynb file, because other formats hold no outputs. Use --output FILE.ipynb.");
        if (inPlace)
            return [.. paths];
        if (output is null)
            return [.. paths.Select(_ => (string?)null)];
        var isFolder = Directory.Exists(output) || Path.EndsInDirectorySeparator(output) || (paths.Count > 1 && !File.Exists(output) && Path.GetExtension(output).Length == 0);
        if (!isFolder && paths.Count > 1)
            throw new ArgumentException($"--output {output}: for {paths.Count} notebooks a folder is expected.");
        if (!isFolder && !IsNotebook(output))
            throw new ArgumentException($"--output {output}: an .ipynb file is expected, because other formats hold no outputs.");
        string?[] targets = [.. paths.Select(p => isFolder ? Path.Combine(output, Path.ChangeExtension(Path.GetFileName(p), ".ipynb")) : output)];
        if (targets.GroupBy(t => t, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1) is { } clash)
            throw new ArgumentException($"--output {output}: several of the notebooks would be written to {clash.Key}.");
        return targets;
    }

    private static bool IsNotebook(string path) => Path.GetExtension(path).Equals(".ipynb", StringComparison.OrdinalIgnoreCase);
}
