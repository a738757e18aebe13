using System.Globalization;
using Solar.Research.Data.Overlap;

namespace Solar.Research.Data.Sets;

/// <summary>A row that was left out because a benchmark's text stands in it.</summary>
/// <param name="Source">The row: file and line.</param>
/// <param name="Benchmark">The benchmark's set.</param>
/// <param name="Item">Its row: file and line.</param>
/// <param name="Share">How much of the benchmark's text the row holds, in n-grams.</param>
public sealed record OverlappingRow(string Source, string Benchmark, string Item, double Share);

/// <summary>Finds rows in which the question of a benchmark stands, to leave them out of training.</summary>
/// <remarks>
/// Departs: the paper filters by task name (Table 8). This approximates it by text: a row goes when it holds at least
/// <see cref="Threshold"/> of the n-grams of a benchmark's question. A task that rewrote the question slips through, and a row that quotes
/// a question by chance goes. DROP and ARC-Easy, which Table 8 also names, are none of the six benchmarks and are not compared.
/// </remarks>
public sealed class BenchmarkOverlap
{
    /// <summary>Questions with fewer words are not looked for: they stand by chance in too many rows.</summary>
    public const int LeastWords = 5;

    private readonly NGramIndex _index;
    private readonly IReadOnlyDictionary<string, string> _benchmarkOf;

    private BenchmarkOverlap(IReadOnlyList<string> sets, NGramIndex index, IReadOnlyDictionary<string, string> benchmarkOf, double threshold) =>
        (Sets, _index, _benchmarkOf, Threshold) = (sets, index, benchmarkOf, threshold);

    /// <summary>The sets that are compared with.</summary>
    public IReadOnlyList<string> Sets { get; }

    /// <summary>The share of a question's n-grams from which on a row goes.</summary>
    public double Threshold { get; }

    /// <summary>Compares with the benchmarks of Table 8 that stand in a folder: ARC-Challenge, HellaSwag, WinoGrande and GSM8K, every split of them.</summary>
    /// <param name="benchmarks">The folder.</param>
    /// <param name="n">Words of an n-gram.</param>
    /// <param name="threshold">In (0, 1]; a prompt that quotes the question whole has 1.</param>
    /// <returns>Null when the folder has none of them.</returns>
    public static BenchmarkOverlap? Of(DataFolder benchmarks, int n = 8, double threshold = 0.8)
    {
        ArgumentNullException.ThrowIfNull(benchmarks);
        if (threshold is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold is a share in (0, 1].");
        var found = BenchmarkTexts.OfTable8.Where(set => benchmarks.Find(set) is not null).ToList();
        if (found.Count == 0)
            return null;
        var texts = found.SelectMany(set => BenchmarkTexts.Read(benchmarks, set).Select(text => (Set: set, text.Id, Text: AroundBlank(text.Text)))).Where(text => ComparedWords.Of(text.Text).Count >= LeastWords).ToList();
        return new(found, NGramIndex.Of(texts.Select(text => (text.Id, text.Text)), n), texts.ToDictionary(text => text.Id, text => text.Set), threshold);
    }

    /// <summary>What is compared, in a few words.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Threshold:P0} of the {_index.N}-grams of a question of {string.Join(", ", Sets)} (DROP and ARC-Easy not compared)");

    /// <summary>The benchmark's row of which this row holds most, if that is enough.</summary>
    internal OverlappingRow? Find(DataRow row, IReadOnlyList<string> columns) =>
        _index.Overlaps(string.Join('\n', columns.Select(row.Text))) is [var best, ..] && best.Share >= Threshold
            ? new(row.Source, _benchmarkOf[best.Id], best.Id, best.Share)
            : null;

    // WinoGrande's sentence has a blank, "_", which every prompt fills or cuts in its own way: the longer side of it stands unchanged in all.
    private static string AroundBlank(string text) => text.Split('_').MaxBy(part => part.Length)!;
}
