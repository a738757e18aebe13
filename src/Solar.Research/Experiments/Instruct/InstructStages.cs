using System.Globalization;
using System.Text.Json.Nodes;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;
using Solar.Research.DepthUpscaling;
using Solar.Research.Experiments.Corpus;
using Solar.Research.Experiments.Stages;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Sft;
using static Solar.Research.Experiments.Instruct.ModelName;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Instruct;

/// <summary>The stages of every model of tables 2 to 7, for each seed: base, depth up-scaling, SFT, DPO, merges; and of their scores.</summary>
internal sealed class InstructStages
{
    private const int Version = 1;

    private readonly InstructRecipe _recipe;
    private readonly Device _device;
    private readonly Stage _data;
    private readonly Stage _corpus;
    private readonly Dictionary<(string Model, long Seed), Stage> _models = [];
    private readonly Dictionary<(string Model, long Seed), Stage> _scores = [];

    public InstructStages(InstructRecipe recipe, ExperimentFolders folders, Device device)
    {
        (_recipe, _device) = (recipe, device);
        _data = WorldStages.Data(recipe);
        _corpus = WorldStages.Corpus(recipe, _data, folders.Prose);
        foreach (var seed in recipe.Seeds)
        {
            foreach (var model in All)
            {
                _models[(model, seed)] = Make(model, seed);
                _scores[(model, seed)] = ScoreStage.Of(NameOf(model, seed), recipe, _models[(model, seed)], _data, device);
            }
        }
    }

    /// <summary>The folder of data that all models share.</summary>
    public Stage Data => _data;

    /// <summary>The stage that leaves a model in <see cref="TrainingStage.Model"/>.</summary>
    public Stage ModelOf(string model, long seed) => _models[(model, seed)];

    /// <summary>The stage that leaves a model's scores.</summary>
    public Stage ScoresOf(string model, long seed) => _scores[(model, seed)];

    // A model after those that it is made of: the order of ModelName.All.
    private Stage Make(string model, long seed) => model switch
    {
        Base => TrainedBase(seed),
        UpScaled => Grown(seed),
        SftV1 or SftV2 or SftV3 or SftV4 => Tuned(model, seed),
        SftV3V4 => Average(model, seed, SftV3, SftV4),
        DpoV1 or DpoV2 => Aligned(model, seed, SftV3, _recipe.Dpo),
        DpoV1V2 => Average(model, seed, DpoV1, DpoV2),
        DpoV3 => Aligned(model, seed, SftV3V4, _recipe.Dpo),
        Candidate1 => Aligned(model, seed, SftV3, _recipe.Candidate1),
        Candidate2 => Aligned(model, seed, SftV3V4, _recipe.Candidate2),
        MergeV1 => Average(model, seed, Candidate1, Candidate2),
        MergeV2 => Average(model, seed, Candidate1, Candidate2, 0.4),
        MergeV3 => Average(model, seed, Candidate1, Candidate2, 0.6),
        MergeV4 => Merged(model, seed, Candidate1, Candidate2, new() { ["method"] = "slerp", ["t"] = 0.5 }, (a, b) => MergeRecipe.Slerp(a, b, 0.5)),
        _ => throw new System.Diagnostics.UnreachableException($"No way is known to make '{model}'."),
    };

    private Stage TrainedBase(long seed)
    {
        var training = _recipe.Pretraining with { Seed = seed };
        var description = new JsonObject { ["model"] = _recipe.BaseConfig.ToJson(), ["training"] = RecipeJson.ToNode(training), ["validation_rows"] = _recipe.ValidationRows, ["device"] = _device.type.ToString() };
        return TrainingStage.Of(NameOf(Base, seed), Version, description, [_corpus], ExpectedSeconds.OfTraining(_recipe.BaseConfig, training),
            _ =>
            {
                var model = new Decoder(_recipe.BaseConfig, _device, ScalarType.Float32);
                model.Initialize(seed);
                return model;
            },
            (run, model) => Prose(run.Inputs[0], training, model, text => text.ForBase(model, seed, _device)));
    }

    private Stage Grown(long seed)
    {
        var training = _recipe.Continuation with { Seed = seed };
        var description = new JsonObject
        {
            ["plan"] = _recipe.Plan,
            ["training"] = RecipeJson.ToNode(training),
            ["rows_before"] = _recipe.Pretraining.Steps * _recipe.Pretraining.RowsPerBatch,
            ["validation_rows"] = _recipe.ValidationRows,
        };
        return TrainingStage.Of(NameOf(UpScaled, seed), Version, description, [_corpus, ModelOf(Base, seed)], ExpectedSeconds.OfTraining(_recipe.UpScaledConfig, training),
            run =>
            {
                using var parent = Decoder.Load(ModelIn(run.Inputs[1]), _device, ScalarType.Float32);
                return DepthUpscaler.Scale(parent, DepthPlan.Parse(_recipe.Plan, _recipe.Base.Layers));
            },
            (run, model) => Prose(run.Inputs[0], training, model, text => text.ForContinued(model, seed, _device)));
    }

    private TrainingWork Prose(string corpus, TrainRecipe training, Decoder model, Func<CorpusRows, ExampleSet> examples)
    {
        var text = new CorpusRows(CorpusShares.Of(_recipe.Pretraining, _recipe.Continuation, _recipe.ValidationRows), corpus);
        return new(training, examples(text), text.ForValidation(model, _device), Path.Combine(corpus, CorpusRows.Tokenizer));
    }

    private Stage Tuned(string name, long seed)
    {
        var plan = _recipe.Sft;
        var description = new JsonObject
        {
            ["data"] = InstructData.Description(_recipe, name),
            ["template"] = _recipe.Template,
            ["plan"] = RecipeJson.ToNode(plan),
            ["seed"] = seed,
        };
        return TrainingStage.Of(NameOf(name, seed), Version, description, [ModelOf(UpScaled, seed), _data], SecondsOf(name, plan, responses: 1), Weights, (run, model) =>
        {
            var (parent, tokenizer, template) = ParentOf(run);
            var examples = InstructData.Of(_recipe, name).Instructions(new DataFolder(run.Inputs[1])).Examples;
            var rows = PackedExamples.Of(examples, template, tokenizer, plan.TokensPerRow);
            return new(plan.For(rows.Count, seed), SftStage.Examples(model, rows, _device), null, parent) { Template = template };
        });
    }

    private Stage Aligned(string name, long seed, string from, AlignmentPlan alignment)
    {
        var (plan, objective) = alignment;
        var description = new JsonObject
        {
            ["data"] = InstructData.Description(_recipe, name),
            ["template"] = _recipe.Template,
            ["plan"] = RecipeJson.ToNode(plan),
            ["objective"] = RecipeJson.ToNode(objective),
            ["seed"] = seed,
        };
        return TrainingStage.Of(NameOf(name, seed), Version, description, [ModelOf(from, seed), _data], SecondsOf(name, plan, responses: 2), Weights, (run, model) =>
        {
            var (parent, tokenizer, template) = ParentOf(run);
            var pairs = PreferencePairs.Of(InstructData.Of(_recipe, name).Preferences(new DataFolder(run.Inputs[1])).Examples, template, tokenizer, plan.TokensPerRow);

            // The trainer has not begun, or continues from a checkpoint that it reads later: the model is still the reference.
            var reference = ReferenceLogProbs.Cached(run.File("reference"), model, pairs, plan.RowsPerBatch, _device);
            return new(plan.For(pairs.Count, seed), DpoStage.Examples(model, pairs, reference, objective, _device), null, parent) { Template = template };
        });
    }

    private Stage Average(string name, long seed, string a, string b, double weightOfA = 0.5)
    {
        double[] weights = [weightOfA, 1 - weightOfA];
        return Merged(name, seed, a, b, new() { ["method"] = "linear", ["weights"] = new JsonArray(weights[0], weights[1]) }, (first, second) => MergeRecipe.Linear([first, second], weights));
    }

    private Stage Merged(string name, long seed, string a, string b, JsonObject description, Func<string, string, MergeRecipe> recipe) =>
        new(NameOf(name, seed), Version, description, [ModelOf(a, seed), ModelOf(b, seed)], run =>
            DiskMerger.Merge(recipe(ModelIn(run.Inputs[0]), ModelIn(run.Inputs[1])), run.File(TrainingStage.Model)));

    private Decoder Weights(StageRun run) => Decoder.Load(ModelIn(run.Inputs[0]), _device, ScalarType.Float32);

    private (string Folder, BpeTokenizer Tokenizer, ChatTemplate Template) ParentOf(StageRun run)
    {
        var folder = ModelIn(run.Inputs[0]);
        var tokenizer = BpeTokenizer.Load(folder);
        return (folder, tokenizer, ChatTemplate.Named(_recipe.Template).For(tokenizer));
    }

    // Rows are about full; an example is about a third of a row.
    private double SecondsOf(string name, TuningPlan plan, int responses)
    {
        var examples = InstructData.Of(_recipe, name).Sets.Sum(set => set.Maximum ?? 0);
        return ExpectedSeconds.OfTokens(_recipe.UpScaledConfig, plan.TokensPerRow, plan.Epochs * examples * responses * plan.TokensPerRow / 3);
    }

    private static string ModelIn(string artifact) => Path.Combine(artifact, TrainingStage.Model);

    private static string NameOf(string model, long seed) => $"instruct-{model.Replace("+", ".", StringComparison.Ordinal)}-seed{seed.ToString(CultureInfo.InvariantCulture)}";
}
