namespace Solar.Research.Data.Sets;

/// <summary>Which tasks of a collection derived from FLAN are not learned from, because the benchmarks are made of them.</summary>
/// <remarks>
/// Paper §4.1 and appendix C, Table 8. OpenOrca as published does not name its tasks (its <c>id</c> holds the collection and a number), so the
/// names decide only in a file that was joined with FLAN's own <c>task_name</c>. Elsewhere the text is compared with the benchmarks. Departs:
/// that comparison is ours, an approximation of a list of tasks, and reports say so.
/// </remarks>
public sealed record TaskFilter
{
    /// <summary>The column in which FLAN's collections name a row's task.</summary>
    public const string Column = "task_name";

    /// <summary>The names of Table 8, alone.</summary>
    /// <remarks>
    /// The paper's rendering lost the slashes and dashes of two names ("ai2_arcARCChallenge:1.0.0"); both spellings are filtered. The spelling
    /// with them is that of TensorFlow Datasets, by which FLAN names these tasks, and of the model card.
    /// </remarks>
    public static TaskFilter Table8 { get; } = new();

    /// <summary>Task names, exactly as the file has them.</summary>
    public IReadOnlyCollection<string> Tasks { get; init; } =
    [
        "task228_arc_answer_generation_easy",
        "ai2_arc/ARC-Challenge:1.0.0",
        "ai2_arcARCChallenge:1.0.0",
        "ai2_arc/ARC-Easy:1.0.0",
        "ai2_arcARCEasy:1.0.0",
        "task229_arc_answer_generation_hard",
        "hellaswag:1.1.0",
        "task1389_hellaswag_completion",
        "cot_gsm8k",
        "cot_gsm8k_ii",
        "drop:2.0.0",
        "winogrande:1.1.0",
    ];

    /// <summary>What decides where the file names no tasks; null when nothing does.</summary>
    public BenchmarkOverlap? Overlap { get; init; }

    /// <summary>Table 8 by name where the file names tasks, else by overlap with those of its benchmarks that stand in a folder.</summary>
    public static TaskFilter Against(DataFolder benchmarks) => Table8 with { Overlap = BenchmarkOverlap.Of(benchmarks) };
}
