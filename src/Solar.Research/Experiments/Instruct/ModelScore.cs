namespace Solar.Research.Experiments.Instruct;

/// <summary>What one model reached on one test.</summary>
/// <param name="Model">Its name: <see cref="ModelName"/>.</param>
/// <param name="Seed">The seed it was trained with.</param>
/// <param name="Task">The test.</param>
/// <param name="Score">Percent.</param>
/// <param name="StandardError">Of the score over the test's items, in points.</param>
/// <param name="Items">How many items the test has.</param>
public sealed record ModelScore(string Model, long Seed, string Task, double Score, double StandardError, int Items);
