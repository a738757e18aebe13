using System.Text.Json.Serialization;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Lora;

namespace Solar.Research.Experiments.Paper;

/// <summary>What makes a training step fit a GPU, under the names that <see cref="TrainRecipe"/> has for it.</summary>
/// <remarks>The default is a choice: what lets every stage of 10.7B weights train whole on one GPU of 80 GB.</remarks>
public sealed record MemorySwitches
{
    /// <summary>What the model computes in.</summary>
    public Precision Precision { get; init; } = Precision.Bf16;

    /// <summary>Which weights AdamW changes. Adapters are float32 in any case, and so is a model that computes in it.</summary>
    public MasterKind MasterWeights { get; init; } = MasterKind.None;

    /// <summary>In what AdamW keeps its moments.</summary>
    public StatePrecision OptimizerState { get; init; } = StatePrecision.Int8;

    /// <summary>Whether each layer's activations are computed again in the backward pass.</summary>
    public bool GradientCheckpointing { get; init; } = true;

    /// <summary>Rows that are in memory at once.</summary>
    public int RowsPerMicroBatch { get; init; } = 1;

    /// <summary>r of adapters in place of the whole model, in SFT and DPO; none: the whole model.</summary>
    public int? LoraRank { get; init; }

    /// <summary>The adapters, if any: alignment-handbook's for Zephyr, of this rank.</summary>
    [JsonIgnore]
    public LoraRecipe? Lora => LoraRank is { } rank ? LoraRecipe.Zephyr with { Rank = rank, Alpha = rank } : null;

    /// <summary>A recipe with these switches.</summary>
    /// <param name="training">The recipe.</param>
    /// <param name="whole">Whether the whole model is trained even if there is a rank for adapters: in pre-training.</param>
    /// <exception cref="ArgumentException">The recipe's batch does not divide into such micro-batches.</exception>
    public TrainRecipe On(TrainRecipe training, bool whole = false)
    {
        ArgumentNullException.ThrowIfNull(training);
        var rows = Math.Min(RowsPerMicroBatch, training.RowsPerBatch);
        if (training.RowsPerBatch % rows != 0)
            throw new ArgumentException($"A batch of {training.RowsPerBatch} rows does not divide into micro-batches of {rows}.");
        return training with
        {
            Precision = Precision,
            MasterWeights = (LoraRank is not null && !whole) || (Precision != Precision.Bf16 && MasterWeights == MasterKind.None) ? MasterKind.Float32 : MasterWeights,
            OptimizerState = OptimizerState,
            GradientCheckpointing = GradientCheckpointing,
            RowsPerMicroBatch = rows,
        };
    }

    /// <exception cref="ArgumentException">A number makes no sense; the message says which.</exception>
    public MemorySwitches Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(RowsPerMicroBatch);
        Lora?.Validate();
        return this;
    }

    /// <summary>The switches in the words of a recipe file.</summary>
    public override string ToString() => string.Join(", ", Named().Select(one => $"{one.Name} {one.Value}"));

    /// <summary>Those that differ from another's, in the words of a recipe file.</summary>
    public IReadOnlyList<string> Beside(MemorySwitches other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return [.. Named().Zip(other.Named()).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First.Name} {pair.First.Value}")];
    }

    private IEnumerable<(string Name, string Value)> Named() => RecipeJson.ToNode(this).Select(member => (member.Key, member.Value?.ToString() ?? "none"));
}
