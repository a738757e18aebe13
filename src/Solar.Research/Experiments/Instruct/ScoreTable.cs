namespace Solar.Research.Experiments.Instruct;

/// <summary>The scores of several models, with several seeds each.</summary>
/// <param name="scores">One for each model, seed and test.</param>
public sealed class ScoreTable(IEnumerable<ModelScore> scores)
{
    private readonly Dictionary<(string Model, long Seed, string Task), ModelScore> _scores = scores.ToDictionary(score => (score.Model, score.Seed, score.Task));

    /// <summary>Every score.</summary>
    public IReadOnlyCollection<ModelScore> All => _scores.Values;

    /// <summary>The seeds.</summary>
    public IReadOnlyList<long> Seeds => [.. _scores.Values.Select(score => score.Seed).Distinct()];

    /// <summary>The models.</summary>
    public IReadOnlyList<string> Models => [.. _scores.Values.Select(score => score.Model).Distinct()];

    /// <summary>One score.</summary>
    /// <exception cref="KeyNotFoundException">It was not measured.</exception>
    public ModelScore this[string model, long seed, string task] => _scores.TryGetValue((model, seed, task), out var score)
        ? score
        : throw new KeyNotFoundException($"There is no score of '{model}' with seed {seed} on '{task}'.");

    /// <summary>The scores of one seed.</summary>
    public SeedScores Of(long seed) => new(this, seed);
}

/// <summary>The scores of one seed, in percent.</summary>
/// <param name="Table">All scores.</param>
/// <param name="Seed">The seed.</param>
public readonly record struct SeedScores(ScoreTable Table, long Seed)
{
    /// <summary>A model's score on a test of H6.</summary>
    public double this[string model, string task] => Table[model, Seed, task].Score;

    /// <summary>The unweighted mean of the six tests (paper §4.1).</summary>
    public double H6(string model) => Mean(model, ScoredTask.H6);

    /// <summary>The unweighted mean of some tests.</summary>
    public double Mean(string model, IReadOnlyList<string> tasks)
    {
        var (table, seed) = (Table, Seed);
        return tasks.Average(task => table[model, seed, task].Score);
    }
}
