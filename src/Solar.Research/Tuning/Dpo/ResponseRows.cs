using Solar.Research.Data.Examples;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Dpo;

/// <summary>Prompts with their responses, laid side by side into few rows of equal length, and where in them the responses are predicted.</summary>
/// <remarks>
/// No text sees another. Rows are as long as the longest text, and a shorter one goes where it leaves the least room
/// (best-fit decreasing), so padding is only what is left at the ends. The last token of a text predicts nothing and is not laid.
/// </remarks>
/// <param name="Batch">[R, T] the rows.</param>
/// <param name="Places">[n] int64, the flat positions in [R·T] from which a response's token is predicted.</param>
/// <param name="Targets">[n] int64, those tokens.</param>
/// <param name="ResponseOf">[n] int64, the text to which each belongs.</param>
/// <param name="Tokens">Tokens of the texts that go through the model, padding left out.</param>
internal sealed record ResponseRows(TokenBatch Batch, Tensor Places, Tensor Targets, Tensor ResponseOf, long Tokens) : IDisposable
{
    /// <summary>Lays the texts.</summary>
    /// <param name="texts">Prompts with responses; each must have a token of either.</param>
    /// <param name="device">Where the model lives; the CPU when nothing is said.</param>
    /// <param name="rowTokens">T; as long as the longest text when nothing is said.</param>
    public static ResponseRows Lay(IReadOnlyList<PromptedTokens> texts, Device? device = null, int? rowTokens = null)
    {
        ArgumentOutOfRangeException.ThrowIfZero(texts.Count, nameof(texts));
        for (var i = 0; i < texts.Count; i++)
        {
            if (Math.Max(1, texts[i].PromptLength) >= texts[i].Ids.Length)
                throw new ArgumentException($"Text {i} has a prompt of {texts[i].PromptLength} of its {texts[i].Ids.Length} tokens; a response is predicted only after at least one token, and needs one of its own.", nameof(texts));
        }

        var longest = texts.Max(text => text.Ids.Length - 1);
        return Lay(texts, BestFit(texts, Math.Max(rowTokens ?? longest, longest)), device);
    }

    /// <summary>Lays each text in the row and at the place that is said.</summary>
    internal static ResponseRows Lay(IReadOnlyList<PromptedTokens> texts, IReadOnlyList<IReadOnlyList<int>> rows, Device? device = null)
    {
        var length = rows.Max(row => row.Sum(i => texts[i].Ids.Length - 1));
        var (ids, first) = (new long[rows.Count * length], new long[rows.Count * length]);
        List<long> places = [], targets = [], responseOf = [];
        for (var b = 0; b < rows.Count; b++)
        {
            var start = 0;
            foreach (var i in rows[b])
            {
                var (text, prompt) = (texts[i].Ids, texts[i].PromptLength);
                for (var t = 0; t < text.Length - 1; t++)
                {
                    var at = (b * length) + start + t;
                    (ids[at], first[at]) = (text[t], start);
                    if (t + 1 < prompt)
                        continue;
                    places.Add(at);
                    targets.Add(text[t + 1]);
                    responseOf.Add(i);
                }

                start += text.Length - 1;
            }

            for (var t = start; t < length; t++)
                first[(b * length) + t] = t; // what fills the row sees itself alone
        }

        Tensor Matrix(long[] values) => tensor(values, [rows.Count, length], device: device);
        Tensor Vector(List<long> values) => tensor(values.ToArray(), device: device);
        return new(new(Matrix(ids), null, Matrix(first)), Vector(places), Vector(targets), Vector(responseOf), texts.Sum(text => text.Ids.Length - 1L));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Batch.Dispose();
        Places.Dispose();
        Targets.Dispose();
        ResponseOf.Dispose();
    }

    private static List<IReadOnlyList<int>> BestFit(IReadOnlyList<PromptedTokens> texts, int length)
    {
        List<List<int>> rows = [];
        List<int> room = [];
        foreach (var i in Enumerable.Range(0, texts.Count).OrderByDescending(i => texts[i].Ids.Length))
        {
            var needed = texts[i].Ids.Length - 1;
            var best = -1;
            for (var row = 0; row < rows.Count; row++)
            {
                if (room[row] >= needed && (best < 0 || room[row] < room[best]))
                    best = row;
            }

            if (best < 0)
            {
                best = rows.Count;
                rows.Add([]);
                room.Add(length);
            }

            rows[best].Add(i);
            room[best] -= needed;
        }

        return [.. rows];
    }
}
