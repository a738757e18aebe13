using Solar.Research.Evaluation.Tasks;

namespace Solar.Research.Evaluation;

/// <summary>Everything that decides what an evaluation finds, the model and the rows apart. No chat template is applied to any prompt.</summary>
public sealed record EvaluationRecipe
{
    /// <summary>The paper's six benchmarks, as the leaderboard ran them (paper §4.1.2).</summary>
    public static EvaluationRecipe Leaderboard { get; } = new();

    /// <summary>The tasks by name; <c>h6</c> is all six.</summary>
    public IReadOnlyList<string> Tasks { get; init; } = ["h6"];

    /// <summary>The examples before each question, for tasks that take any; null shows as many as the leaderboard.</summary>
    public int? Shots { get; init; }

    /// <summary>The same for single tasks, by name; they go before <see cref="Shots"/>.</summary>
    public IReadOnlyDictionary<string, int> ShotsOf { get; init; } = new Dictionary<string, int>();

    /// <summary>The split that is scored, where it is not the leaderboard's.</summary>
    public string? Split { get; init; }

    /// <summary>Only so many documents of each task (of MMLU: of each subject), in the order in which the harness takes them; null is all.</summary>
    public int? Limit { get; init; }

    /// <summary>Whether prompts begin with the tokenizer's begin token. The harness added none; a model trained with one needs it.</summary>
    public bool Bos { get; init; }

    /// <summary>The most tokens of a generated answer, which the prompt leaves room for (the harness's <c>max_gen_toks</c>).</summary>
    public int MaxNewTokens { get; init; } = 256;

    /// <summary>Resamplings behind the standard errors that are bootstrapped.</summary>
    public int BootstrapSamples { get; init; } = 1000;

    /// <summary>Seeds them; nothing else is random.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How many examples a task is shown.</summary>
    public int ShotsFor(BenchmarkTask task) =>
        ShotsOf.FirstOrDefault(pair => BenchmarkTask.Named(pair.Key) == task) is { Key: not null } own ? own.Value
        : Math.Min(Shots ?? task.LeaderboardShots, task.MostShots);

    /// <summary>Refuses a recipe that makes no evaluation.</summary>
    public EvaluationRecipe Validate()
    {
        var tasks = BenchmarkTask.Named(Tasks);
        if (tasks.Count == 0)
            throw new ArgumentException("The recipe has no tasks; 'h6' is the paper's six.");
        foreach (var task in tasks)
        {
            var shots = ShotsFor(task);
            if (shots < 0 || shots > task.MostShots || (tasks.Count == 1 && Shots > task.MostShots))
                throw new ArgumentException($"{Math.Max(shots, Shots ?? shots)} shots of {task.Name}: the harness allows {(task.MostShots == 0 ? "none, its examples are part of the prompt" : "0 or more")}.");
        }

        if (Limit < 1)
            throw new ArgumentException($"A limit of {Limit} documents leaves nothing to score.");
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(MaxNewTokens);
        ArgumentOutOfRangeException.ThrowIfNegative(BootstrapSamples);
        return this;
    }
}
