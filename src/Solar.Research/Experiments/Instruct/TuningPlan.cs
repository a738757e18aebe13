using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Instruct;

/// <summary>How a model is tuned, whatever the number of examples turns out to be: so many times over them.</summary>
public sealed record TuningPlan
{
    /// <summary>How often each example is learned from.</summary>
    public required double Epochs { get; init; }

    /// <summary>Rows (SFT) or pairs (DPO) of one step.</summary>
    public required int RowsPerBatch { get; init; }

    /// <summary>The most tokens of a row, or of a prompt with one response.</summary>
    public required int TokensPerRow { get; init; }

    /// <summary>Peak learning rate.</summary>
    public required double LearningRate { get; init; }

    /// <summary>The share of the steps that the warm-up takes.</summary>
    public double WarmupShare { get; init; } = 0.1;

    /// <summary>The shape after the warm-up.</summary>
    public Decay Decay { get; init; } = Decay.Cosine;

    /// <summary>λ of AdamW.</summary>
    public double WeightDecay { get; init; }

    /// <summary>β₂ of AdamW.</summary>
    public double Beta2 { get; init; } = 0.98;

    /// <summary>A checkpoint every so many steps.</summary>
    public int CheckpointEvery { get; init; }

    /// <summary>CPU threads.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The recipe for so many examples.</summary>
    /// <param name="examples">Rows or pairs.</param>
    /// <param name="seed">The order in which they come.</param>
    public TrainRecipe For(int examples, long seed)
    {
        var steps = Math.Max(1, (int)Math.Round(examples * Epochs / RowsPerBatch));
        return new()
        {
            Steps = steps,
            RowsPerBatch = RowsPerBatch,
            TokensPerRow = TokensPerRow,
            LearningRate = LearningRate,
            Schedule = new() { Decay = Decay, WarmupSteps = (int)(steps * WarmupShare), FinalFraction = Decay == Decay.Constant ? 1 : 0 },
            Beta2 = Beta2,
            WeightDecay = WeightDecay,
            CheckpointEvery = CheckpointEvery,
            Threads = Threads,
            Seed = seed,
        };
    }

    /// <exception cref="ArgumentException">The numbers do not make a run; the message says which.</exception>
    public TuningPlan Validate()
    {
        if (!(Epochs > 0))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Epochs} epochs teach nothing; take a positive number."));
        For(RowsPerBatch, 1).Validate();
        return this;
    }
}

/// <summary>How a model is aligned.</summary>
/// <param name="Plan">How often, at which rate.</param>
/// <param name="Objective">The loss and its β.</param>
public sealed record AlignmentPlan(TuningPlan Plan, Solar.Research.Tuning.Dpo.DpoObjective Objective);
