using System.Globalization;
using Solar.Research.Data.Overlap;

namespace Solar.Research.Contamination;

/// <summary>How much of one text stands in a training set.</summary>
/// <param name="Id">The text: file and line.</param>
/// <param name="Share">The largest share of its different n-grams that one training row holds, in [0, 1].</param>
/// <param name="Training">That row; null when no row shares an n-gram.</param>
public sealed record TextOverlap(string Id, double Share, string? Training);

/// <summary>Which n-grams of words two sets have in common.</summary>
/// <remarks>
/// Brown et al. 2020, appendix C, and the decontamination of the harness (<c>lm_eval/decontamination</c> at b281b092) call a text
/// dirty that shares one 13-gram of words with the training data, in lower case and without punctuation. Departs: the words are
/// those of <see cref="ComparedWords"/>, which also parts words at hyphens and apostrophes; a text of fewer than n words is one
/// n-gram, where the harness never finds it; and n-grams that are common to many rows are not forgiven.
/// </remarks>
/// <param name="N">Words of an n-gram.</param>
/// <param name="Trained">Rows of the training set.</param>
/// <param name="Touched">The texts that share at least one n-gram with the training set, with the interval of their share.</param>
/// <param name="MeanShare">The mean over texts of the share that one training row holds.</param>
/// <param name="Texts">Each text, in its order.</param>
public sealed record NGramOverlap(int N, int Trained, WilsonInterval Touched, double MeanShare, IReadOnlyList<TextOverlap> Texts)
{
    /// <summary>n of the harness and of GPT-3.</summary>
    public const int HarnessN = 13;

    /// <summary>Looks for the n-grams of texts in a training set, which is streamed.</summary>
    /// <param name="texts">What must not be learned.</param>
    /// <param name="training">What is learned, each row with its name.</param>
    /// <param name="n">Words of an n-gram.</param>
    public static NGramOverlap Between(IReadOnlyList<BenchmarkText> texts, IEnumerable<(string Id, string Text)> training, int n = HarnessN)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (texts.Count == 0)
            throw new ArgumentException("There is no text to look for.", nameof(texts));
        var index = NGramIndex.Of(texts.Select((text, i) => (i.ToString(CultureInfo.InvariantCulture), text.Text)), n);
        var most = texts.Select(text => new TextOverlap(text.Id, 0, null)).ToArray();
        var trained = 0;
        foreach (var (id, text) in training)
        {
            trained++;
            foreach (var overlap in index.Overlaps(text))
            {
                var i = int.Parse(overlap.Id, CultureInfo.InvariantCulture);
                if (overlap.Share > most[i].Share)
                    most[i] = most[i] with { Share = overlap.Share, Training = id };
            }
        }

        return new(n, trained, WilsonInterval.Of(most.Count(text => text.Share > 0), most.Length), most.Average(text => text.Share), most);
    }
}
