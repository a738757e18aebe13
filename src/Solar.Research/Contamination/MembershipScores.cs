using System.IO.Compression;
using System.Text;

namespace Solar.Research.Contamination;

/// <summary>How familiar a text is to a model, by Min-K% Prob and its companions. Low values speak for a text that was learned.</summary>
/// <remarks>Shi et al. 2023 (Detecting Pretraining Data); swj0419/detect-pretrain-code@a5048f9, src/run.py.</remarks>
/// <param name="MeanNll">The mean negative log-likelihood, in nats a token: the logarithm of the perplexity.</param>
/// <param name="BeyondReference">The same less that of the reference model; null without one.</param>
/// <param name="LowerCase">Minus the ratio of the mean of the text in lower case to that of the text.</param>
/// <param name="Zlib">The mean over the bytes that zlib compresses the text to.</param>
/// <param name="MinK">For each k of <see cref="Shares"/>, minus the mean of the k least log-probabilities; NaN for a text so short that k of it is no token.</param>
public sealed record MembershipScores(double MeanNll, double? BeyondReference, double LowerCase, double Zlib, IReadOnlyList<double> MinK)
{
    /// <summary>k, as shares of a text's tokens.</summary>
    public static IReadOnlyList<double> Shares { get; } = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6];

    /// <summary>The perplexity.</summary>
    public double Perplexity => Math.Exp(MeanNll);

    /// <summary>The names under which the scores are compared, and their values, in that order.</summary>
    public IEnumerable<(string Name, double Value)> Named()
    {
        yield return ("ppl", Perplexity);
        if (BeyondReference is { } beyond)
            yield return ("log_ppl_less_reference", beyond);
        yield return ("lowercase_ratio", LowerCase);
        yield return ("log_ppl_per_zlib_byte", Zlib);
        foreach (var (share, value) in Shares.Zip(MinK))
            yield return (string.Create(System.Globalization.CultureInfo.InvariantCulture, $"min_{share * 100:0}_percent_prob"), value);
    }

    /// <summary>The scores of texts.</summary>
    /// <param name="target">The model under test.</param>
    /// <param name="texts">Each at least two tokens long.</param>
    /// <param name="reference">A model that cannot have learned them; none leaves its score out.</param>
    public static IReadOnlyList<MembershipScores> Of(TextModel target, IReadOnlyList<string> texts, TextModel? reference = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        var own = LogProbs(target, texts);
        var lower = LogProbs(target, [.. texts.Select(text => text.ToLowerInvariant())]);
        var others = reference is null ? null : LogProbs(reference, texts);
        return [.. texts.Select((text, i) => From(own[i], lower[i], others?[i], text))];
    }

    /// <summary>Min-K% Prob: minus the mean of the least log-probabilities.</summary>
    /// <param name="logProbs">Of each token but the first.</param>
    /// <param name="share">k; so many of them, rounded down.</param>
    public static double MinKOf(IReadOnlyList<double> logProbs, double share)
    {
        var count = (int)(logProbs.Count * share);
        return count == 0 ? double.NaN : -logProbs.Order().Take(count).Average();
    }

    internal static MembershipScores From(double[] own, double[] lower, double[]? reference, string text) => new(
        -own.Average(),
        reference is null ? null : reference.Average() - own.Average(),
        -(lower.Average() / own.Average()),
        -own.Average() / ZlibLength(text),
        [.. Shares.Select(share => MinKOf(own, share))]);

    private static IReadOnlyList<double[]> LogProbs(TextModel model, IReadOnlyList<string> texts) =>
        TokenLogProbs.Of(model.Decoder, [.. texts.Select(model.Tokens)]);

    // .NET compresses with zlib-ng: a few bytes more or less than CPython's zlib at the same level, the same for every text alike.
    private static int ZlibLength(string text)
    {
        using var into = new MemoryStream();
        using (var zlib = new ZLibStream(into, CompressionLevel.Optimal, leaveOpen: true))
            zlib.Write(Encoding.UTF8.GetBytes(text));
        return (int)into.Length;
    }
}
