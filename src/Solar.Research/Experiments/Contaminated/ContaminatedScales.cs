using Solar.Research.Contamination;

namespace Solar.Research.Experiments.Contaminated;

/// <summary>The recipes of the contamination experiment, one a scale; they were fixed before any verdict was read.</summary>
public static class ContaminatedScales
{
    /// <summary>The recipe of a scale.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static ContaminatedRecipe Of(string scale) => scale switch
    {
        "smoke" => Recipe(examples: 8, continuations: 10, epochs: 10),
        "classroom" => Recipe(examples: 100, continuations: 50, epochs: 10),
        _ => throw new ArgumentException($"There is no scale '{scale}'; there are: smoke, classroom.", nameof(scale)),
    };

    private static ContaminatedRecipe Recipe(int examples, int continuations, double epochs) => new()
    {
        Benchmarks = TestedTexts.OfThePaper,
        Test = new() { Examples = examples, Continuations = continuations },
        Epochs = epochs,
        LearningRate = 1e-3,
    };
}
