using System.Text.Json.Serialization;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Evaluation;

/// <summary>A mean, and how far it may be off.</summary>
/// <param name="Value">The mean; of MMLU the unweighted mean of the subjects' means.</param>
/// <param name="StandardError">Of the sample, over √n; null of fewer than two values.</param>
public sealed record MetricValue(double Value, double? StandardError);

/// <summary>What one part of a benchmark gave.</summary>
/// <param name="Name">The subject.</param>
/// <param name="Accuracy">The mean of the metric that counts.</param>
/// <param name="Count">The documents.</param>
public sealed record GroupResult(string Name, double Accuracy, int Count);

/// <summary>What one benchmark gave.</summary>
/// <param name="Name">The task's name.</param>
/// <param name="Title">Its heading in the paper's tables.</param>
/// <param name="Version">Its version.</param>
/// <param name="Shots">Examples in each prompt.</param>
/// <param name="Metric">The metric that counts.</param>
/// <param name="Accuracy">Its mean, 0 to 1.</param>
/// <param name="StandardError">Of that mean, from the sample.</param>
/// <param name="BootstrapError">The same by resampling documents.</param>
/// <param name="Count">The documents.</param>
/// <param name="Metrics">Every metric of the harness.</param>
/// <param name="Groups">The parts, where there are several.</param>
/// <param name="RequestSha256">Of all requests; see <see cref="RequestHash"/>.</param>
public sealed record TaskResult(
    string Name,
    string Title,
    int Version,
    int Shots,
    string Metric,
    double Accuracy,
    double? StandardError,
    double? BootstrapError,
    int Count,
    IReadOnlyDictionary<string, MetricValue> Metrics,
    IReadOnlyList<GroupResult> Groups,
    string RequestSha256)
{
    /// <summary>Every document, in the harness's order.</summary>
    [JsonIgnore]
    public IReadOnlyList<ItemRecord> Items { get; init; } = [];

    [JsonIgnore]
    internal double[] Resampled { get; init; } = [];

    internal static TaskResult Of(BenchmarkTask task, IReadOnlyList<PromptedDocument> documents, IReadOnlyList<ItemRecord> items, EvaluationRecipe recipe)
    {
        var names = items[0].Metrics.Keys.ToArray();
        var scores = Grouped(items, item => item.Score);
        var resampled = Evaluation.StandardError.Resampled(scores, recipe.BootstrapSamples, recipe.Seed, BenchmarkTask.All.Index().First(pair => pair.Item == task).Index);
        return new(
            task.Name,
            task.Title,
            task.Version,
            recipe.ShotsFor(task),
            task.Metric,
            Mean(scores),
            Evaluation.StandardError.OfMeans(scores),
            Evaluation.StandardError.OfResampled(resampled),
            items.Count,
            names.ToDictionary(name => name, name =>
            {
                var values = Grouped(items, item => item.Metrics[name]);
                return new MetricValue(Mean(values), Evaluation.StandardError.OfMeans(values));
            }),
            [.. items.GroupBy(item => item.Group).Where(group => group.Key.Length > 0).Select(group => new GroupResult(group.Key, group.Average(item => item.Score), group.Count()))],
            RequestHash.Of(documents.SelectMany(document => document.Requests)))
        {
            Items = items,
            Resampled = resampled,
        };
    }

    private static double Mean(IReadOnlyList<IReadOnlyList<double>> groups) => groups.Average(group => group.Average());

    private static IReadOnlyList<IReadOnlyList<double>> Grouped(IReadOnlyList<ItemRecord> items, Func<ItemRecord, double> value) =>
        [.. items.GroupBy(item => item.Group).Select(group => group.Select(value).ToArray())];
}

/// <summary>What an evaluation found.</summary>
/// <param name="Model">The sha256 of weights, shape and vocabulary.</param>
/// <param name="Recipe">What was asked for.</param>
/// <param name="Tasks">What each benchmark gave.</param>
public sealed record EvaluationResult(string Model, EvaluationRecipe Recipe, IReadOnlyList<TaskResult> Tasks)
{
    /// <summary>The mean of the six, 0 to 1, where all six are there (paper §4.1.2).</summary>
    public double? H6 => Six is { } six ? six.Average(task => task.Accuracy) : null;

    /// <summary>Its standard error, by resampling the documents of each; null where there is no H6 or nothing was resampled.</summary>
    public double? H6StandardError { get; init; }

    /// <summary>The result of a task.</summary>
    public TaskResult this[string name] => Tasks.FirstOrDefault(task => task.Name == BenchmarkTask.Named(name).Name)
        ?? throw new KeyNotFoundException($"The task '{name}' was not scored; {string.Join(", ", Tasks.Select(task => task.Name))} were.");

    internal static EvaluationResult Of(string model, EvaluationRecipe recipe, IReadOnlyList<TaskResult> tasks)
    {
        var result = new EvaluationResult(model, recipe, tasks);
        return result.Six is { } six && recipe.BootstrapSamples > 1
            ? result with { H6StandardError = StandardError.OfResampled([.. Enumerable.Range(0, recipe.BootstrapSamples).Select(i => six.Average(task => task.Resampled[i]))]) }
            : result;
    }

    private TaskResult[]? Six => BenchmarkTask.H6.All(task => Tasks.Any(result => result.Name == task.Name))
        ? [.. BenchmarkTask.H6.Select(task => this[task.Name])]
        : null;
}
