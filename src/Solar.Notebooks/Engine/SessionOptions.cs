namespace Solar.Notebooks.Engine;

/// <summary>What decides how cells run.</summary>
public sealed record SessionOptions
{
    /// <summary>Where relative paths of <c>#r</c>, <c>#load</c> and <c>#!import</c> begin; also the process's current folder while cells run.</summary>
    public string WorkingDirectory { get; init; } = Directory.GetCurrentDirectory();

    /// <summary>The languages beside C#.</summary>
    public IReadOnlyList<LanguageEntry> Languages { get; init; } = [];

    /// <summary>The process belongs to the notebook: what native code and threads of no cell write goes to the running or last cell.</summary>
    public bool OwnsProcess { get; init; }
}
