using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;
using Solar.Research.Merging.Rules;

namespace Solar.Research.Merging.Disk;

/// <summary>The rule of a tensor, by the recipe's method and what its parameters are for this tensor.</summary>
internal static class RuleOf
{
    /// <param name="scope">Where parameters are found.</param>
    /// <param name="tensor">The merged tensor.</param>
    /// <param name="sources">The base first, where the method has one; each with the name of its own tensor.</param>
    /// <param name="hasBase">Whether the first source is a base.</param>
    public static MergeRule Tensor(ParameterScope scope, TensorEntry tensor, IReadOnlyList<(MergeSource Source, string Name)> sources, bool hasBase)
    {
        var name = tensor.Name;
        var models = hasBase ? sources.Skip(1).ToList() : sources;
        double[] Each(string parameter) => [.. models.Select(model => scope.Of(parameter, model.Name, model.Source))];
        switch (scope.Recipe.Method)
        {
            case MergeMethod.Linear:
                return new MixtureRule(Linear.Mix(Each("weight"), scope.IsSet("normalize", name)));
            case MergeMethod.Slerp:
                var t = scope.Of("t", name);
                return new MixtureRule(sources.Count, gram => Slerp.Mix(gram, t));
            case MergeMethod.NuSlerp:
                var weights = Each("weight");
                var share = NuSlerp.Share(weights[0], weights[1]);
                return Spherical(scope, tensor, sources.Count, gram => NuSlerp.Mix(gram, share), hasBase);
            case MergeMethod.Karcher:
                var (steps, tolerance) = ((int)scope.Of("max_iter", name), scope.Of("tol", name));
                return new MixtureRule(sources.Count, gram => KarcherMean.Mix(gram, steps, tolerance));
            case MergeMethod.ModelStock:
                return scope.IsSet("filter_wise", name)
                    ? new RowMixtureRule(RowLength(tensor), sources.Count, ModelStock.Mix, hasBase)
                    : new MixtureRule(sources.Count, ModelStock.Mix, hasBase);
            case MergeMethod.Passthrough:
                return new MixtureRule(scope.Find("scale", sources[0].Name, sources[0].Source) is { } scale ? Passthrough.Mix(scale) : Passthrough.Mix());
            default:
                return new TaskVectorRule(TaskVectorsOf(scope, name, Each("weight"), Each("density")), tensor.ElementCount);
        }
    }

    private static TaskVectors TaskVectorsOf(ParameterScope scope, string tensor, double[] weights, double[] densities)
    {
        var method = scope.Recipe.Method;
        if (densities.FirstOrDefault(density => density is < 0 or > 1, 1) is var wrong && wrong != 1)
            throw new ArgumentException($"a density of {Numbers.Text(wrong)} is not a share between 0 and 1");
        return new(weights, method == MergeMethod.TaskArithmetic ? [.. densities.Select(_ => 1.0)] : densities)
        {
            ByMagnitude = method == MergeMethod.Ties,
            Masks = method is MergeMethod.DareLinear or MergeMethod.DareTies
                ? [.. densities.Select((density, model) => new DropMask(scope.Recipe.Seed, tensor, model, density))]
                : null,
            Consensus = method is MergeMethod.Ties or MergeMethod.DareTies,
            Normalize = scope.IsSet("normalize", tensor),
            Rescale = scope.IsSet("rescale", tensor),
            Lambda = scope.Of("lambda", tensor),
        };
    }

    // mergekit's nuslerp_row_wise goes along the first size of a tensor, and without it along the last.
    private static MergeRule Spherical(ParameterScope scope, TensorEntry tensor, int inputs, Func<Gram, Mixture> mix, bool hasBase)
    {
        if (scope.IsSet("nuslerp_flatten", tensor.Name))
            return new MixtureRule(inputs, mix, hasBase);
        return scope.IsSet("nuslerp_row_wise", tensor.Name)
            ? new ColumnMixtureRule(checked((int)(tensor.Shape.Count == 0 ? 1 : tensor.ElementCount / Math.Max(1, tensor.Shape[0]))), inputs, mix, hasBase)
            : new RowMixtureRule(RowLength(tensor), inputs, mix, hasBase);
    }

    private static int RowLength(TensorEntry tensor) => tensor.Shape.Count == 0 ? 1 : checked((int)tensor.Shape[^1]);
}
