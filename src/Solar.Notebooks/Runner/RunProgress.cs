namespace Solar.Notebooks.Runner;

/// <summary>Whoever watches a run.</summary>
/// <param name="Begins">A cell begins: its number, how many there are, its text.</param>
/// <param name="Ended">A cell ended, or was passed over.</param>
public sealed record RunProgress(Action<int, int, string> Begins, Action<CellResult> Ended)
{
    /// <summary>Nobody watches.</summary>
    public static RunProgress None { get; } = new((_, _, _) => { }, _ => { });
}
