using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Contamination;

/// <summary>The log-probability of each token of a text, given those before it.</summary>
/// <remarks>
/// Texts of all lengths are laid side by side in rows, first fit by falling length, and see nothing of each other; so little is
/// computed for padding. Logits are made for a few thousand positions at a time and never kept.
/// </remarks>
public static class TokenLogProbs
{
    private const int Logits = 1 << 24; // at once: 64 MiB in float32

    /// <param name="model">The decoder.</param>
    /// <param name="texts">Token ids, at least two each: the first has nothing before it and is not predicted.</param>
    /// <param name="tokensAtOnce">Tokens of one forward pass, or one text if that is longer.</param>
    /// <returns>For each text, in nats, the log-probabilities of its second token to its last.</returns>
    /// <exception cref="ArgumentException">A text is shorter than two tokens, or longer than the model has positions.</exception>
    public static IReadOnlyList<double[]> Of(Decoder model, IReadOnlyList<IReadOnlyList<int>> texts, int tokensAtOnce = 4096)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tokensAtOnce);
        // Where the angles depend on the length of a row, each text has a row of just its length.
        var apart = model.Config.RopeScaling?.DependsOnLength == true;
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i].Count < 2)
                throw new ArgumentException($"Text {i} has {texts[i].Count} tokens: of one token or none, nothing is predicted.", nameof(texts));
            if (texts[i].Count > model.Config.MaxPositionEmbeddings && !apart)
                throw new ArgumentException($"Text {i} has {texts[i].Count} tokens, but the model has {model.Config.MaxPositionEmbeddings} positions.", nameof(texts));
        }

        using var untracked = no_grad();
        var found = new double[texts.Count][];
        foreach (var rows in Batches(texts, apart, tokensAtOnce))
            Score(model, texts, rows, found);
        return found;
    }

    private static void Score(Decoder model, IReadOnlyList<IReadOnlyList<int>> texts, List<List<int>> rows, double[][] found)
    {
        using var scope = NewDisposeScope();
        var length = rows.Max(row => row.Sum(text => texts[text].Count));
        var (ids, first, next) = (new long[rows.Count * length], new long[rows.Count * length], new long[rows.Count * length]);
        for (var b = 0; b < rows.Count; b++)
        {
            var at = 0;
            foreach (var text in rows[b].Select(i => texts[i]))
            {
                for (var t = 0; t < text.Count; t++)
                {
                    var place = (b * length) + at + t;
                    (ids[place], first[place], next[place]) = (text[t], at, t + 1 < text.Count ? text[t + 1] : 0);
                }

                at += text.Count;
            }

            for (; at < length; at++)
                first[(b * length) + at] = at; // padding sees itself
        }

        var device = model.Weights.device;
        Tensor Make(long[] values) => tensor(values, [rows.Count, length], device: device);
        var hidden = model.Hidden(new(Make(ids), null, first.All(place => place == 0) ? null : Make(first))).view(-1, model.Config.HiddenSize); // [B·T, H]
        var all = Chosen(model, hidden, Make(next).flatten());

        for (var b = 0; b < rows.Count; b++)
        {
            var at = b * length;
            foreach (var i in rows[b])
            {
                found[i] = [.. all.AsSpan(at, texts[i].Count - 1)];
                at += texts[i].Count;
            }
        }
    }

    // [N] log-probabilities of the targets.
    private static double[] Chosen(Decoder model, Tensor hidden, Tensor targets)
    {
        var step = Math.Max(1, Logits / model.Config.VocabSize);
        var all = new double[hidden.shape[0]];
        for (var at = 0; at < all.Length; at += step)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(step, all.Length - at);
            var logits = model.Logits(hidden.narrow(0, at, count));                              // [n, V]
            if (logits.dtype != ScalarType.Float64)
                logits = logits.to(ScalarType.Float32);
            var picked = logits.gather(1, targets.narrow(0, at, count).unsqueeze(1)).squeeze(1); // [n]
            var logProbs = (picked - logits.logsumexp(-1)).to(ScalarType.Float64).cpu();
            logProbs.data<double>().CopyTo(all, at);
        }

        return all;
    }

    private static IEnumerable<List<List<int>>> Batches(IReadOnlyList<IReadOnlyList<int>> texts, bool apart, int tokensAtOnce)
    {
        var order = Enumerable.Range(0, texts.Count).OrderByDescending(i => texts[i].Count).ToArray();
        if (apart)
        {
            foreach (var i in order)
                yield return [[i]];
            yield break;
        }

        // Rows about as long as the longest text: attention costs the square of a row.
        var batch = new List<List<int>>();
        var left = new List<int>();
        foreach (var i in order)
        {
            var row = left.FindIndex(room => room >= texts[i].Count);
            if (row < 0)
            {
                var length = batch.Count == 0 ? texts[i].Count : texts[batch[0][0]].Count;
                if (batch.Count > 0 && (batch.Count + 1) * length > tokensAtOnce)
                {
                    yield return batch;
                    (batch, left, length) = ([], [], texts[i].Count);
                }

                batch.Add([]);
                left.Add(length);
                row = batch.Count - 1;
            }

            batch[row].Add(i);
            left[row] -= texts[i].Count;
        }

        if (batch.Count > 0)
            yield return batch;
    }
}
