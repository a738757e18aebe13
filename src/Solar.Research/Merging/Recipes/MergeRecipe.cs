using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Recipes;

/// <summary>Everything that decides what a merge results in.</summary>
/// <remarks>
/// The terms are mergekit's (a6e4028, config.py), so that its configurations can be read as they are. A parameter is looked for at the
/// source, then at the slice, then here.
/// Departs: <see cref="Type"/> does not round the models before they are merged, it only is the type of the result where
/// <see cref="OutType"/> says none; and the donor of config and tokenizer is the base or else the first model, always.
/// </remarks>
public sealed record MergeRecipe
{
    /// <summary>The method.</summary>
    public required MergeMethod Method { get; init; }

    /// <summary>Of what the layers are made, in order. One slice whose sources have no range merges whole models.</summary>
    public required IReadOnlyList<MergeSlice> Slices { get; init; }

    /// <summary>The base, for methods that have one; the donor of config and tokenizer.</summary>
    public string? BaseModel { get; init; }

    /// <summary>Parameters of the whole merge.</summary>
    public IReadOnlyDictionary<string, ParameterSetting> Parameters { get; init; } = new Dictionary<string, ParameterSetting>();

    /// <summary><c>dtype</c>.</summary>
    public StoredType? Type { get; init; }

    /// <summary><c>out_dtype</c>.</summary>
    public StoredType? OutType { get; init; }

    /// <summary>Decides what DARE drops.</summary>
    public long Seed { get; init; }

    /// <summary>What is done with different vocabularies.</summary>
    public VocabularyPolicy Vocabulary { get; init; }

    /// <summary>The model whose config and tokenizer the merged one gets.</summary>
    public string Donor => BaseModel ?? Slices[0].Sources[0].Model;

    /// <summary>Whether whole models are merged.</summary>
    public bool IsOfWholeModels => Slices is [var only] && only.Sources.All(source => source.Layers is null);

    /// <summary>Every model, the donor first, each once.</summary>
    public IEnumerable<string> Models => Slices
        .SelectMany(slice => slice.Sources.Select(source => source.Model).Prepend(slice.BaseModel ?? Donor))
        .Prepend(Donor)
        .Distinct(StringComparer.Ordinal);

    /// <summary>A merge of whole models.</summary>
    /// <param name="method">The method.</param>
    /// <param name="models">The models and what is said of each.</param>
    /// <param name="baseModel">The base, which need not be among them.</param>
    public static MergeRecipe Of(MergeMethod method, IReadOnlyList<MergeSource> models, string? baseModel = null) =>
        new() { Method = method, Slices = [new() { Sources = models }], BaseModel = baseModel };

    /// <summary>A weighted average: the paper's "Average (0.4, 0.6)".</summary>
    public static MergeRecipe Linear(IReadOnlyList<string> models, IReadOnlyList<double> weights)
    {
        if (models.Count != weights.Count)
            throw new ArgumentException($"{models.Count} models take as many weights; there are {weights.Count}.");
        return Of(MergeMethod.Linear, [.. models.Zip(weights, (model, weight) => new MergeSource { Model = model, Parameters = new Dictionary<string, ParameterSetting> { ["weight"] = weight } })]);
    }

    /// <summary>Between two models: the paper's "SLERP".</summary>
    public static MergeRecipe Slerp(string a, string b, ParameterSetting t) =>
        Of(MergeMethod.Slerp, [new() { Model = a }, new() { Model = b }], baseModel: a) with
        {
            Parameters = new Dictionary<string, ParameterSetting> { ["t"] = t },
        };

    /// <summary>Refuses what cannot be meant, and says which model or parameter it is.</summary>
    /// <exception cref="ArgumentException">The method does not take these models or parameters.</exception>
    public MergeRecipe Validate()
    {
        RecipeCheck.Of(this);
        return this;
    }
}
