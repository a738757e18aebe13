using System.Globalization;
using System.Text;
using Solar.Research.Display;

namespace Solar.Research.Data.Overlap;

/// <summary>A text that is only to be measured on, found again in a text that is learned from.</summary>
/// <param name="Evaluation">The row of the evaluation set.</param>
/// <param name="Training">The row of the training set that holds most of it; the first of several.</param>
/// <param name="Share">How much of its n-grams that row holds, in (0, 1].</param>
/// <param name="Exact">Whether the two are the same word for word.</param>
public sealed record NearCopy(string Evaluation, string Training, double Share, bool Exact);

/// <summary>Which rows of an evaluation set stand in a training set, whole or nearly.</summary>
/// <remarks>
/// An evaluation row has a near-copy where one training row holds at least <see cref="Threshold"/> of its different n-grams of words
/// (<see cref="NGramIndex"/>). The measure is one-sided on purpose: a question that stands inside a long dialogue is found as well.
/// A paraphrase in other words is not found: no comparison of words can see it.
/// </remarks>
/// <param name="Evaluated">How many evaluation rows were looked for.</param>
/// <param name="Trained">How many training rows they were looked for in.</param>
/// <param name="N">Words of an n-gram.</param>
/// <param name="Threshold">The share from which on a row counts.</param>
/// <param name="Found">The evaluation rows that were found, each once, in their order.</param>
[TypeFormatterSource(typeof(NearCopiesTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record NearCopies(int Evaluated, int Trained, int N, double Threshold, IReadOnlyList<NearCopy> Found)
{
    /// <summary>Looks for evaluation rows in training rows; the training rows are streamed.</summary>
    /// <param name="evaluation">The rows that must not be learned, each with a name of its own.</param>
    /// <param name="training">The rows that are learned.</param>
    /// <param name="n">Words of an n-gram: 8 rarely meet by chance in natural prose; text from few templates wants more.</param>
    /// <param name="threshold">The share of an evaluation row's n-grams from which on it counts as copied, in (0, 1].</param>
    public static NearCopies Between(IEnumerable<(string Id, string Text)> evaluation, IEnumerable<(string Id, string Text)> training, int n = 8, double threshold = 0.8)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (threshold is not (> 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold is a share in (0, 1].");
        var rows = evaluation.ToList();
        if (rows.GroupBy(row => row.Id).FirstOrDefault(group => group.Skip(1).Any()) is { } twice)
            throw new ArgumentException($"Two evaluation rows are called '{twice.Key}'; a name has to tell which row was found.", nameof(evaluation));
        var index = NGramIndex.Of(rows, n);
        var words = rows.ToDictionary(row => row.Id, row => WordsOf(row.Text));
        var best = new Dictionary<string, NearCopy>();
        var trained = 0;
        foreach (var (id, text) in training)
        {
            trained++;
            foreach (var overlap in index.Overlaps(text).TakeWhile(overlap => overlap.Share >= threshold))
            {
                var copy = new NearCopy(overlap.Id, id, overlap.Share, words[overlap.Id] == WordsOf(text));
                if (!best.TryGetValue(overlap.Id, out var before) || (copy.Share, copy.Exact).CompareTo((before.Share, before.Exact)) > 0)
                    best[overlap.Id] = copy;
            }
        }

        return new(rows.Count, trained, n, threshold, [.. rows.Where(row => best.ContainsKey(row.Id)).Select(row => best[row.Id])]);
    }

    /// <summary>A line for the whole and one for each row that was found.</summary>
    public override string ToString()
    {
        var text = new StringBuilder().Append(
            CultureInfo.InvariantCulture,
            $"{Found.Count} of {Evaluated} evaluation rows have a copy or near-copy ({Threshold:P0} of their {N}-grams) among {Trained} training rows.\n");
        foreach (var copy in Found)
            text.Append(CultureInfo.InvariantCulture, $"  {copy.Evaluation}: {(copy.Exact ? "the same as" : $"{copy.Share:P0} in")} {copy.Training}\n");
        return text.ToString();
    }

    private static string WordsOf(string text) => string.Join(' ', ComparedWords.Of(text));
}
