namespace Solar.Notebooks.Engine;

/// <summary>A language that a session offers and creates when the first cell asks for it.</summary>
/// <param name="Name">As in <c>#!name</c>.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Create">Makes it for a session.</param>
public sealed record LanguageEntry(string Name, IReadOnlyList<string> Aliases, Func<NotebookSession, ILanguage> Create)
{
    /// <summary>Whether this is the language meant; case does not matter.</summary>
    public bool IsCalled(string name) =>
        string.Equals(Name, name, StringComparison.OrdinalIgnoreCase) || Aliases.Contains(name, StringComparer.OrdinalIgnoreCase);
}
