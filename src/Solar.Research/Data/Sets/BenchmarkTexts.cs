namespace Solar.Research.Data.Sets;

/// <summary>The text of each row of a benchmark by which it would be recognised in training data: its question or context.</summary>
/// <remarks>Only text is read here; how a benchmark is scored is no matter of data sets.</remarks>
public static class BenchmarkTexts
{
    private static readonly (string Set, string Column)[] Columns =
    [
        ("arc_challenge_train", "question"),
        ("arc_challenge_test", "question"),
        ("hellaswag_train", "ctx"),
        ("hellaswag_validation", "ctx"),
        ("mmlu_dev", "question"),
        ("mmlu_test", "question"),
        ("truthfulqa_mc_validation", "question"),
        ("winogrande_train", "sentence"),
        ("winogrande_validation", "sentence"),
        ("gsm8k_train", "question"),
        ("gsm8k_test", "question"),
    ];

    /// <summary>All sets of benchmarks, by the names that they have in a data folder.</summary>
    public static IReadOnlyList<string> Sets { get; } = [.. Columns.Select(pair => pair.Set)];

    /// <summary>Those that are made from tasks of the paper's Table 8.</summary>
    public static IReadOnlyList<string> OfTable8 { get; } =
        [.. Sets.Where(set => set.StartsWith("arc_", StringComparison.Ordinal) || set.StartsWith("hellaswag", StringComparison.Ordinal) || set.StartsWith("winogrande", StringComparison.Ordinal) || set.StartsWith("gsm8k", StringComparison.Ordinal))];

    /// <summary>Each row's text, named by file and line.</summary>
    /// <exception cref="FileNotFoundException">The set is not in the folder.</exception>
    /// <exception cref="ArgumentException">It is no benchmark.</exception>
    public static IEnumerable<(string Id, string Text)> Read(DataFolder folder, string set)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var column = Columns.FirstOrDefault(pair => pair.Set == set).Column
            ?? throw new ArgumentException($"'{set}' is no benchmark; these are {string.Join(", ", Sets)}.", nameof(set));
        return folder[set].Rows([column]).Select(row => (row.Source, row.Text(column)));
    }
}
