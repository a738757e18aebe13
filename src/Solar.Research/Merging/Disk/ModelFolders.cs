namespace Solar.Research.Merging.Disk;

/// <summary>Finds the folder of a model by the name that a recipe gives it.</summary>
internal static class ModelFolders
{
    /// <summary>A folder of that name, or the one that Hugging Face's tools have downloaded under it.</summary>
    /// <param name="name">A path, or <c>owner/model</c>, with <c>@revision</c> if wanted.</param>
    /// <param name="relativeTo">Where relative paths begin; null for the current folder.</param>
    /// <param name="hub">Hugging Face's cache; null for where its tools keep it.</param>
    /// <exception cref="DirectoryNotFoundException">Neither is there.</exception>
    public static string Find(string name, string? relativeTo, string? hub = null)
    {
        hub ??= HubCache();
        var path = relativeTo is null ? name : Path.Combine(relativeTo, name);
        if (Directory.Exists(path))
            return path;
        var (model, revision) = name.Split('@') is [var before, var after] ? (before, after) : (name, "main");
        var cached = Path.Combine(hub, "models--" + model.Replace("/", "--", StringComparison.Ordinal));
        var reference = Path.Combine(cached, "refs", revision);
        var snapshot = Path.Combine(cached, "snapshots", File.Exists(reference) ? File.ReadAllText(reference).Trim() : revision);
        return Directory.Exists(snapshot)
            ? snapshot
            : throw new DirectoryNotFoundException($"{path}: no such folder, and Hugging Face's cache ({hub}) has no model of that name. Nothing is downloaded here; 'huggingface-cli download {model}' does it.");
    }

    // As huggingface_hub looks for it.
    private static string HubCache()
    {
        static string? Set(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
        if (Set("HF_HUB_CACHE") is { } cache)
            return cache;
        var home = Set("HF_HOME") ?? Path.Combine(Set("XDG_CACHE_HOME") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"), "huggingface");
        return Path.Combine(home, "hub");
    }
}
