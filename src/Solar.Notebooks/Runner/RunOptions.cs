namespace Solar.Notebooks.Runner;

/// <summary>What decides how a notebook is run without a front end.</summary>
public sealed record RunOptions
{
    /// <summary>How long a cell may run; none: as long as it likes.</summary>
    public TimeSpan? CellTimeout { get; init; }

    /// <summary>Errors do not count as failures, and the cells behind one run too.</summary>
    public bool AllowErrors { get; init; }

    /// <summary>The cells behind a failed one run too.</summary>
    public bool KeepGoing { get; init; }

    /// <summary>Values for the notebook's variables, as given on the command line.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();
}
