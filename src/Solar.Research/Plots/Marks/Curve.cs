namespace Solar.Research.Plots.Marks;

/// <summary>Points in the order they are joined; a value that is not a number interrupts the line.</summary>
/// <param name="X">To the right.</param>
/// <param name="Y">Upwards.</param>
public sealed record Curve(IReadOnlyList<double> X, IReadOnlyList<double> Y);

/// <summary>For each point, how far up and down it may as well lie.</summary>
/// <param name="Low">The lower ends.</param>
/// <param name="High">The upper ends.</param>
public sealed record Interval(IReadOnlyList<double> Low, IReadOnlyList<double> High);
