using System.Text.Json.Serialization;

namespace Solar.Research.Tuning;

/// <summary>Everything that decides how a model is trained, whatever it is trained on. Saved as JSON before the run.</summary>
/// <remarks>A row is one example: a packed row in pre-training and SFT, a preference pair in DPO.</remarks>
public sealed record TrainRecipe
{
    /// <summary>Optimizer steps.</summary>
    public required int Steps { get; init; }

    /// <summary>Rows whose gradients make one step.</summary>
    public required int RowsPerBatch { get; init; }

    /// <summary>T, the tokens of a row.</summary>
    public required int TokensPerRow { get; init; }

    /// <summary>Peak learning rate, reached after the warm-up.</summary>
    public required double LearningRate { get; init; }

    /// <summary>Rows that are in memory at once; gradients are accumulated over the batch. None: the whole batch.</summary>
    public int? RowsPerMicroBatch { get; init; }

    /// <summary>How the learning rate rises and falls.</summary>
    public LearningRateSchedule Schedule { get; init; } = new();

    /// <summary>β₁ of AdamW.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>β₂ of AdamW; 0.95 as in Brown et al. 2020, B.</summary>
    public double Beta2 { get; init; } = 0.95;

    /// <summary>ε of AdamW.</summary>
    public double Epsilon { get; init; } = 1e-8;

    /// <summary>λ, decoupled from the gradient and taken times the learning rate; norm weights have none.</summary>
    public double WeightDecay { get; init; } = 0.1;

    /// <summary>The largest global gradient norm; a longer gradient is scaled down to it. 0 never clips.</summary>
    public double GradientClip { get; init; } = 1;

    /// <summary>What the model computes in.</summary>
    public Precision Precision { get; init; } = Precision.Fp32;

    /// <summary>Whether each layer's activations are computed again in the backward pass instead of kept.</summary>
    public bool GradientCheckpointing { get; init; }

    /// <summary>In what the weights are updated, and where. Left out of the JSON when it is float32, so that older recipes stay what they were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public MasterKind MasterWeights { get; init; }

    /// <summary>In what AdamW keeps both moments. Left out of the JSON when it is float32, so that older recipes stay what they were.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public StatePrecision OptimizerState { get; init; }

    /// <summary>Seeds the order of rows, the only random thing in the loop.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>CPU threads, which decide the order of sums and so the last bits. 0: what the process has.</summary>
    public int Threads { get; init; }

    /// <summary>Validation loss every so many steps, besides before the first and after the last. 0: only then.</summary>
    public int EvaluateEvery { get; init; }

    /// <summary>A checkpoint every so many steps, besides the one at the end. 0: only then.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>The rows of one forward and backward pass.</summary>
    [JsonIgnore]
    public int MicroBatch => RowsPerMicroBatch ?? RowsPerBatch;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">1 … <see cref="Steps"/>.</param>
    public double LearningRateAt(int step) => LearningRate * Schedule.FractionAt(step, Steps);

    /// <exception cref="ArgumentException">The numbers do not make a run; the message says which.</exception>
    public TrainRecipe Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Steps);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RowsPerBatch);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(TokensPerRow);
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        ArgumentOutOfRangeException.ThrowIfNegative(EvaluateEvery);
        ArgumentOutOfRangeException.ThrowIfNegative(CheckpointEvery);
        Schedule.Validate(Steps);
        if (MicroBatch < 1 || RowsPerBatch % MicroBatch != 0)
            throw new ArgumentException($"A batch of {RowsPerBatch} rows does not divide into micro-batches of {MicroBatch}.");
        if (MasterWeights == MasterKind.None && Precision != Precision.Bf16)
            throw new ArgumentException("master_weights is none, which is for bf16 precision: float32 weights have no copy that could be spared.");
        Refuse(!(LearningRate > 0) || !double.IsFinite(LearningRate), nameof(LearningRate), LearningRate, "positive");
        Refuse(Beta1 is not (>= 0 and < 1), nameof(Beta1), Beta1, "in [0, 1)");
        Refuse(Beta2 is not (>= 0 and < 1), nameof(Beta2), Beta2, "in [0, 1)");
        Refuse(!(Epsilon > 0) || !double.IsFinite(Epsilon), nameof(Epsilon), Epsilon, "positive");
        Refuse(!(WeightDecay >= 0) || !double.IsFinite(WeightDecay), nameof(WeightDecay), WeightDecay, "at least 0");
        Refuse(!(GradientClip >= 0), nameof(GradientClip), GradientClip, "at least 0");
        return this;

        static void Refuse(bool wrong, string name, double value, string expected)
        {
            if (wrong)
                throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{name} is {value}; it must be {expected}."));
        }
    }
}
