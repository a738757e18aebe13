namespace Solar.Research.Tuning;

/// <summary>One measured value of a run, in long format.</summary>
/// <param name="Step">Optimizer steps taken; 0 is before the first.</param>
/// <param name="Tokens">Tokens learned from.</param>
/// <param name="Seconds">Wall time spent in steps, without evaluation and saving.</param>
/// <param name="Flops">Floating-point operations by the count of <c>TrainingFlops</c>.</param>
/// <param name="Name">What was measured; the names the loop writes are constants of <see cref="MetricName"/>.</param>
/// <param name="Value">Its value.</param>
public sealed record MetricRow(int Step, long Tokens, double Seconds, double Flops, string Name, double Value);

/// <summary>The names of what every run measures; those that TRL logs, as TRL names them.</summary>
public static class MetricName
{
    /// <summary>Mean loss of the step's batch, nats, with the weights before the step.</summary>
    public const string TrainLoss = "train_loss";

    /// <summary>Mean loss over the whole validation set, nats.</summary>
    public const string ValidationLoss = "validation_loss";

    /// <summary>The learning rate of the step.</summary>
    public const string LearningRate = "learning_rate";

    /// <summary>The global gradient norm before clipping.</summary>
    public const string GradientNorm = "grad_norm";
}
