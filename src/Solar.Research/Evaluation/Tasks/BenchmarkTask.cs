using Solar.Research.Data;
using Solar.Research.Evaluation.Rows;

namespace Solar.Research.Evaluation.Tasks;

/// <summary>One of the six benchmarks of the paper's H6, as the Open LLM Leaderboard scored it.</summary>
/// <remarks>
/// Paper §4.1.2. EleutherAI/lm-evaluation-harness at b281b0921b636bc36ad05c0b0b0763bd6dd43463, the commit that the leaderboard ran,
/// <c>lm_eval/tasks</c> and <c>lm_eval/base.py</c>.
/// </remarks>
public abstract class BenchmarkTask
{
    /// <summary>The six, in the order of the paper's tables.</summary>
    public static IReadOnlyList<BenchmarkTask> H6 { get; } =
        [new ArcChallenge(), new HellaSwag(), new Mmlu(), new TruthfulQa(), new WinoGrande(), new Gsm8k()];

    /// <summary>The six, and the variants that are not the harness's.</summary>
    public static IReadOnlyList<BenchmarkTask> All { get; } = [.. H6, new MmluText()];

    /// <summary>Our name, as on the command line.</summary>
    public abstract string Name { get; }

    /// <summary>Its heading in the paper's tables.</summary>
    public abstract string Title { get; }

    /// <summary>The harness's name; null for a variant that it does not have.</summary>
    public abstract string? HarnessName { get; }

    /// <summary>The harness's version of the task.</summary>
    public abstract int Version { get; }

    /// <summary>The metric that counts.</summary>
    public abstract string Metric { get; }

    /// <summary>The examples that the leaderboard showed.</summary>
    public abstract int LeaderboardShots { get; }

    /// <summary>The most examples that the harness allows.</summary>
    public virtual int MostShots => int.MaxValue;

    /// <summary>The split that is scored.</summary>
    public abstract string Split { get; }

    /// <summary>The split that examples come from, or null.</summary>
    public abstract string? ExampleSplit { get; }

    internal abstract BenchmarkNames Files { get; }

    /// <summary>Whether the answer is generated, not chosen.</summary>
    public virtual bool Generates => false;

    /// <summary>The task of a name: ours, or the harness's, in any case.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static BenchmarkTask Named(string name) => All.FirstOrDefault(task =>
            name.Equals(task.Name, StringComparison.OrdinalIgnoreCase)
            || name.Equals(task.HarnessName, StringComparison.OrdinalIgnoreCase)
            || name.Equals(task.Files.Name, StringComparison.OrdinalIgnoreCase))
        ?? throw new ArgumentException($"There is no task '{name}'; there are {string.Join(", ", All.Select(task => task.Name))}, and h6 for the paper's six.");

    /// <summary>The tasks of several names; <c>h6</c> is all six.</summary>
    public static IReadOnlyList<BenchmarkTask> Named(IEnumerable<string> names) =>
        [.. names.SelectMany(name => name.Equals("h6", StringComparison.OrdinalIgnoreCase) ? H6 : [Named(name)]).Distinct()];

    /// <summary>The part of the benchmark that a row belongs to, each of which is a task of its own to the harness; "" where there is one.</summary>
    internal virtual string GroupOf(BenchmarkRow row) => "";

    /// <summary>The harness's name of a part.</summary>
    internal virtual string HarnessNameOf(string group) => HarnessName ?? Name;

    /// <summary>What a prompt begins with, or "".</summary>
    internal virtual string Description(string group) => "";

    /// <summary>The examples of one prompt: drawn, by the generator that put the documents in order.</summary>
    internal virtual IReadOnlyList<BenchmarkDocument> Examples(IReadOnlyList<BenchmarkDocument> pool, int shots, CPythonRandom random) =>
        shots == 0 ? [] : [.. random.Sample(pool.Count, shots).Select(i => pool[i])];

    /// <exception cref="InvalidDataException">The row is not what the benchmark's rows are; the message has file and line.</exception>
    internal abstract BenchmarkDocument Read(BenchmarkRow row, int index);
}
