namespace Solar.Research.Tuning;

/// <summary>Where a run stands after a step.</summary>
/// <param name="Step">Steps taken.</param>
/// <param name="Steps">Steps of the whole run.</param>
/// <param name="Tokens">Tokens learned from since the run began.</param>
/// <param name="TokensPerSecond">A running mean over about the last ten steps; evaluation and saving are left out.</param>
/// <param name="Loss">Training loss of the step, nats.</param>
/// <param name="ValidationLoss">The newest validation loss, nats; none before the first evaluation.</param>
/// <param name="LearningRate">The step's learning rate.</param>
/// <param name="GradientNorm">The global norm before clipping.</param>
/// <param name="Elapsed">Time spent in steps since the run began, over all resumptions.</param>
/// <param name="Remaining">Time left at the present rate.</param>
public sealed record TrainingProgress(
    int Step,
    int Steps,
    long Tokens,
    double TokensPerSecond,
    double Loss,
    double? ValidationLoss,
    double LearningRate,
    double GradientNorm,
    TimeSpan Elapsed,
    TimeSpan Remaining)
{
    /// <summary>The most bytes that tensors held on the GPU since the run began; none on a CPU, and where the tensor provider cannot tell.</summary>
    public long? PeakDeviceBytes { get; init; }
}
