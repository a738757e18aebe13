namespace Solar.Research.Plots.Marks;

/// <summary>Something drawn from values.</summary>
/// <param name="Name">What the legend calls it; marks of one name look alike in every panel. An empty name stays out of the legend.</param>
public abstract record Mark(string Name)
{
    /// <summary>Every value that the horizontal axis should show.</summary>
    internal abstract IEnumerable<double> Across { get; }

    /// <summary>Every value that the vertical axis should show.</summary>
    internal abstract IEnumerable<double> Upwards { get; }

    /// <summary>Whether the legend lists it.</summary>
    internal virtual bool InLegend => Name.Length > 0;
}
