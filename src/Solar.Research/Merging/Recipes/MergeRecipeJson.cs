using System.Text.Json.Nodes;

namespace Solar.Research.Merging.Recipes;

/// <summary>A recipe as JSON, with mergekit's names; what is not said is left out.</summary>
internal static class MergeRecipeJson
{
    public static JsonObject Of(MergeRecipe recipe)
    {
        var json = new JsonObject { ["merge_method"] = MethodTerms.Of(recipe.Method).Name };
        if (recipe.BaseModel is { } basis)
            json["base_model"] = basis;
        if (recipe.IsOfWholeModels)
            json["models"] = new JsonArray([.. recipe.Slices[0].Sources.Select(SourceOf)]);
        else
            json["slices"] = new JsonArray([.. recipe.Slices.Select(SliceOf)]);
        AddParameters(json, recipe.Parameters);
        if (recipe.Type is { } type)
            json["dtype"] = MergekitConfig.NameOf(type);
        if (recipe.OutType is { } outType)
            json["out_dtype"] = MergekitConfig.NameOf(outType);
        if (recipe.Seed != 0)
            json["seed"] = recipe.Seed;
        if (recipe.Vocabulary != VocabularyPolicy.Refuse)
            json["vocabulary"] = recipe.Vocabulary.ToString().ToLowerInvariant();
        return json;
    }

    private static JsonObject SliceOf(MergeSlice slice)
    {
        var json = new JsonObject { ["sources"] = new JsonArray([.. slice.Sources.Select(SourceOf)]) };
        if (slice.BaseModel is { } basis)
            json["base_model"] = basis;
        AddParameters(json, slice.Parameters);
        return json;
    }

    private static JsonObject SourceOf(MergeSource source)
    {
        var json = new JsonObject { ["model"] = source.Model };
        if (source.Layers is { } layers)
            json["layer_range"] = new JsonArray(layers.Start, layers.End);
        AddParameters(json, source.Parameters);
        return json;
    }

    private static void AddParameters(JsonObject json, IReadOnlyDictionary<string, ParameterSetting> parameters)
    {
        if (parameters.Count > 0)
            json["parameters"] = new JsonObject(parameters.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)SettingOf(pair.Value))));
    }

    private static JsonNode SettingOf(ParameterSetting setting) => setting switch
    {
        ConstantSetting { Value: var value } => value,
        FlagSetting { Value: var value } => value,
        GradientSetting { Values: var values } => new JsonArray([.. values.Select(value => (JsonNode)value)]),
        FilteredSetting { Settings: var settings } => new JsonArray([.. settings.Select(NamedOf)]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static JsonObject NamedOf(NamedSetting setting) => setting.Filter is { } filter
        ? new() { ["filter"] = filter, ["value"] = SettingOf(setting.Value) }
        : new() { ["value"] = SettingOf(setting.Value) };
}
