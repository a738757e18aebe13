using Solar.Research.Contamination;

namespace Solar.Research.Experiments.Contaminated;

/// <summary>Everything that decides the contamination experiment, the models apart (paper, appendix C).</summary>
public sealed record ContaminatedRecipe
{
    /// <summary>The tests whose texts are looked for; the paper's are ARC, MMLU, TruthfulQA and GSM8K.</summary>
    public required IReadOnlyList<string> Benchmarks { get; init; }

    /// <summary>How they are looked for.</summary>
    public required ContaminationRecipe Test { get; init; }

    /// <summary>How often the model that is to be caught reads every text of the tests.</summary>
    public required double Epochs { get; init; }

    /// <summary>At which rate.</summary>
    public required double LearningRate { get; init; }
}
