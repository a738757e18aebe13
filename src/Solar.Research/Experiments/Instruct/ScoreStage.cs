using System.Globalization;
using System.Text.Json.Nodes;
using Solar.Research.Data.Tokenization;
using Solar.Research.Evaluation;
using Solar.Research.Experiments.Stages;
using Solar.Research.Model;
using Solar.Research.Tuning;
using static TorchSharp.torch;

namespace Solar.Research.Experiments.Instruct;

/// <summary>Stages that score a model on the six tests: they leave each answer and the result, and go on where they were interrupted.</summary>
internal static class ScoreStage
{
    private const int Version = 1;
    private const string Result = "result.json", Answers = "answers";

    /// <param name="model">The model's name and seed.</param>
    /// <param name="recipe">Which tests, and how they are asked.</param>
    /// <param name="trained">The stage that leaves the model.</param>
    /// <param name="data">The stage that leaves the tests.</param>
    /// <param name="device">Where it is scored.</param>
    public static Stage Of(string model, InstructRecipe recipe, Stage trained, Stage data, Device device) =>
        Of(model, recipe.Evaluation, new() { ["evaluation"] = RecipeJson.ToNode(recipe.Evaluation) }, [trained, data], run => run.Inputs[1], device, ScalarType.Float32, 30);

    /// <param name="model">The model's name and seed.</param>
    /// <param name="evaluation">Which tests, and how they are asked.</param>
    /// <param name="description">Everything that decides the outcome, beside the inputs.</param>
    /// <param name="inputs">The stages that it reads; the first leaves the model.</param>
    /// <param name="tests">The folder of the tests.</param>
    /// <param name="device">Where the model is scored.</param>
    /// <param name="type">What it computes in; as it is stored when nothing is said.</param>
    /// <param name="expectedSeconds">About how long it takes.</param>
    public static Stage Of(
        string model, EvaluationRecipe evaluation, JsonObject description, IReadOnlyList<Stage> inputs, Func<StageRun, string> tests, Device device, ScalarType? type, double expectedSeconds) =>
        new(model + "-scores", Version, description, inputs, run =>
        {
            using var scope = NewDisposeScope();
            var folder = Path.Combine(run.Inputs[0], TrainingStage.Model);
            using var decoder = Decoder.Load(folder, device, type);
            using var records = new EvaluationRecords(run.File(Answers));
            var result = H6Evaluator.Run(
                decoder, BpeTokenizer.Load(folder), evaluation, tests(run), records, new ToStage(run.Report), run.Cancellation);
            RecipeJson.Save(result, run.File(Result));
        })
        {
            Resumes = true,
            ExpectedSeconds = expectedSeconds,
        };

    /// <summary>What the stage measured, in percent.</summary>
    public static IEnumerable<ModelScore> Read(string artifact, string model, long seed) =>
        RecipeJson.Load<EvaluationResult>(Path.Combine(artifact, Result)).Tasks.Select(task =>
            new ModelScore(model, seed, task.Name, 100 * task.Accuracy, 100 * (task.StandardError ?? 0), task.Count));

    private sealed class ToStage(Action<double, string> report) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => report(
            value.Total == 0 ? 1 : (double)value.Done / value.Total,
            string.Create(CultureInfo.InvariantCulture, $"{value.Task}, {value.Done} of {value.Total} items"));
    }
}
