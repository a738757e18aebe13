using System.Globalization;
using System.Text.Json.Nodes;
using Solar.Research.Contamination;
using Solar.Research.Data;
using Solar.Research.Data.Tokenization;
using Solar.Research.Experiments.Instruct;
using Solar.Research.Experiments.Stages;
using Solar.Research.Model;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Contaminated;

/// <summary>The stages of the contamination experiment: a model that is trained on the tests on purpose, and the test of it and of the final model.</summary>
/// <param name="recipe">What is tested and how.</param>
/// <param name="instruct">The recipe of the models.</param>
/// <param name="stages">Their stages.</param>
/// <param name="device">Where they run.</param>
internal sealed class ContaminatedStages(ContaminatedRecipe recipe, InstructRecipe instruct, InstructStages stages, Device device)
{
    public const string Scores = "scores.csv";

    private const int Version = 1;

    /// <summary>The stage that leaves <see cref="Scores"/> of both models.</summary>
    public Stage ScoresOf(long seed)
    {
        var trained = TrainedOnTests(seed);
        return new(
            $"contamination-seed{Text(seed)}", Version,
            new() { ["benchmarks"] = new JsonArray([.. recipe.Benchmarks.Select(name => (JsonNode)name)]), ["test"] = RecipeJson.ToNode(recipe.Test) },
            [stages.ModelOf(ModelName.UpScaled, seed), stages.ModelOf(ModelName.MergeV1, seed), trained, stages.Data],
            run => Measure(run, seed))
        {
            ExpectedSeconds = 0.012 * recipe.Benchmarks.Count * recipe.Test.Examples * recipe.Test.Continuations,
        };
    }

    // Both models are asked about the same continuations.
    private void Measure(StageRun run, long seed)
    {
        using var inference = no_grad();
        using var reference = TextModel.Load(ModelIn(run.Inputs[0]), device);
        using var final = TextModel.Load(ModelIn(run.Inputs[1]), device);
        using var trained = TextModel.Load(ModelIn(run.Inputs[2]), device);
        var scores = new List<ContaminationScore>();
        foreach (var (benchmark, i) in recipe.Benchmarks.Select((name, i) => (name, i)))
        {
            var texts = TestedTexts.Read(run.Inputs[3], benchmark);
            var continued = new List<ContinuedText>();
            foreach (var text in ContaminationTest.Continue(reference, texts, recipe.Test, stop: run.Cancellation))
            {
                continued.Add(text);
                run.Report((i + ((double)continued.Count / Math.Min(recipe.Test.Examples, texts.Count))) / recipe.Benchmarks.Count, benchmark);
            }

            foreach (var (name, model) in new[] { (ContaminationScore.Final, final), (ContaminationScore.TrainedOnTests, trained) })
                scores.Add(ContaminationScore.Of(name, seed, ContaminationTest.Score(model, benchmark, continued, recipe.Test, texts.Count, run.Cancellation)));
        }

        ContaminationScore.Write(run.File(Scores), scores);
    }

    /// <summary>The stage that leaves the final model after training on the tests.</summary>
    public Stage TrainedOnTests(long seed)
    {
        var description = new JsonObject
        {
            ["benchmarks"] = new JsonArray([.. recipe.Benchmarks.Select(name => (JsonNode)name)]),
            ["epochs"] = recipe.Epochs,
            ["learning_rate"] = recipe.LearningRate,
            ["seed"] = seed,
        };
        return TrainingStage.Of(
            $"trained-on-tests-seed{Text(seed)}", Version, description, [stages.ModelOf(ModelName.MergeV1, seed), stages.Data], 20 * recipe.Epochs,
            run => Decoder.Load(ModelIn(run.Inputs[0]), device, ScalarType.Float32),
            (run, model) =>
            {
                var tokenizer = BpeTokenizer.Load(ModelIn(run.Inputs[0]));
                var texts = recipe.Benchmarks.SelectMany(benchmark => TestedTexts.Read(run.Inputs[1], benchmark));
                var rows = PackedDocuments.Pack(texts.Select(text => tokenizer.EncodeToIds(text.Text, addBos: true, addEos: true)), instruct.Pretraining.TokensPerRow, seed);
                var plan = new TuningPlan
                {
                    Epochs = recipe.Epochs,
                    RowsPerBatch = instruct.Pretraining.RowsPerBatch,
                    TokensPerRow = instruct.Pretraining.TokensPerRow,
                    LearningRate = recipe.LearningRate,
                    CheckpointEvery = 100,
                };
                return new(plan.For(rows.Count, seed), PretrainingStage.Examples(model, rows, device), null, ModelIn(run.Inputs[0]));
            });
    }

    private static string ModelIn(string artifact) => Path.Combine(artifact, TrainingStage.Model);

    private static string Text(long seed) => seed.ToString(CultureInfo.InvariantCulture);
}
