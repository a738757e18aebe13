namespace Solar.Research.Tuning;

/// <summary>How the learning rate falls after the warm-up.</summary>
public enum Decay
{
    /// <summary>It stays at the peak.</summary>
    Constant,

    /// <summary>A straight line to the final fraction.</summary>
    Linear,

    /// <summary>Half a cosine wave to the final fraction.</summary>
    Cosine,
}

/// <summary>The learning rate of every step, as a fraction of the peak.</summary>
/// <remarks>
/// With W warm-up steps of S, step s (the first is 1) has s / W during the warm-up, so it reaches 1 at step W and no step
/// is spent at 0. After it p = (s − W) / (S − W) runs to 1 at the last step, which has exactly the final fraction f:
/// linear 1 − (1 − f)·p, cosine f + (1 − f)·(1 + cos πp) / 2 (Loshchilov and Hutter 2017, eq. 5).
/// </remarks>
public sealed record LearningRateSchedule
{
    /// <summary>The shape after the warm-up.</summary>
    public Decay Decay { get; init; } = Decay.Cosine;

    /// <summary>W, the steps of linear warm-up.</summary>
    public int WarmupSteps { get; init; }

    /// <summary>f, the fraction of the peak at the last step. Constant stays at the peak and has 1.</summary>
    public double FinalFraction { get; init; } = 0.1;

    /// <summary>The peak throughout.</summary>
    public static LearningRateSchedule Constant { get; } = new() { Decay = Decay.Constant, FinalFraction = 1 };

    /// <summary>The fraction of the peak at a step.</summary>
    /// <param name="step">1 … <paramref name="steps"/>.</param>
    /// <param name="steps">S, all steps of the run.</param>
    public double FractionAt(int step, int steps)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(step, steps);
        if (step <= WarmupSteps)
            return (double)step / WarmupSteps;
        var p = (double)(step - WarmupSteps) / (steps - WarmupSteps);
        return Decay switch
        {
            Decay.Constant => 1,
            Decay.Linear => 1 - ((1 - FinalFraction) * p),
            Decay.Cosine => FinalFraction + ((1 - FinalFraction) * (1 + Math.Cos(Math.PI * p)) / 2),
            _ => throw new ArgumentOutOfRangeException(nameof(step), $"No schedule is called {Decay}."),
        };
    }

    internal void Validate(int steps)
    {
        if (WarmupSteps < 0 || WarmupSteps > steps)
            throw new ArgumentException($"A warm-up of {WarmupSteps} steps does not fit into {steps} steps.");
        if (FinalFraction is not (>= 0 and <= 1))
            throw new ArgumentException($"The final fraction of the learning rate is {FinalFraction}; it lies in [0, 1].");
        if (Decay == Decay.Constant && FinalFraction != 1)
            throw new ArgumentException($"A constant learning rate ends at 1 of its peak, not at {FinalFraction}: set the final fraction to 1 or choose linear or cosine.");
    }
}
