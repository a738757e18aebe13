namespace Solar.Research.Experiments.Instruct;

/// <summary>The six tests of H6, by the names of the evaluation's tasks.</summary>
/// <remarks>
/// Departs: at our scales MMLU counts by the text of the answer; by letter, as the leaderboard counted, a model of a few million
/// weights stays at chance. Both are measured and written down.
/// </remarks>
public static class ScoredTask
{
    /// <summary>ARC challenge, by length-normalised likelihood.</summary>
    public const string Arc = "arc";

    /// <summary>HellaSwag, by length-normalised likelihood.</summary>
    public const string HellaSwag = "hellaswag";

    /// <summary>MMLU by the text of the answer: the mean over subjects.</summary>
    public const string Mmlu = "mmlu_text";

    /// <summary>MMLU by letter, as the leaderboard counted it; not part of our H6.</summary>
    public const string MmluByLetter = "mmlu";

    /// <summary>TruthfulQA: the share of probability on true answers (mc2).</summary>
    public const string TruthfulQa = "truthfulqa";

    /// <summary>WinoGrande, by partial evaluation.</summary>
    public const string WinoGrande = "winogrande";

    /// <summary>GSM8K: exact answers.</summary>
    public const string Gsm8k = "gsm8k";

    /// <summary>The six, in the order of the paper's tables.</summary>
    public static IReadOnlyList<string> H6 { get; } = [Arc, HellaSwag, Mmlu, TruthfulQa, WinoGrande, Gsm8k];

    /// <summary>The six, and MMLU by letter: what every model is asked.</summary>
    public static IReadOnlyList<string> All { get; } = [Arc, HellaSwag, Mmlu, MmluByLetter, TruthfulQa, WinoGrande, Gsm8k];

    /// <summary>What a table calls a test.</summary>
    public static string TitleOf(string task) => task switch
    {
        Arc => "ARC",
        HellaSwag => "HellaSwag",
        Mmlu => "MMLU",
        MmluByLetter => "MMLU (letter)",
        TruthfulQa => "TruthfulQA",
        WinoGrande => "Winogrande",
        Gsm8k => "GSM8K",
        _ => throw new ArgumentException($"'{task}' is none of the tests: {string.Join(", ", All)}.", nameof(task)),
    };

    /// <summary>What guessing gives, in percent; of TruthfulQA and GSM8K it is not known beforehand, or nothing.</summary>
    public static double? ChanceOf(string task) => task switch
    {
        Arc or HellaSwag or Mmlu or MmluByLetter => 25,
        WinoGrande => 50,
        Gsm8k => 0,
        _ => null,
    };
}
