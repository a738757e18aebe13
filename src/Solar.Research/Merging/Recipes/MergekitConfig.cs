using Solar.Research.Checkpoints;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Solar.Research.Merging.Recipes;

/// <summary>mergekit's configuration files (YAML), read strictly: what is not known, or not done here, is refused by name and line.</summary>
/// <remarks>The form of mergekit a6e4028, config.py, with two keys of ours: <c>seed</c> for DARE, and <c>vocabulary</c> (refuse, crop). Not done here: <c>modules</c>, tokenizer blocks, chat templates, LoRA adapters, and the methods that <see cref="MergeMethod"/> lacks.</remarks>
public static class MergekitConfig
{
    private static readonly Dictionary<string, string> NotDone = new()
    {
        ["modules"] = "models of several modules are not merged here",
        ["tokenizer"] = "vocabularies are not rebuilt here: the merged model gets the tokenizer of its base or first model. Take the block out if the models share one vocabulary",
        ["tokenizer_source"] = "vocabularies are not rebuilt here: the merged model gets the tokenizer of its base or first model. Take the line out if the models share one vocabulary",
        ["chat_template"] = "the merged model keeps the chat template of its base or first model; take the line out and change the template afterwards",
        ["residual_weight"] = "mergekit itself reads it and does nothing with it; take it out",
        ["override_architecture"] = "the merged model keeps the architecture of its base or first model",
        ["lora"] = "LoRA adapters are not merged here; merge it into its model first",
    };

    private static readonly Dictionary<string, StoredType> Types = new()
    {
        ["bfloat16"] = StoredType.BF16,
        ["float16"] = StoredType.F16,
        ["float32"] = StoredType.F32,
    };

    /// <summary>Reads a file.</summary>
    /// <exception cref="InvalidDataException">The message names file, line and what stands there.</exception>
    public static MergeRecipe Load(string path) => Read(File.ReadAllText(path), path);

    /// <summary>Reads text.</summary>
    /// <param name="yaml">The configuration.</param>
    /// <param name="source">What messages call it.</param>
    /// <exception cref="InvalidDataException">The message names source, line and what stands there.</exception>
    public static MergeRecipe Read(string yaml, string source = "The configuration")
    {
        try
        {
            var recipe = RecipeOf(new(Root(yaml), source, "the configuration"));
            return recipe.Validate();
        }
        catch (YamlException wrong)
        {
            throw new InvalidDataException($"{source}: line {wrong.Start.Line}: is not well-formed YAML: {(wrong.InnerException ?? wrong).Message}", wrong);
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidDataException($"{source}: {wrong.Message}", wrong);
        }
    }

    /// <summary>The same as a configuration that both programs read; mergekit passes over <c>seed</c> and <c>vocabulary</c>, which it does not have.</summary>
    public static string Write(MergeRecipe recipe) => BlockYaml.Of(MergeRecipeJson.Of(recipe));

    /// <summary>mergekit's name of a method, such as <c>task_arithmetic</c>.</summary>
    public static string MethodName(MergeMethod method) => MethodTerms.Of(method).Name;

    internal static string NameOf(StoredType type) => Types.Single(pair => pair.Value == type).Key;

    private static YamlNode Root(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return stream.Documents switch
        {
            [var only] => only.RootNode,
            [] => throw new ArgumentException("is empty."),
            _ => throw new ArgumentException($"holds {stream.Documents.Count} documents; mergekit-multi's chains are merged one by one here."),
        };
    }

    private static MergeRecipe RecipeOf(YamlMembers members)
    {
        members.Allow(NotDone, "merge_method", "models", "slices", "base_model", "parameters", "dtype", "out_dtype", "seed", "vocabulary");
        var method = members.Required("merge_method");
        var name = method.Text();
        var terms = MethodTerms.Named(name) ?? throw method.Wrong($"the merge method '{name}' is not done here; these are: {string.Join(", ", MethodTerms.All.Select(terms => terms.Name))}");
        if (members.Has("models") == members.Has("slices"))
            throw members.Wrong("exactly one of 'models' and 'slices' is needed");
        return new()
        {
            Method = terms.Method,
            Slices = members.Has("models")
                ? [new() { Sources = [.. members.Required("models").Items().Select(item => SourceOf(item, ranged: false))] }]
                : [.. members.Required("slices").Items().Select(SliceOf)],
            BaseModel = members.Optional("base_model") is { } basis ? ModelOf(basis) : null,
            Parameters = ParametersOf(members),
            Type = TypeOf(members.Optional("dtype")),
            OutType = TypeOf(members.Optional("out_dtype")),
            Seed = members.Optional("seed")?.Whole() ?? 0,
            Vocabulary = members.Optional("vocabulary") is { } policy ? VocabularyOf(policy) : VocabularyPolicy.Refuse,
        };
    }

    private static MergeSlice SliceOf(YamlValue item)
    {
        var members = item.Members("a slice");
        members.Allow(NotDone, "sources", "base_model", "parameters");
        return new()
        {
            Sources = [.. members.Required("sources").Items().Select(source => SourceOf(source, ranged: true))],
            BaseModel = members.Optional("base_model") is { } basis ? ModelOf(basis) : null,
            Parameters = ParametersOf(members),
        };
    }

    private static MergeSource SourceOf(YamlValue item, bool ranged)
    {
        var members = item.Members(ranged ? "a source" : "a model");
        members.Allow(NotDone, ranged ? ["model", "layer_range", "parameters"] : ["model", "parameters"]);
        LayerRange? layers = null;
        if (ranged)
        {
            var range = members.Required("layer_range");
            var ends = range.Items().Select(end => end.Layer()).ToList();
            layers = ends is [var start, var end] ? new(start, end) : throw range.Wrong($"'layer_range' has two numbers, the first layer and the one after the last; here are {ends.Count}");
        }

        return new() { Model = ModelOf(members.Required("model")), Layers = layers, Parameters = ParametersOf(members) };
    }

    private static string ModelOf(YamlValue value)
    {
        if (value.IsMapping)
        {
            value.Members("a model").Allow(NotDone, "model", "path", "revision");
            throw value.Wrong("a model is named by text, its folder or its name at Hugging Face");
        }

        var name = value.Text();
        return name.Contains('+', StringComparison.Ordinal) && !Directory.Exists(name)
            ? throw value.Wrong($"'{name}' names a LoRA adapter after the plus sign; {NotDone["lora"]}")
            : name;
    }

    private static VocabularyPolicy VocabularyOf(YamlValue value) => value.Text() switch
    {
        "refuse" => VocabularyPolicy.Refuse,
        "crop" => VocabularyPolicy.Crop,
        var other => throw value.Wrong($"'vocabulary' is refuse or crop, not '{other}'"),
    };

    private static StoredType? TypeOf(YamlValue? value)
    {
        if (value is null)
            return null;
        var name = value.Text();
        name = name.StartsWith("torch.", StringComparison.Ordinal) ? name[6..] : name;
        return Types.TryGetValue(name, out var type) ? type : throw value.Wrong($"the type '{name}' is not among {string.Join(", ", Types.Keys)}");
    }

    private static Dictionary<string, ParameterSetting> ParametersOf(YamlMembers members) =>
        members.Optional("parameters") is { } given
            ? given.Members("'parameters'").All.ToDictionary(pair => pair.Name, pair => SettingOf(pair.Value, pair.Name))
            : [];

    private static ParameterSetting SettingOf(YamlValue value, string name)
    {
        if (value.IsMapping)
            throw value.Wrong($"'{name}' is a single filter; filters stand in a list ('- filter: ...')");
        if (!value.IsList)
            return value.FlagOrNumber(name);
        var items = value.Items().ToList();
        if (items.All(item => !item.IsMapping))
            return new GradientSetting([.. items.Select(item => item.Number(name))]);
        return new FilteredSetting([.. items.Select(item =>
        {
            var named = item.Members($"'{name}'");
            named.Allow(NotDone, "filter", "value");
            return new NamedSetting(named.Optional("filter")?.Text(), SettingOf(named.Required("value"), name));
        })]);
    }
}
