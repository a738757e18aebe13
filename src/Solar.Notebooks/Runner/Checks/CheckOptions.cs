namespace Solar.Notebooks.Runner.Checks;

/// <summary>How images are compared: their pixels depend on fonts.</summary>
public enum ImageComparison
{
    /// <summary>Both or neither there, and of one size where the format says it (PNG).</summary>
    Size,

    /// <summary>Both or neither there.</summary>
    Presence,

    /// <summary>Not at all.</summary>
    Skip,
}

/// <summary>When stored and fresh outputs count as equal.</summary>
public sealed record CheckOptions
{
    /// <summary>How far two numbers may be apart, as a part of the larger one. The default forgives what another processor does to the last digits of a double.</summary>
    public double Relative { get; init; } = 1e-9;

    /// <summary>How far two numbers may be apart in any case.</summary>
    public double Absolute { get; init; } = 1e-12;

    /// <summary>How images are compared.</summary>
    public ImageComparison Images { get; init; }

    /// <summary>Whether two numbers count as equal.</summary>
    public bool Accepts(double stored, double fresh) =>
        stored.Equals(fresh) || Math.Abs(stored - fresh) <= Math.Max(Absolute, Relative * Math.Max(Math.Abs(stored), Math.Abs(fresh)));
}
