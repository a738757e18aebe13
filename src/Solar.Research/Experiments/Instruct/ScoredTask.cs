namespace Solar.Research.Experiments.Instruct;

/// <summary>The six tests of H6 by the names that results use.</summary>
public static class ScoredTask
{
    /// <summary>ARC challenge, by length-normalised likelihood.</summary>
    public const string Arc = "arc_challenge";

    /// <summary>HellaSwag, by length-normalised likelihood.</summary>
    public const string HellaSwag = "hellaswag";

    /// <summary>MMLU: the mean over subjects.</summary>
    public const string Mmlu = "mmlu";

    /// <summary>TruthfulQA: the share of probability on true answers (mc2).</summary>
    public const string TruthfulQa = "truthfulqa_mc";

    /// <summary>WinoGrande, by partial evaluation.</summary>
    public const string WinoGrande = "winogrande";

    /// <summary>GSM8K: exact answers.</summary>
    public const string Gsm8k = "gsm8k";

    /// <summary>All six, in the order of the paper's tables.</summary>
    public static IReadOnlyList<string> H6 { get; } = [Arc, HellaSwag, Mmlu, TruthfulQa, WinoGrande, Gsm8k];

    /// <summary>What the paper calls a test.</summary>
    public static string TitleOf(string task) => task switch
    {
        Arc => "ARC",
        HellaSwag => "HellaSwag",
        Mmlu => "MMLU",
        TruthfulQa => "TruthfulQA",
        WinoGrande => "Winogrande",
        Gsm8k => "GSM8K",
        _ => throw new ArgumentException($"'{task}' is none of the six tests: {string.Join(", ", H6)}.", nameof(task)),
    };
}
