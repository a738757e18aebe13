using System.CommandLine;
using System.CommandLine.Parsing;
using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Cli.Commands;

/// <summary><c>solar merge CONFIG.yml OUT</c>, and <c>solar merge METHOD MODEL... OUT</c> for every method.</summary>
internal static class MergeCommand
{
    private static readonly Argument<string> Config = new("CONFIG") { Description = "A configuration of mergekit (YAML).", Hidden = true };
    private static readonly Argument<string> ConfigOut = new("OUT") { Description = "The folder to write. It appears when it is complete.", Hidden = true };
    private static readonly Argument<string[]> Folders = new("MODEL... OUT") { Description = "The models, Hugging Face folders of safetensors, and last the folder to write.", Arity = new(2, 1000) };
    private static readonly Option<string?> Base = new("--base") { Description = "The model whose differences the others are, or are made of." };
    private static readonly Option<string?> Weights = Numbers("--weights", "One for each model, such as 0.4,0.6. Default: all alike.");
    private static readonly Option<string?> Densities = Numbers("--density", "The share of each difference that is kept; one for all models or one for each.");
    private static readonly Option<string[]> T = Settings("--t", "0 is the first model, 1 the second. Several, as in 0,0.5,1, make a gradient over the layers; with self_attn=0,1 only tensors of that name are meant, and the option may be repeated.");
    private static readonly Option<string[]> Scale = Settings("--scale", "Multiply by this; gradients and names as with slerp's --t.");
    private static readonly Option<bool?> Normalize = new("--normalize") { Description = "Divide by the sum of the weights. Default: linear and ties do." };
    private static readonly Option<bool?> Rescale = new("--rescale") { Description = "Bring a thinned difference back to its former sum of magnitudes. Default: dare does." };
    private static readonly Option<double?> Lambda = new("--lambda") { Description = "Multiply the summed differences by this. Default: 1." };
    private static readonly Option<long> Seed = new("--seed") { Description = "Decides what is dropped." };
    private static readonly Option<int?> Steps = new("--max-iterations") { Description = "Default: 10." };
    private static readonly Option<double?> Tolerance = new("--tolerance") { Description = "Default: 1e-5." };
    private static readonly Option<bool?> FilterWise = new("--filter-wise") { Description = "Row by row instead of tensor by tensor." };
    private static readonly Option<StoredType?> Type = new("--dtype") { HelpName = "bf16|f16|f32", Description = "The type to write. Default: as the base or first model." };
    private static readonly Option<VocabularyPolicy> Vocabulary = new("--vocabulary") { HelpName = "refuse|crop", Description = "With different vocabularies: refuse (the default), or crop to the rows that all have.", DefaultValueFactory = _ => VocabularyPolicy.Refuse };
    private static readonly Option<string?> Models = new("--models") { Description = "Where the models' relative paths begin. Default: here." };
    private static readonly Option<int?> Threads = new("--threads") { Description = "Default: two for each processor." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the outcome as JSON." };

    public static Command Build()
    {
        var command = new Command("merge", "Merge checkpoints from disk to disk: 'merge CONFIG.yml OUT' by a configuration of mergekit, or by one of the methods below. An interrupted run goes on where it was.") { Config, ConfigOut, Seed, Vocabulary, Models, Threads, Json };
        command.SetAction((parsed, cancellation) => Done(parsed, FromConfig(parsed), parsed.GetRequiredValue(ConfigOut), cancellation));
        foreach (var method in Methods())
            command.Add(method);
        return command;
    }

    private static IEnumerable<Command> Methods() =>
    [
        Method(MergeMethod.Linear, "The weighted average, the paper's \"Average (a, b)\".", Weights, Normalize),
        Method(MergeMethod.Slerp, "Between two models on the sphere, as mergekit does it; tensors that are nearly parallel on the line.", T),
        Method(MergeMethod.NuSlerp, "Between two models by weights, or between their differences from a base.", Weights, Base),
        Method(MergeMethod.Karcher, "The centre of models on the sphere.", Steps, Tolerance),
        Method(MergeMethod.ModelStock, "Between a base and the mean of its fine-tunes, as far as their angles say.", Base, FilterWise),
        Method(MergeMethod.TaskArithmetic, "A base and the weighted differences of its fine-tunes.", Base, Weights, Lambda, Normalize),
        Method(MergeMethod.Ties, "Of the differences the largest, and of those the ones of the sign that prevails.", Base, Weights, Densities, Lambda, Normalize, Rescale),
        Method(MergeMethod.DareTies, "Of the differences some by chance, and of those the ones of the sign that prevails.", Base, Weights, Densities, Lambda, Normalize, Rescale, Seed),
        Method(MergeMethod.DareLinear, "Of the differences some by chance.", Base, Weights, Densities, Lambda, Normalize, Rescale, Seed),
        Method(MergeMethod.Passthrough, "One model, scaled.", Scale),
    ];

    private static Command Method(MergeMethod method, string description, params Option[] options)
    {
        var command = new Command(MergekitConfig.MethodName(method).Replace('_', '-'), description) { Folders, Type, Vocabulary, Models, Threads, Json };
        foreach (var option in options)
            command.Add(option);
        command.Validators.Add(result => Check(result, method, options));
        command.SetAction((parsed, cancellation) => Done(parsed, FromOptions(parsed, method, options), parsed.GetRequiredValue(Folders)[^1], cancellation));
        return command;
    }

    private static void Check(CommandResult result, MergeMethod method, Option[] options)
    {
        if (options.Contains(Base) && method != MergeMethod.NuSlerp && result.GetValue(Base) is null)
            result.AddError("--base is needed: the model that the others were tuned from.");
        if (options.Contains(T) && result.GetValue(T) is null or [])
            result.AddError("--t is needed, such as --t 0.5.");
        var models = (result.GetValue(Folders)?.Length ?? 1) - 1;
        if (options.Contains(Weights) && SettingText.Numbers(result.GetValue(Weights)) is { } weights && weights.Count != models)
            result.AddError($"{models} models take as many --weights; there are {weights.Count}.");
        if (options.Contains(Densities) && SettingText.Numbers(result.GetValue(Densities)) is { Count: > 1 } densities && densities.Count != models)
            result.AddError($"{models} models take one --density or as many; there are {densities.Count}.");
    }

    private static MergeRecipe FromConfig(ParseResult parsed)
    {
        var recipe = MergekitConfig.Load(parsed.GetRequiredValue(Config));
        bool IsSaid(Option option) => parsed.GetResult(option) is { Implicit: false };
        return recipe with
        {
            Seed = IsSaid(Seed) ? parsed.GetValue(Seed) : recipe.Seed,
            Vocabulary = IsSaid(Vocabulary) ? parsed.GetValue(Vocabulary) : recipe.Vocabulary,
        };
    }

    private static MergeRecipe FromOptions(ParseResult parsed, MergeMethod method, Option[] options)
    {
        var models = parsed.GetRequiredValue(Folders)[..^1];
        TValue? Given<TValue>(Option<TValue> option) => options.Contains(option) ? parsed.GetValue(option) : default;
        var weights = SettingText.Numbers(Given(Weights)) ?? [.. models.Select(_ => 1.0)];
        var densities = SettingText.Numbers(Given(Densities)) is [var one] ? [.. models.Select(_ => one)] : SettingText.Numbers(Given(Densities));
        var sources = models.Select((model, i) =>
        {
            var own = new Dictionary<string, ParameterSetting>();
            if (options.Contains(Weights))
                own["weight"] = weights[i];
            if (densities is not null)
                own["density"] = densities[i];
            return new MergeSource { Model = model, Parameters = own };
        });

        var all = new Dictionary<string, ParameterSetting>();
        void Say(string name, ParameterSetting? setting)
        {
            if (setting is not null)
                all[name] = setting;
        }

        Say("t", SettingText.Of(Given(T)));
        Say("scale", SettingText.Of(Given(Scale)));
        Say("normalize", Given(Normalize) is { } normalize ? ParameterSetting.Flag(normalize) : null);
        Say("rescale", Given(Rescale) is { } rescale ? ParameterSetting.Flag(rescale) : null);
        Say("filter_wise", Given(FilterWise) is { } rows ? ParameterSetting.Flag(rows) : null);
        Say("lambda", Given(Lambda) is { } lambda ? lambda : null);
        Say("max_iter", Given(Steps) is { } steps ? (double)steps : null);
        Say("tol", Given(Tolerance) is { } tolerance ? tolerance : null);
        return MergeRecipe.Of(method, [.. sources], method == MergeMethod.Slerp ? models[0] : Given(Base)) with
        {
            Parameters = all,
            OutType = parsed.GetValue(Type),
            Seed = Given(Seed),
            Vocabulary = parsed.GetValue(Vocabulary),
        };
    }

    private static System.Threading.Tasks.Task<int> Done(ParseResult parsed, MergeRecipe recipe, string target, CancellationToken cancellation)
    {
        var options = new MergeOptions { ModelsFolder = parsed.GetValue(Models) };
        if (parsed.GetValue(Threads) is { } threads)
            options = options with { Threads = threads };

        var start = TimeProvider.System.GetTimestamp();
        var outcome = LongWork.Bytes(
            MergekitConfig.MethodName(recipe.Method), 0, progress => DiskMerger.Merge(recipe, target, options, new Relay(progress), cancellation));
        MergeReport.Print(target, outcome, TimeProvider.System.GetElapsedTime(start).TotalSeconds, parsed.GetValue(Json));
        return System.Threading.Tasks.Task.FromResult(0);
    }

    private static Option<string?> Numbers(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => SettingText.Numbers(token.Value) is null))
                result.AddError($"{name} has '{token.Value}' where numbers such as 0.4,0.6 are expected.");
        });
        return option;
    }

    private static Option<string[]> Settings(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(token => !SettingText.IsOne(token.Value)))
                result.AddError($"{name} has '{token.Value}' where a number, a list such as 0,0.5,1 or name=number is expected.");
        });
        return option;
    }

    private sealed class Relay(IProgress<(long Done, long Total)> to) : IProgress<MergeProgress>
    {
        public void Report(MergeProgress value) => to.Report((value.Bytes, value.TotalBytes));
    }
}
