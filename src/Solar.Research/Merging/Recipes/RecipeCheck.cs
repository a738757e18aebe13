using Solar.Research.Checkpoints;

namespace Solar.Research.Merging.Recipes;

/// <summary>Whether a recipe gives its method what it takes.</summary>
internal static class RecipeCheck
{
    public static void Of(MergeRecipe recipe)
    {
        var terms = MethodTerms.Of(recipe.Method);
        if (recipe.Slices.Count == 0 || recipe.Slices.Any(slice => slice.Sources.Count == 0))
            throw new ArgumentException("A merge needs models.");
        if (!recipe.IsOfWholeModels && recipe.Slices.Any(slice => slice.Sources.Any(source => source.Layers is null)))
            throw new ArgumentException("Every source of a slice needs its layers ('layer_range').");

        if (recipe.IsOfWholeModels && (recipe.Slices[0].Parameters.Count > 0 || recipe.Slices[0].BaseModel is not null))
            throw new ArgumentException("Whole models have no slice of which something could be said; parameters and base belong to the recipe.");

        Parameters(terms, recipe.Parameters, perModel: false, "the merge");
        foreach (var slice in recipe.Slices)
        {
            Parameters(terms, slice.Parameters, perModel: false, "a slice");
            foreach (var source in slice.Sources)
                Parameters(terms, source.Parameters, perModel: true, $"the model '{source.Model}'");
            Models(terms, recipe, slice);
            Layers(slice);
        }

        foreach (var type in new[] { recipe.Type, recipe.OutType })
        {
            if (type is { } named && !StoredFloats.Knows(named))
                throw new ArgumentException($"A merge is written as BF16, F16 or F32, not as {named.SafetensorsName()}.");
        }
    }

    private static void Models(MethodTerms terms, MergeRecipe recipe, MergeSlice slice)
    {
        var basis = slice.BaseModel ?? recipe.BaseModel;
        var listed = basis is not null && slice.Sources.Any(source => source.Model == basis);
        if (terms.Base == true && basis is null)
            throw new ArgumentException($"{terms.Name} needs a base model ('base_model').");
        if (terms.Base == false && basis is not null && !recipe.Slices.Any(any => any.Sources.Any(source => source.Model == basis)))
            throw new ArgumentException($"{terms.Name} has no base beside its models; '{basis}' must be one of them to lend config and tokenizer.");
        if (terms.Base != false && basis is not null && !listed && !recipe.IsOfWholeModels)
            throw new ArgumentException($"The base '{basis}' must be among the sources of every slice, so that its layers are known.");
        if (slice.Sources.Count(source => source.Model == basis) > 1)
            throw new ArgumentException($"The base '{basis}' is listed twice among the sources of one slice.");

        var models = slice.Sources.Count - (terms.Base != false && listed ? 1 : 0);
        if (models < terms.Fewest || models > terms.Most)
        {
            var wanted = terms.Most == terms.Fewest ? $"{terms.Fewest}" : $"at least {terms.Fewest}";
            throw new ArgumentException($"{terms.Name} takes {wanted} model{(terms.Fewest == 1 ? "" : "s")}{(terms.Base == true || listed ? " beside its base" : "")}; there {(models == 1 ? "is" : "are")} {models}.");
        }
    }

    private static void Layers(MergeSlice slice)
    {
        foreach (var source in slice.Sources.Where(source => source.Layers is not null))
        {
            var (range, first) = (source.Layers!.Value, slice.Sources[0].Layers!.Value);
            if (range.Start < 0 || range.Count <= 0)
                throw new ArgumentException($"'{source.Model}': the layers [{range.Start}, {range.End}) are none; the first is 0 and the end is not among them.");
            if (range.Count != first.Count)
                throw new ArgumentException($"The sources of a slice need equally many layers: '{slice.Sources[0].Model}' gives {first.Count}, '{source.Model}' {range.Count}.");
        }
    }

    private static void Parameters(MethodTerms terms, IReadOnlyDictionary<string, ParameterSetting> given, bool perModel, string place)
    {
        foreach (var (name, setting) in given)
        {
            var known = terms.Parameters.FirstOrDefault(parameter => parameter.Name == name)
                ?? throw new ArgumentException($"'{name}' is not a parameter of {terms.Name} (given for {place}); it has {string.Join(", ", terms.Parameters.Select(parameter => parameter.Name))}.");
            if (perModel && !known.PerModel)
                throw new ArgumentException($"'{name}' is a parameter of the whole merge, not of one model (given for {place}); move it to 'parameters'.");
            Value(known, setting);
        }
    }

    private static void Value(MethodParameter known, ParameterSetting setting)
    {
        switch (setting)
        {
            case FilteredSetting { Settings: var settings }:
                foreach (var named in settings)
                {
                    if (named.Value is FilteredSetting)
                        throw new ArgumentException($"'{known.Name}': a filter cannot stand within a filter.");
                    Value(known, named.Value);
                }

                break;
            case FlagSetting when !known.IsFlag:
                throw new ArgumentException($"'{known.Name}' is a number, not yes or no.");
            case ConstantSetting or GradientSetting when known.IsFlag:
                throw new ArgumentException($"'{known.Name}' is true or false.");
            case GradientSetting { Values.Count: 0 }:
                throw new ArgumentException($"'{known.Name}' is an empty list.");
            case ConstantSetting { Value: var value } when !double.IsFinite(value):
                throw new ArgumentException($"'{known.Name}' is {Numbers.Text(value)}, which is not a number to merge with.");
            case GradientSetting { Values: var values } when !values.All(double.IsFinite):
                throw new ArgumentException($"'{known.Name}' holds {Numbers.List(values)}, not all of which are numbers to merge with.");
        }
    }
}
