namespace Solar.Research.Merging.Recipes;

/// <summary>A parameter of a method, under mergekit's name.</summary>
/// <param name="Name">Such as <c>weight</c>.</param>
/// <param name="PerModel">Whether each model may have its own.</param>
/// <param name="Default">What it is when nobody says; null where it must be said, or may stay unsaid.</param>
/// <param name="Required">Whether it must be said (for every model but the base).</param>
internal sealed record MethodParameter(string Name, bool PerModel = false, double? Default = null, bool Required = false)
{
    /// <summary>Takes yes or no.</summary>
    public bool IsFlag { get; init; }

    /// <summary>Is accepted and changes nothing here.</summary>
    public bool IsIdle { get; init; }
}

/// <summary>What a method takes: parameters, a base, how many models.</summary>
/// <remarks>Names and defaults as in mergekit a6e4028: merge_methods/registry.py and the files of the methods.</remarks>
/// <param name="Method">The method.</param>
/// <param name="Name">mergekit's name of it.</param>
/// <param name="Base">true: needs one; false: takes one only as the donor of config and tokenizer, from among the models; null: may have one.</param>
/// <param name="Fewest">Models beside a base that is not one of them.</param>
/// <param name="Most">At most so many.</param>
/// <param name="Parameters">All of them.</param>
internal sealed record MethodTerms(MergeMethod Method, string Name, bool? Base, int Fewest, int Most, params IReadOnlyList<MethodParameter> Parameters)
{
    private const int Any = int.MaxValue;

    private static readonly MethodParameter Weight = new("weight", PerModel: true, Required: true);

    public static IReadOnlyList<MethodTerms> All { get; } =
    [
        new(MergeMethod.Linear, "linear", Base: false, 1, Any, Weight, Flag("normalize", true)),
        new(MergeMethod.Slerp, "slerp", Base: true, 1, 1, new MethodParameter("t", Required: true)),
        new(MergeMethod.NuSlerp, "nuslerp", Base: null, 2, 2, Weight, Flag("nuslerp_flatten", true), Flag("nuslerp_row_wise", false)),
        new(MergeMethod.Karcher, "karcher", Base: false, 1, Any, new("max_iter", Default: KarcherMean.DefaultSteps), new("tol", Default: KarcherMean.DefaultTolerance)),
        new(MergeMethod.ModelStock, "model_stock", Base: true, 2, Any, Flag("filter_wise", false)),
        new(MergeMethod.TaskArithmetic, "task_arithmetic", Base: true, 1, Any, TaskVectors(normalize: false, rescale: false)),
        new(MergeMethod.Ties, "ties", Base: true, 1, Any, TaskVectors(normalize: true, rescale: false)),
        new(MergeMethod.DareLinear, "dare_linear", Base: true, 1, Any, TaskVectors(normalize: false, rescale: true)),
        new(MergeMethod.DareTies, "dare_ties", Base: true, 1, Any, TaskVectors(normalize: false, rescale: true)),
        new(MergeMethod.Passthrough, "passthrough", Base: false, 1, 1, new MethodParameter("scale", PerModel: true)),
    ];

    public static MethodTerms Of(MergeMethod method) => All.Single(terms => terms.Method == method);

    /// <summary>By mergekit's name; null when it is not one of ours.</summary>
    public static MethodTerms? Named(string name) => All.SingleOrDefault(terms => terms.Name == name);

    private static MethodParameter Flag(string name, bool value) => new(name, Default: value ? 1 : 0) { IsFlag = true };

    private static MethodParameter[] TaskVectors(bool normalize, bool rescale) =>
    [
        Weight,
        new("density", PerModel: true, Default: 1),
        new("lambda", Default: 1),
        Flag("normalize", normalize),
        Flag("rescale", rescale),
        Flag("int8_mask", false) with { IsIdle = true }, // how mergekit stores a mask
    ];
}
