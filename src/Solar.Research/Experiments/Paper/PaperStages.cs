using System.Text.Json.Nodes;
using Solar.Research.Contamination;
using Solar.Research.Data.Sets;
using Solar.Research.DepthUpscaling;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;
using Solar.Research.Merging.Disk;
using Solar.Research.Tuning;
using static Solar.Research.Experiments.Instruct.ModelName;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Paper;

/// <summary>The stages of the reproduction at the paper's scale, from models and data of the settings: the graph that <see cref="StagePlanner"/> plans.</summary>
/// <remarks>
/// What a stage is named by holds an identity of the files that it reads (<see cref="FileIdentity"/>), and no path. Everything goes through the pieces that the smaller
/// scales go through; models are bfloat16, and stay where they are stored.
/// </remarks>
internal sealed class PaperStages
{
    private const int Version = 1;

    private readonly PaperRecipe _recipe;
    private readonly PaperSettings _settings;
    private readonly IReadOnlyDictionary<string, double> _seconds;
    private readonly TunedWork _tuned;
    private readonly Dictionary<string, Stage> _stages = [];

    /// <param name="recipe">What is done.</param>
    /// <param name="settings">Where models and data are; all that the recipe needs must be there.</param>
    /// <param name="device">Where models are trained and asked.</param>
    /// <param name="plan">How long each stage takes, about.</param>
    public PaperStages(PaperRecipe recipe, PaperSettings settings, Device device, PaperPlan plan)
    {
        (_recipe, _settings) = (recipe, settings);
        _seconds = plan.Stages.ToDictionary(stage => stage.Name, stage => 3600 * stage.Hours);
        _tuned = new(recipe, settings, device);
        foreach (var name in plan.Stages.Select(stage => stage.Name))
            _stages[name] = Make(name, device);
    }

    /// <summary>Every stage, in the plan's order.</summary>
    public IReadOnlyCollection<string> Names => _stages.Keys;

    /// <summary>The stage of a name of the plan.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists them.</exception>
    public Stage this[string name] => _stages.TryGetValue(name, out var stage)
        ? stage
        : throw new ArgumentException($"The paper's scale has no stage '{name}'; there are: {string.Join(", ", _stages.Keys)}.", nameof(name));

    // A stage after those that it reads: the order of the plan.
    private Stage Make(string name, Device device) => name switch
    {
        Base => Given(Base, _settings.Models.Base!),
        UpScaled when _settings.Models.UpScaled is { } given => Given(UpScaled, given),
        PaperStageName.Grown => Grown(),
        UpScaled => Continued(),
        SftV1 or SftV2 or SftV3 or SftV4 => Tuned(name),
        DpoV1 or DpoV2 or DpoV3 or Candidate1 or Candidate2 => Aligned(name),
        PaperStageName.Contamination => Tested(device),
        _ when name.StartsWith(PaperStageName.Scores, StringComparison.Ordinal) => Scored(name[PaperStageName.Scores.Length..], device),
        _ => Merged(name),
    };

    private static Stage Given(string name, string folder) => new(NameOf(name), Version, new() { ["files"] = FileIdentity.OfFolder(folder) }, [], run =>
        Directory.CreateSymbolicLink(run.File(TrainingStage.Model), folder));

    private Stage Grown()
    {
        var description = new JsonObject { ["plan"] = _recipe.Plan, ["config"] = _recipe.UpScaled.ToJson() };
        return new(NameOf(PaperStageName.Grown), Version, description, [_stages[Base]], run =>
        {
            var options = new DiskUpscalingOptions { AsLlama = _recipe.Base.ModelType != _recipe.UpScaled.ModelType, MaxPositions = _recipe.Base.ModelType != _recipe.UpScaled.ModelType ? _recipe.UpScaled.MaxPositionEmbeddings : null };
            DiskDepthUpscaler.Scale(ModelIn(run.Inputs[0]), run.File(TrainingStage.Model), DepthPlan.Parse(_recipe.Plan, _recipe.Base.NumHiddenLayers), options, new Share<UpscalingProgress>(run.Report, at => (double)at.Bytes / at.TotalBytes), run.Cancellation);
        })
        {
            Resumes = true,
            ExpectedSeconds = _seconds[PaperStageName.Grown],
        };
    }

    private Stage Continued()
    {
        var training = _recipe.Memory.On(_recipe.Continuation with { Seed = _recipe.Seed }, whole: true);
        var files = PaperInputs.Files(_settings.Data.Documents);
        var description = new JsonObject { ["training"] = RecipeJson.ToNode(training), ["documents"] = FileIdentity.Of(files) };
        return TrainingStage.Of(NameOf(UpScaled), Version, description, [_stages[PaperStageName.Grown]], _seconds[UpScaled], _tuned.Weights, (run, model) => _tuned.Continuation(run, model, training, files));
    }

    private Stage Tuned(string name)
    {
        var description = Description(name, RecipeJson.ToNode(_recipe.Sft));
        return TrainingStage.Of(NameOf(name), Version, description, [_stages[UpScaled]], _seconds[name], _tuned.Weights, (run, model) => _tuned.Instructions(run, model, name));
    }

    private Stage Aligned(string name)
    {
        var (plan, objective) = _recipe.AlignmentOf(name);
        var description = Description(name, RecipeJson.ToNode(plan));
        description["objective"] = RecipeJson.ToNode(objective);
        return TrainingStage.Of(
            NameOf(name), Version, description, [_stages[name is DpoV3 or Candidate2 ? SftV3V4 : SftV3]], _seconds[name], _tuned.Weights, (run, model) => _tuned.Preferences(run, model, name));
    }

    private JsonObject Description(string name, JsonNode plan)
    {
        var data = _recipe.DataOf(name);
        var folder = new DataFolder(_settings.Data.Sets!);
        var node = RecipeJson.ToNode(data);
        node.Remove("name"); // what it is called decides nothing
        return new()
        {
            ["data"] = node,
            ["files"] = FileIdentity.Of(data.Sets.SelectMany(set => folder[set.Set].Paths)),
            ["template"] = _recipe.Template,
            ["plan"] = plan,
            ["memory"] = RecipeJson.ToNode(_recipe.Memory),
            ["seed"] = _recipe.Seed,
        };
    }

    private Stage Merged(string name)
    {
        var merge = PaperStageName.MergeOf(name);
        return new(NameOf(name), Version, new() { ["merge"] = merge.Said }, [.. merge.Of.Select(model => _stages[model])], run =>
            DiskMerger.Merge(
                merge.Recipe(ModelIn(run.Inputs[0]), ModelIn(run.Inputs[1])), run.File(TrainingStage.Model), null,
                new Share<MergeProgress>(run.Report, at => (double)at.Bytes / at.TotalBytes), run.Cancellation))
        {
            Resumes = true,
            ExpectedSeconds = _seconds[name],
        };
    }

    private Stage Scored(string model, Device device)
    {
        var description = new JsonObject { ["evaluation"] = RecipeJson.ToNode(_recipe.Evaluation), ["files"] = FileIdentity.OfFolder(_settings.Data.Benchmarks!) };
        return ScoreStage.Of(NameOf(model), _recipe.Evaluation, description, [_stages[model]], _ => _settings.Data.Benchmarks!, device, type: null, _seconds[PaperStageName.Scores + model]);
    }

    private Stage Tested(Device device)
    {
        var (test, benchmarks, folder) = (_recipe.Contamination, _recipe.ContaminationBenchmarks, _settings.Data.Benchmarks!);
        var description = new JsonObject
        {
            ["test"] = RecipeJson.ToNode(test),
            ["benchmarks"] = new JsonArray([.. benchmarks.Select(name => (JsonNode)name)]),
            ["files"] = FileIdentity.OfFolder(folder),
        };
        return new(NameOf(PaperStageName.Contamination), Version, description, [_stages[MergeV1], _stages[UpScaled]], run =>
        {
            using var inference = no_grad();
            using var target = TextModel.Load(ModelIn(run.Inputs[0]), device);
            using var reference = TextModel.Load(ModelIn(run.Inputs[1]), device);
            var results = new List<ContaminationResult>();
            foreach (var benchmark in benchmarks)
            {
                run.Report((double)results.Count / benchmarks.Count, benchmark);
                results.Add(ContaminationTest.Run(target, reference, benchmark, TestedTexts.Read(folder, benchmark), test, null, run.Cancellation));
            }

            ContaminationFiles.Write(run.File(PaperStageName.Contamination), test, results);
        })
        {
            ExpectedSeconds = _seconds[PaperStageName.Contamination],
        };
    }

    private static string ModelIn(string artifact) => Path.Combine(artifact, TrainingStage.Model);

    private static string NameOf(string name) => $"paper-{name.Replace("+", ".", StringComparison.Ordinal)}";

    private sealed class Share<T>(Action<double, string> report, Func<T, double> shareOf) : IProgress<T>
    {
        public void Report(T value) => report(shareOf(value), "");
    }
}
