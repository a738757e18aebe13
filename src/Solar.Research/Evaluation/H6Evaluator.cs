using System.Threading;
using Solar.Research.Data.Tokenization;
using Solar.Research.Evaluation.Scoring;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Model;

namespace Solar.Research.Evaluation;

/// <summary>How far an evaluation has come.</summary>
/// <param name="Task">The task at hand.</param>
/// <param name="Done">Documents of all tasks that are scored.</param>
/// <param name="Total">Documents of all tasks.</param>
public readonly record struct EvaluationProgress(string Task, int Done, int Total);

/// <summary>Scores a model on the benchmarks of the paper's H6.</summary>
/// <remarks>Paper §4.1.2; the harness at b281b092.</remarks>
public static class H6Evaluator
{
    /// <summary>Scores a model.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="recipe">What is asked.</param>
    /// <param name="dataFolder">The benchmarks' files; see <see cref="BenchmarkFolder"/>.</param>
    /// <param name="progress">Told of every document.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    public static EvaluationResult Run(
        Decoder decoder,
        BpeTokenizer tokenizer,
        EvaluationRecipe recipe,
        string dataFolder,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellation = default) => Run(decoder, tokenizer, recipe, dataFolder, (EvaluationRecords?)null, progress, cancellation);

    /// <summary>Scores a model, and keeps its answers.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="recipe">What is asked.</param>
    /// <param name="dataFolder">The benchmarks' files; see <see cref="BenchmarkFolder"/>.</param>
    /// <param name="records">Where answers are kept, and those of earlier runs found; null keeps none.</param>
    /// <param name="progress">Told of every document.</param>
    /// <param name="cancellation">Ends it between two batches; what is recorded stays.</param>
    public static EvaluationResult Run(
        Decoder decoder,
        BpeTokenizer tokenizer,
        EvaluationRecipe recipe,
        string dataFolder,
        EvaluationRecords? records,
        IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        ArgumentNullException.ThrowIfNull(tokenizer);
        ArgumentNullException.ThrowIfNull(recipe);
        recipe.Validate();

        // Every file is read before anything is scored: what is missing should not be found out hours later.
        var folder = new BenchmarkFolder(dataFolder);
        var tasks = BenchmarkTask.Named(recipe.Tasks).Select(task => (Task: task, Documents: folder.Prompts(task, recipe))).ToArray();
        var (done, total) = (0, tasks.Sum(task => task.Documents.Count));
        var model = ModelHash.Of(decoder, tokenizer);
        var results = new List<TaskResult>();
        foreach (var (task, documents) in tasks)
        {
            var items = Score(documents);
            results.Add(TaskResult.Of(task, documents, items, recipe));

            ItemRecord[] Score(IReadOnlyList<PromptedDocument> prompted)
            {
                var prompts = prompted.Select(document => document.Sha256()).ToArray();
                var scored = prompted.Select((document, i) => records?.Find(model, document, prompts[i], recipe)).ToArray();
                var open = Enumerable.Range(0, prompted.Count).Where(i => scored[i] is null).ToArray();
                done += prompted.Count - open.Length;
                progress?.Report(new(task.Name, done, total));

                PromptedDocument[] asked = [.. open.Select(i => prompted[i])];
                if (asked.Length > 0 && task.Generates)
                    new AnswerGenerator(decoder, tokenizer, recipe).Answer(asked, (i, text) => Take(open[i], new([], text)), cancellation);
                else if (asked.Length > 0)
                    new LikelihoodScorer(decoder, tokenizer, recipe.Bos).Score(asked, (i, likelihoods) => Take(open[i], new(likelihoods)), cancellation);
                records?.Flush();

                // The same rows may stand elsewhere in their file now.
                return [.. scored.Select((item, i) => item! with { Row = prompted[i].Document.Row, Shots = recipe.ShotsFor(task) })];

                void Take(int i, ModelAnswer answer)
                {
                    scored[i] = Record(model, prompted[i], prompts[i], answer, recipe);
                    records?.Add(scored[i]!);
                    records?.Flush();
                    progress?.Report(new(task.Name, ++done, total));
                }
            }
        }

        return EvaluationResult.Of(model, recipe, results);
    }

    internal static ItemRecord Record(string model, PromptedDocument document, string prompt, ModelAnswer answer, EvaluationRecipe recipe)
    {
        var task = document.Task;
        var score = document.Document.Score(answer);
        return new(
            model, task.Name, task.Version, document.Group, document.Document.Row, recipe.ShotsFor(task), prompt, recipe.Bos,
            task.Generates ? recipe.MaxNewTokens : 0, answer.LogLikelihoods, answer.Text, score.Answer, score.Metrics, score.Metrics[task.Metric]);
    }
}
