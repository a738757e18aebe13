using Solar.Research.Checkpoints;

namespace Solar.Research.Tuning;

/// <summary>Where a run leaves its files and whom it tells: nothing here changes what is learned.</summary>
public sealed record TrainRun
{
    /// <summary>Receives recipe.json, metrics.csv and the checkpoints; none: nothing is written.</summary>
    public string? Folder { get; init; }

    /// <summary>Goes on from the newest checkpoint in the folder, if there is one.</summary>
    public bool Resume { get; init; }

    /// <summary>The folder whose tokenizer files each saved model carries along.</summary>
    public string? TokenizerFrom { get; init; }

    /// <summary>How the model is made, for the card of each saved one; none: no card is written.</summary>
    public Provenance? Made { get; init; }

    /// <summary>How many of the newest checkpoints stay.</summary>
    public int KeepCheckpoints { get; init; } = 1;

    /// <summary>Hears of every step.</summary>
    public IProgress<TrainingProgress>? Progress { get; init; }
}

/// <summary>A finished run.</summary>
/// <param name="Tokens">Tokens learned from.</param>
/// <param name="Seconds">Wall time spent in steps.</param>
/// <param name="Flops">Floating-point operations by <see cref="TrainingFlops"/>.</param>
/// <param name="ValidationLoss">Mean validation loss after the last step, nats; none without a validation set.</param>
/// <param name="Metrics">Everything measured, from the first step on.</param>
/// <param name="ModelFolder">The trained model as a Hugging Face folder; none when the run had no folder.</param>
public sealed record TrainResult(
    long Tokens,
    double Seconds,
    double Flops,
    double? ValidationLoss,
    IReadOnlyList<MetricRow> Metrics,
    string? ModelFolder)
{
    /// <summary>As <see cref="TrainingProgress.PeakDeviceBytes"/>, of the whole run.</summary>
    public long? PeakDeviceBytes { get; init; }
}
