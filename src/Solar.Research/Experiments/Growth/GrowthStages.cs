using System.Globalization;
using System.Text.Json.Nodes;
using Solar.Research.DepthUpscaling;
using Solar.Research.Experiments.Corpus;
using Solar.Research.Experiments.Stages;
using Solar.Research.Model;
using Solar.Research.Tuning;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Growth;

/// <summary>The stages of the growth experiment: one corpus, a base for each seed, every variant for each seed.</summary>
internal sealed class GrowthStages
{
    private const int Version = 1;

    private readonly GrowthRecipe _recipe;
    private readonly Device _device;
    private readonly Stage _corpus;
    private readonly Dictionary<long, Stage> _bases;

    public GrowthStages(GrowthRecipe recipe, ExperimentFolders folders, Device device)
    {
        _recipe = recipe;
        _device = device;
        _corpus = ProseCorpus.For(recipe.Prose, folders.Prose);
        _bases = recipe.Seeds.ToDictionary(seed => seed, BaseOf);
        Runs =
        [
            .. recipe.Seeds.Select(seed => (LossCurve.Base, seed, _bases[seed])),
            .. recipe.Seeds.SelectMany(seed => recipe.Variants.Select(variant => (variant.Name, seed, VariantOf(variant, seed)))),
        ];
    }

    /// <summary>Every run by variant and seed; each leaves <see cref="TrainingStage.Metrics"/> and <see cref="TrainingStage.Model"/>.</summary>
    public IReadOnlyList<(string Variant, long Seed, Stage Stage)> Runs { get; }

    private Stage BaseOf(long seed)
    {
        var training = _recipe.Pretraining with { Seed = seed };
        return Training($"growth-base-seed{seed.ToString(CultureInfo.InvariantCulture)}", Description(training, "fresh", _recipe.BaseConfig, rowsBefore: 0), [_corpus], _recipe.BaseConfig, training, run =>
            Fresh(_recipe.BaseConfig, seed),
            (text, model) => text.ForBase(model, seed, _device));
    }

    private Stage VariantOf(GrowthVariant variant, long seed)
    {
        var training = _recipe.TrainingOf(variant, seed);
        var config = _recipe.ConfigOf(variant);
        var rowsBefore = _recipe.Pretraining.Steps * _recipe.Pretraining.RowsPerBatch;
        var name = $"growth-{variant.Name}-seed{seed.ToString(CultureInfo.InvariantCulture)}";
        return variant switch
        {
            GrownVariant grown => Training(name, Description(training, grown.Plan, config, rowsBefore), [_corpus, _bases[seed]], config, training, run =>
            {
                using var parent = Decoder.Load(Path.Combine(run.Inputs[1], TrainingStage.Model), _device, ScalarType.Float32);
                return DepthUpscaler.Scale(parent, DepthPlan.Parse(grown.Plan, _recipe.Base.Layers));
            }, Examples),
            _ => Training(name, Description(training, "fresh", config, rowsBefore), [_corpus], config, training, run =>
                Fresh(config, seed), Examples),
        };

        ExampleSet Examples(CorpusRows text, Decoder model) => text.ForContinued(model, seed, _device);
    }

    private Decoder Fresh(DecoderConfig config, long seed)
    {
        var model = new Decoder(config, _device, ScalarType.Float32);
        model.Initialize(seed);
        return model;
    }

    // Everything that decides a run beside its inputs: where its weights come from, its shape, its training, which rows it
    // begins with and how many it is measured on.
    private JsonObject Description(TrainRecipe training, string weights, DecoderConfig model, int rowsBefore) => new()
    {
        ["weights"] = weights,
        ["model"] = model.ToJson(),
        ["training"] = RecipeJson.ToNode(training),
        ["rows_before"] = rowsBefore,
        ["validation_rows"] = _recipe.ValidationRows,
        ["device"] = _device.type.ToString(),
    };

    private Stage Training(
        string name, JsonObject description, IReadOnlyList<Stage> inputs, DecoderConfig config, TrainRecipe training, Func<StageRun, Decoder> weights, Func<CorpusRows, Decoder, ExampleSet> examples) =>
        TrainingStage.Of(name, Version, description, inputs, ExpectedSeconds.OfTraining(config, training), weights, (run, model) =>
        {
            var text = new CorpusRows(CorpusShares.Of(_recipe.Pretraining, _recipe.Continuation, _recipe.ValidationRows), run.Inputs[0]);
            return new(training, examples(text, model), text.ForValidation(model, _device), Path.Combine(run.Inputs[0], CorpusRows.Tokenizer));
        });
}
