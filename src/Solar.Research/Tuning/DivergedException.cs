namespace Solar.Research.Tuning;

/// <summary>A loss or gradient that is not a finite number; the run stops where it appears and the step is not taken.</summary>
/// <param name="step">The step, counted from 1.</param>
/// <param name="message">What is not finite, where, and the last loss that was.</param>
public sealed class DivergedException(int step, string message) : Exception(message)
{
    /// <summary>The step, counted from 1.</summary>
    public int Step { get; } = step;
}
