using System.Text.Json.Serialization;
using Solar.Research.DepthUpscaling;
using Solar.Research.Experiments.Corpus;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Growth;

/// <summary>Everything that decides the outcome of the growth experiment (paper §2 and §3).</summary>
/// <remarks>
/// Departs: the paper discloses no learning rate, schedule, batch or token count of its continued pre-training. Ours is warm-up and
/// then a constant rate, so that every point of every curve can be compared at equal tokens, equal operations or equal time;
/// a falling rate would favour whichever model happens to be at its end. Held equal among the grown models: tokens, their order,
/// batch, optimizer and rate. The model from scratch sees the same tokens in the same order at the base's peak rate.
/// </remarks>
public sealed record GrowthRecipe
{
    /// <summary>The scale this is the recipe of.</summary>
    public required string Scale { get; init; }

    /// <summary>The text that is learned from.</summary>
    public required ProseRecipe Prose { get; init; }

    /// <summary>The base model; its vocabulary is that of <see cref="Prose"/>.</summary>
    public required BaseModel Base { get; init; }

    /// <summary>How the base is trained. Every seed of the experiment takes the place of the seed in it.</summary>
    public required TrainRecipe Pretraining { get; init; }

    /// <summary>How every variant is trained afterwards.</summary>
    public required TrainRecipe Continuation { get; init; }

    /// <summary>What the base's layers are made into, the model of depth up-scaling among them.</summary>
    public required IReadOnlyList<GrowthVariant> Variants { get; init; }

    /// <summary>Rows of validation text that every loss is measured on.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>One run of everything for each. A seed decides the base's first weights and all orders of text; variants of one seed share both.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>Tokens the base is trained on.</summary>
    [JsonIgnore]
    public double BaseTokens => Tokens(Pretraining);

    /// <summary>Tokens every variant is trained on afterwards.</summary>
    [JsonIgnore]
    public double ContinuationTokens => Tokens(Continuation);

    /// <summary>The base's configuration.</summary>
    [JsonIgnore]
    public DecoderConfig BaseConfig => new()
    {
        VocabSize = Prose.VocabularySize,
        HiddenSize = Base.HiddenSize,
        IntermediateSize = Base.IntermediateSize,
        NumHiddenLayers = Base.Layers,
        NumAttentionHeads = Base.Heads,
        NumKeyValueHeads = Base.KeyValueHeads,
        MaxPositionEmbeddings = Pretraining.TokensPerRow,
    };

    /// <summary>The configuration of a variant: the base's, at another depth.</summary>
    public DecoderConfig ConfigOf(GrowthVariant variant) => BaseConfig with { NumHiddenLayers = LayersOf(variant) };

    /// <summary>The training of a variant with one of the seeds.</summary>
    public TrainRecipe TrainingOf(GrowthVariant variant, long seed) => variant switch
    {
        ScratchVariant scratch => Continuation with { Seed = seed, LearningRate = Pretraining.LearningRate, Steps = scratch.Steps ?? Continuation.Steps },
        _ => Continuation with { Seed = seed },
    };

    /// <summary>The same with so many seeds; none: as it is.</summary>
    public GrowthRecipe WithSeeds(int? count) => count is { } wanted ? this with { Seeds = SeedList.Of(Seeds[0], wanted) } : this;

    /// <exception cref="ArgumentException">The numbers do not make an experiment; the message says which.</exception>
    public GrowthRecipe Validate()
    {
        Pretraining.Validate();
        Continuation.Validate();
        BaseConfig.Validate();
        foreach (var variant in Variants)
            ConfigOf(variant).Validate();
        if (Seeds.Count == 0 || Seeds.Distinct().Count() != Seeds.Count)
            throw new ArgumentException($"The seeds must be at least one and all different, not [{string.Join(", ", Seeds)}].");
        if (Pretraining.TokensPerRow != Continuation.TokensPerRow)
            throw new ArgumentException($"Rows of {Pretraining.TokensPerRow} tokens in pre-training and {Continuation.TokensPerRow} after it: they are cut from one text, so they must be equal.");
        if (ContinuationTokens <= BaseTokens / 10)
            throw new ArgumentException($"{ContinuationTokens} tokens of continuation cannot tell whether a model recovers within a tenth of the base's {BaseTokens}.");
        return this;
    }

    private int LayersOf(GrowthVariant variant) => variant switch
    {
        GrownVariant grown => DepthPlan.Parse(grown.Plan, Base.Layers).ScaledLayers,
        ScratchVariant scratch => scratch.Layers,
        _ => throw new System.Diagnostics.UnreachableException($"No variant is a {variant.GetType().Name}."),
    };

    private static double Tokens(TrainRecipe training) => (double)training.Steps * training.RowsPerBatch * training.TokensPerRow;
}
