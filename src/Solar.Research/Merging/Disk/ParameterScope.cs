using Solar.Research.Merging.Recipes;

namespace Solar.Research.Merging.Disk;

/// <summary>Where a parameter is looked for: at the source, at the slice, in the recipe, then among the defaults.</summary>
/// <remarks>The precedence of mergekit a6e4028, config.py, ConfigReader.parameter.</remarks>
/// <param name="Recipe">The recipe.</param>
/// <param name="Slice">The slice that the tensor is of.</param>
/// <param name="T">Where the tensor's layer stands in it.</param>
internal sealed record ParameterScope(MergeRecipe Recipe, MergeSlice Slice, double T)
{
    private MethodTerms Terms => MethodTerms.Of(Recipe.Method);

    /// <summary>A parameter of the merge.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="tensor">The merged tensor's name.</param>
    public double Of(string name, string tensor) => Find(name, tensor, null) ?? throw Missing(name, tensor, null);

    /// <summary>A flag of the merge.</summary>
    public bool IsSet(string name, string tensor) => Of(name, tensor) != 0;

    /// <summary>A parameter of one model.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="tensor">The name of the model's own tensor.</param>
    /// <param name="source">The model.</param>
    public double Of(string name, string tensor, MergeSource source) => Find(name, tensor, source) ?? throw Missing(name, tensor, source);

    /// <summary>The same of a parameter that may stay unsaid.</summary>
    public double? Find(string name, string tensor, MergeSource? source)
    {
        foreach (var level in new[] { source?.Parameters, Slice.Parameters, Recipe.Parameters })
        {
            if (level is not null && level.TryGetValue(name, out var setting) && setting.At(tensor, T) is { } value)
                return value;
        }

        return Terms.Parameters.Single(parameter => parameter.Name == name).Default;
    }

    private ArgumentException Missing(string name, string tensor, MergeSource? source) =>
        new($"{Terms.Name} needs '{name}'{(source is null ? "" : $" for the model '{source.Model}'")}, and nothing says it for '{tensor}'; say it, or add a value without a filter.");
}
