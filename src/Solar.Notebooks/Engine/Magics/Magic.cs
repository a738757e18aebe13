namespace Solar.Notebooks.Engine.Magics;

/// <summary>A magic that is no language.</summary>
/// <param name="Name">What stands behind <c>#!</c>.</param>
/// <param name="Usage">What stands behind the name.</param>
/// <param name="Summary">What it does, for <c>#!help</c>.</param>
/// <param name="Run">Does it.</param>
internal sealed record Magic(string Name, string Usage, string Summary, Action<MagicCall> Run);

/// <summary>One use of a magic.</summary>
/// <param name="Session">The session.</param>
/// <param name="Cell">The running cell.</param>
/// <param name="Magic">Which.</param>
/// <param name="Arguments">The words behind its name.</param>
/// <param name="Language">The language of the code around it.</param>
/// <param name="Place">What errors call the line.</param>
/// <param name="AtEnd">Takes what is to be done when the cell has run.</param>
internal sealed record MagicCall(
    NotebookSession Session,
    RunningCell Cell,
    Magic Magic,
    IReadOnlyList<string> Arguments,
    ILanguage Language,
    string Place,
    Action<Action> AtEnd)
{
    /// <summary>The value of an option; none: it is not there.</summary>
    public string? Option(string name)
    {
        var at = Arguments.ToList().IndexOf(name);
        if (at < 0)
            return null;
        return at + 1 < Arguments.Count ? Arguments[at + 1] : throw Misused($"{name} needs a value");
    }

    /// <summary>The value of an option that must be there.</summary>
    public string Required(string name) => Option(name) ?? throw Misused($"{name} is missing");

    /// <summary>Whether a switch is there.</summary>
    public bool Has(string name) => Arguments.Contains(name);

    /// <summary>The words that belong to no option.</summary>
    public IReadOnlyList<string> Plain(params string[] switches) =>
        [.. Arguments.Where((word, at) => !word.StartsWith("--", StringComparison.Ordinal)
            && (at == 0 || !Arguments[at - 1].StartsWith("--", StringComparison.Ordinal) || switches.Contains(Arguments[at - 1])))];

    /// <summary>Says what is wrong with the line, and how it is written.</summary>
    public CellFailedException Misused(string what) =>
        new("BadMagic", $"{Place}: {what}. It is written #!{Magic.Name} {Magic.Usage}".TrimEnd() + ".");
}
