using static TorchSharp.torch;

namespace Solar.Research.Model.Generation;

/// <summary>Why a text ended.</summary>
public enum StopReason
{
    /// <summary>As many tokens as were asked for, or as the model has positions.</summary>
    Length,

    /// <summary>A token that ends texts.</summary>
    StopId,

    /// <summary>A text that ends texts, or the caller.</summary>
    StopText,
}

/// <summary>The tokens that were added to one prompt; the one that ended it is not among them.</summary>
/// <param name="Ids">Without the prompt.</param>
/// <param name="Reason">Why there are no more.</param>
public sealed record GeneratedTokens(IReadOnlyList<int> Ids, StopReason Reason);

/// <summary>Continues token ids, many prompts at a time.</summary>
/// <remarks>
/// Prompts of different lengths stand flush right, and no token sees the padding. Keys that a growing text would turn by new
/// angles (dynamic rope scaling past the model's length) are not cached: every token then costs the whole text. A prompt that
/// all rows share is read once.
/// </remarks>
public sealed class TokenGenerator(Decoder decoder, GenerationOptions options)
{
    /// <summary>Continues each prompt until it ends.</summary>
    /// <param name="prompts">Token ids, at least one each.</param>
    /// <param name="onToken">Called with the row and the token as soon as there is one; returns whether that row goes on.</param>
    public IReadOnlyList<GeneratedTokens> Generate(IReadOnlyList<IReadOnlyList<int>> prompts, Func<int, int, bool>? onToken = null)
    {
        options.Validate();
        var longest = Validate(prompts);
        var room = Math.Min(options.MaxNewTokens, Positions() - longest);
        int[] stops = [.. options.StopIds ?? [.. decoder.Config.FurtherEosTokenIds, decoder.Config.EosTokenId ?? -1]];

        using var untracked = no_grad();
        var rows = prompts.Select((prompt, row) => new Row(row, prompt, longest, options)).ToArray();
        var stale = decoder.Config.RopeScaling?.DependsOnLength == true && longest + room > decoder.Config.MaxPositionEmbeddings;
        using var cache = options.UseCache && !stale ? new KeyValueCache(decoder.Config.NumHiddenLayers, longest + room) : null;
        var shared = cache is not null && rows.Length > 1 && prompts.All(prompt => prompt.SequenceEqual(prompts[0]));
        for (var step = 0; step < room && rows.Any(row => row.Reason is null); step++)
        {
            var logits = step == 0 && shared ? SharedLogits(rows, cache!) : LastLogits(rows, cache);
            foreach (var row in rows)
                row.Take(logits.AsSpan(row.Index * decoder.Config.VocabSize, decoder.Config.VocabSize), stops, onToken);
        }

        return [.. rows.Select(row => new GeneratedTokens(row.Generated, row.Reason ?? StopReason.Length))];
    }

    private int Validate(IReadOnlyList<IReadOnlyList<int>> prompts)
    {
        if (options.Sampling?.RowSeeds is { } seeds && seeds.Count != prompts.Count)
            throw new ArgumentException($"{prompts.Count} prompts take as many seeds; there are {seeds.Count}.", nameof(prompts));
        for (var row = 0; row < prompts.Count; row++)
        {
            if (prompts[row].Count == 0)
                throw new ArgumentException($"Prompt {row} is empty; begin it with the token that opens a text.", nameof(prompts));
            if (prompts[row].Count > Positions())
                throw new ArgumentException($"Prompt {row} has {prompts[row].Count} tokens, but the model has {Positions()} positions.", nameof(prompts));
            foreach (var bad in prompts[row].Where(id => id < 0 || id >= decoder.Config.VocabSize))
                throw new ArgumentException($"Prompt {row} has the token {bad}, but the vocabulary has the ids 0 to {decoder.Config.VocabSize - 1}.", nameof(prompts));
        }

        return prompts.Count == 0 ? 0 : prompts.Max(prompt => prompt.Count);
    }

    private int Positions() => decoder.Config.RopeScaling is DynamicRopeScaling scaling
        ? (int)(decoder.Config.MaxPositionEmbeddings * scaling.Factor)
        : decoder.Config.MaxPositionEmbeddings;

    // [B·V] of the token that comes after one prompt, whichever row it is.
    private float[] SharedLogits(Row[] rows, KeyValueCache cache)
    {
        var one = LastLogits(rows[..1], cache);
        cache.Repeat(rows.Length);
        var all = new float[one.Length * rows.Length];
        for (var row = 0; row < rows.Length; row++)
            one.CopyTo(all, row * one.Length);
        return all;
    }

    // [B·V] of the token to come.
    private float[] LastLogits(Row[] rows, KeyValueCache? cache)
    {
        using var scope = NewDisposeScope();
        var past = (int)(cache?.Length ?? 0);
        var length = rows[0].Ids.Count - past;
        Tensor Make(IEnumerable<long> values) => tensor(values.ToArray(), [rows.Length, length], device: decoder.Weights.device);

        var ids = Make(rows.SelectMany(row => row.Ids.Skip(past)));
        var first = rows.All(row => row.Padding == 0)
            ? null
            : Make(rows.SelectMany(row => Enumerable.Range(past, length).Select(t => (long)Math.Min(row.Padding, t))));
        var hidden = decoder.Hidden(new TokenBatch(ids, null, first), cache);    // [B, T, H]
        var logits = decoder.Logits(hidden.narrow(1, length - 1, 1));            // [B, 1, V]
        return logits.to(ScalarType.Float32).cpu().contiguous().data<float>().ToArray();
    }

    // One text: the padding before it, its tokens, and what chooses the next.
    private sealed class Row(int index, IReadOnlyList<int> prompt, int longest, GenerationOptions options)
    {
        private readonly TokenSampler sampler = new(options, prompt, index);

        public int Index => index;

        public int Padding { get; } = longest - prompt.Count;

        public List<long> Ids { get; } = [.. Enumerable.Repeat(0L, longest - prompt.Count), .. prompt.Select(id => (long)id)];

        public List<int> Generated { get; } = [];

        public StopReason? Reason { get; private set; }

        public void Take(Span<float> logits, int[] stops, Func<int, int, bool>? onToken)
        {
            if (Generated.Count < options.MinNewTokens)
            {
                foreach (var stop in stops.Where(id => id >= 0))
                    logits[stop] = float.NegativeInfinity;
            }

            var next = Reason is null ? sampler.Next(logits) : 0;
            Ids.Add(next);
            if (Reason is not null)
                return;
            if (stops.Contains(next))
            {
                Reason = StopReason.StopId;
                return;
            }

            Generated.Add(next);
            if (onToken?.Invoke(index, next) == false)
                Reason = StopReason.StopText;
        }
    }
}
