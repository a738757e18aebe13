namespace Solar.Notebooks.Engine;

/// <summary>What decides how cells run.</summary>
public sealed record SessionOptions
{
    /// <summary>Where relative paths of <c>#r</c>, <c>#load</c> and <c>#!import</c> begin.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>The languages beside C#.</summary>
    public IReadOnlyList<LanguageEntry> Languages { get; init; } = [];

    /// <summary>The process belongs to the notebook: <see cref="WorkingDirectory"/> becomes its current folder, and what native code prints goes to the running or last cell.</summary>
    public bool OwnsProcess { get; init; }

    /// <summary>Where the locks of restored packages and the stamps of built projects are kept between sessions.</summary>
    public string CacheDirectory { get; init; } = Path.Combine(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } told ? told
        : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), OperatingSystem.IsMacOS() ? "Library/Caches" : ".cache"),
        "solar-notebooks");
}
