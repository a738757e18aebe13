using System.Text.Json.Serialization;
using Solar.Research.Data.SmallWorld;
using Solar.Research.Data.SyntheticMath;
using Solar.Research.DepthUpscaling;
using Solar.Research.Evaluation;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Experiments.Instruct;

/// <summary>Everything that decides the models of the paper's tables 2 to 7 and their scores, at one scale.</summary>
/// <remarks>
/// Departs: the paper discloses no learning rate, batch, epoch count or β of its tuning, nor how Cand. 1 and 2 differ from DPO v2 and v3;
/// all such numbers here are choices. Held equal among variants: epochs, rate, batch and length. Tokens are not: as in the paper, a
/// variant with more data learns from more.
/// </remarks>
public sealed record InstructRecipe
{
    /// <summary>The scale this is the recipe of.</summary>
    public required string Scale { get; init; }

    /// <summary>The world whose prose, tuning sets and tests take the place of the paper's.</summary>
    public required WorldRecipe World { get; init; }

    /// <summary>How Synth. Math-Instruct and Math-Alignment are made of the world's MATH problems.</summary>
    public required SyntheticMathRecipe SyntheticMath { get; init; }

    /// <summary>The share of Table 1's amounts that is used of each set.</summary>
    public required double ShareOfTable1 { get; init; }

    /// <summary>Characters of real English prose beside the world's.</summary>
    public required int RealProseCharacters { get; init; }

    /// <summary>The base model; its vocabulary is the world's.</summary>
    public required BaseModel Base { get; init; }

    /// <summary>T at most: the positions of the models.</summary>
    public required int Positions { get; init; }

    /// <summary>The layers of the base that the up-scaled model is made of.</summary>
    public required string Plan { get; init; }

    /// <summary>How the base is trained.</summary>
    public required TrainRecipe Pretraining { get; init; }

    /// <summary>How the up-scaled model is trained on.</summary>
    public required TrainRecipe Continuation { get; init; }

    /// <summary>Rows of held-out prose that losses are measured on.</summary>
    public required int ValidationRows { get; init; }

    /// <summary>How conversations are written, in training; tests are asked as the harness asks.</summary>
    public required string Template { get; init; }

    /// <summary>How SFT v1 to v4 are tuned.</summary>
    public required TuningPlan Sft { get; init; }

    /// <summary>How DPO v1 to v3 are aligned.</summary>
    public required AlignmentPlan Dpo { get; init; }

    /// <summary>How Cand. 1 is aligned, on the sets and the base of DPO v2.</summary>
    public required AlignmentPlan Candidate1 { get; init; }

    /// <summary>How Cand. 2 is aligned, on the sets and the base of DPO v3.</summary>
    public required AlignmentPlan Candidate2 { get; init; }

    /// <summary>The tests.</summary>
    public required EvaluationRecipe Evaluation { get; init; }

    /// <summary>One of everything for each. The world is the same for all; a seed decides the base's first weights and all orders.</summary>
    public required IReadOnlyList<long> Seeds { get; init; }

    /// <summary>The base's configuration.</summary>
    [JsonIgnore]
    public DecoderConfig BaseConfig => new()
    {
        VocabSize = World.VocabularySize,
        HiddenSize = Base.HiddenSize,
        IntermediateSize = Base.IntermediateSize,
        NumHiddenLayers = Base.Layers,
        NumAttentionHeads = Base.Heads,
        NumKeyValueHeads = Base.KeyValueHeads,
        MaxPositionEmbeddings = Positions,
    };

    /// <summary>The up-scaled model's configuration.</summary>
    [JsonIgnore]
    public DecoderConfig UpScaledConfig => BaseConfig with { NumHiddenLayers = DepthPlan.Parse(Plan, Base.Layers).ScaledLayers };

    /// <summary>The same with so many seeds; none: as it is.</summary>
    public InstructRecipe WithSeeds(int? count) => count is { } wanted ? this with { Seeds = SeedList.Of(Seeds[0], wanted) } : this;

    /// <exception cref="ArgumentException">The numbers do not make an experiment; the message says which.</exception>
    public InstructRecipe Validate()
    {
        World.Validate();
        SyntheticMath.Validate();
        BaseConfig.Validate();
        UpScaledConfig.Validate();
        Pretraining.Validate();
        Continuation.Validate();
        Sft.Validate();
        foreach (var (plan, objective) in new[] { Dpo, Candidate1, Candidate2 })
        {
            plan.Validate();
            objective.Validate();
        }

        Evaluation.Validate();
        if (ShareOfTable1 is not (> 0 and <= 1))
            throw new ArgumentException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"A share of {ShareOfTable1} of Table 1's amounts; it lies in (0, 1]."));
        if (Seeds.Count == 0 || Seeds.Distinct().Count() != Seeds.Count)
            throw new ArgumentException($"The seeds must be at least one and all different, not [{string.Join(", ", Seeds)}].");
        if (Pretraining.TokensPerRow != Continuation.TokensPerRow)
            throw new ArgumentException($"Rows of {Pretraining.TokensPerRow} tokens in pre-training and {Continuation.TokensPerRow} after it: they are cut from one text, so they must be equal.");
        return this;
    }
}
