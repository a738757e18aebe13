using Solar.Research.Data;
using Solar.Research.Evaluation.Rows;
using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Evaluation;

/// <summary>A folder with the files of benchmarks, and the prompts that the harness makes of them.</summary>
/// <remarks><c>lm_eval/evaluator.py</c> and <c>lm_eval/base.py</c> of the harness at b281b092.</remarks>
/// <param name="folder">
/// Holds <c>arc_challenge_test.jsonl</c> and the like, or Hugging Face's folders; JSONL, JSON, CSV or Parquet.
/// </param>
public sealed class BenchmarkFolder(string folder)
{
    private const long HarnessSeed = 42;

    private readonly BenchmarkFiles _files = new(folder);

    /// <summary>The documents of a split in the file's order, by the part of the benchmark that they belong to.</summary>
    /// <exception cref="InvalidDataException">No file, several, or a bad row; the message says where.</exception>
    public IReadOnlyDictionary<string, IReadOnlyList<BenchmarkDocument>> Read(BenchmarkTask task, string split)
    {
        ArgumentNullException.ThrowIfNull(task);
        var groups = new SortedDictionary<string, IReadOnlyList<BenchmarkDocument>>(StringComparer.Ordinal);
        var index = 0;
        var paths = _files.Find(task.Files, split, unsplit: split == task.Split);
        foreach (var row in paths.SelectMany(RowReader.Read))
        {
            var group = task.GroupOf(row);
            if (!groups.TryGetValue(group, out var documents))
                groups[group] = documents = new List<BenchmarkDocument>();
            ((List<BenchmarkDocument>)documents).Add(task.Read(row, index++));
        }

        return groups.Count > 0 ? groups : throw new InvalidDataException($"{string.Join(", ", paths)}: no rows.");
    }

    /// <summary>The documents of a task with their prompts, in the harness's order.</summary>
    /// <remarks>
    /// Each part's documents are shuffled with CPython's generator seeded 42, and examples are drawn from the same generator, document by
    /// document. MMLU's subjects follow each other by name, as the harness sorts its tasks.
    /// </remarks>
    public IReadOnlyList<PromptedDocument> Prompts(BenchmarkTask task, EvaluationRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(task);
        ArgumentNullException.ThrowIfNull(recipe);
        var shots = recipe.ShotsFor(task);
        var documents = Read(task, SplitOf(task, recipe));
        var pools = shots > 0 ? Read(task, task.ExampleSplit!) : null;
        return [.. documents.SelectMany(group => Prompts(task, group.Key, group.Value, Pool(task, pools, group.Key, shots), shots, recipe.Limit))];
    }

    /// <summary>The splits that tasks would be read from and that are not there, such as <c>arc_challenge_train</c>. No file is read.</summary>
    public IReadOnlyList<string> Absent(IReadOnlyList<BenchmarkTask> tasks, EvaluationRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(recipe);
        return
        [
            .. from task in tasks
               from split in recipe.ShotsFor(task) > 0 ? new[] { recipe.Split ?? task.Split, task.ExampleSplit! } : [recipe.Split ?? task.Split]
               where !_files.Has(task.Files, split) && !(split == task.Split && _files.HasUnsplit(task.Files))
               select $"{task.Files.Name}_{split}",
        ];
    }

    /// <summary>The documents of one part with their prompts.</summary>
    /// <param name="task">The benchmark.</param>
    /// <param name="group">The part.</param>
    /// <param name="documents">Its documents, in the file's order.</param>
    /// <param name="pool">Where examples come from, in the file's order.</param>
    /// <param name="shots">Examples in each prompt.</param>
    /// <param name="limit">How many documents are wanted; null is all.</param>
    internal static IEnumerable<PromptedDocument> Prompts(
        BenchmarkTask task, string group, IReadOnlyList<BenchmarkDocument> documents, IReadOnlyList<BenchmarkDocument> pool, int shots, int? limit)
    {
        var random = new CPythonRandom(HarnessSeed);
        var order = documents.ToArray();
        random.Shuffle<BenchmarkDocument>(order);
        var opening = task.Description(group) is { Length: > 0 } description ? description + "\n\n" : "";
        foreach (var document in order.Take(limit ?? order.Length))
        {
            var examples = task.Examples(pool, shots, random);
            var shown = shots == 0 ? "" : string.Join("\n\n", examples.Select(example => example.Text + example.Target)) + "\n\n";
            var context = opening + shown + document.Text;
            yield return new(task, group, document, context, document.Requests(context));
        }
    }

    private string SplitOf(BenchmarkTask task, EvaluationRecipe recipe)
    {
        var split = recipe.Split ?? task.Split;
        var other = split == "test" ? "validation" : "test";
        if (recipe.Split is null && !_files.Has(task.Files, split) && _files.Has(task.Files, other) && !_files.HasUnsplit(task.Files))
            throw new InvalidDataException($"{folder}: {task.Name} is scored on its {split} rows, and only {other} rows are there. Ask for the split {other} to score those.");
        return split;
    }

    private static IReadOnlyList<BenchmarkDocument> Pool(
        BenchmarkTask task, IReadOnlyDictionary<string, IReadOnlyList<BenchmarkDocument>>? pools, string group, int shots)
    {
        if (pools is null)
            return [];
        if (!pools.TryGetValue(group, out var pool))
            throw new InvalidDataException($"{task.Name}: no {task.ExampleSplit} rows of '{group}' to take {shots} examples from.");
        return task is Mmlu || pool.Count >= shots
            ? pool
            : throw new InvalidDataException($"{task.Name}: {shots} examples are asked for, and its {task.ExampleSplit} split has {pool.Count} rows.");
    }
}
