using System.Globalization;

namespace Solar.Research.Tuning.Lora;

/// <summary>Adapters of low rank: W·x becomes W·x + (α/r)·B·A·x, and only A and B learn.</summary>
/// <remarks>Hu et al. 2021 (LoRA), §4.1. The paper does not say that it used any; adapters let its scale be tuned on one GPU.</remarks>
public sealed record LoraRecipe
{
    /// <summary>Every projection of a layer, under its name in a checkpoint.</summary>
    /// <remarks>Dettmers et al. 2023 (QLoRA), §4: adapters on all of them match full tuning, on some of them they do not.</remarks>
    public static IReadOnlyList<string> AllProjections { get; } = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"];

    /// <summary>r, the rank of B·A.</summary>
    public required int Rank { get; init; }

    /// <summary>α; the adapters' sum is scaled by α/r.</summary>
    public required double Alpha { get; init; }

    /// <summary>The share of an adapter's inputs that is dropped in training, the rest scaled up.</summary>
    public double Dropout { get; init; }

    /// <summary>Which projections of every layer get adapters.</summary>
    public IReadOnlyList<string> TargetModules { get; init; } = AllProjections;

    /// <summary>α/r.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public double Scale => Alpha / Rank;

    /// <summary>r = α = 128 and 5% dropout on all projections, as alignment-handbook tunes Zephyr with adapters (huggingface/alignment-handbook at 925acdf).</summary>
    public static LoraRecipe Zephyr { get; } = new() { Rank = 128, Alpha = 128, Dropout = 0.05 };

    /// <exception cref="ArgumentException">The members do not make adapters; the message says which.</exception>
    public LoraRecipe Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(Rank);
        if (!(Alpha > 0) || !double.IsFinite(Alpha))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"α of the adapters is {Alpha}; it is positive."));
        if (Dropout is not (>= 0 and < 1))
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The adapters' dropout is {Dropout}; it lies in [0, 1)."));
        if (TargetModules.Count == 0 || TargetModules.Distinct().Count() != TargetModules.Count)
            throw new ArgumentException($"The adapters' projections are [{string.Join(", ", TargetModules)}]; name at least one, and each once.");
        if (TargetModules.FirstOrDefault(name => !AllProjections.Contains(name)) is { } unknown)
            throw new ArgumentException($"'{unknown}' is no projection that takes an adapter; these are: {string.Join(", ", AllProjections)}.");
        return this;
    }

    /// <summary>Equal when every member is.</summary>
    public bool Equals(LoraRecipe? other) =>
        other is not null && (Rank, Alpha, Dropout) == (other.Rank, other.Alpha, other.Dropout) && TargetModules.SequenceEqual(other.TargetModules);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Rank, Alpha, Dropout, TargetModules.Count);
}
