using Solar.Research.Data;

namespace Solar.Research.Model.Generation;

/// <summary>Chooses the next token of one row.</summary>
internal sealed class TokenSampler
{
    private readonly Sampling? sampling;
    private readonly double penalty;
    private readonly HashSet<int> seen;
    private readonly SplitMix64 random;

    public TokenSampler(GenerationOptions options, IEnumerable<int> prompt, int row)
    {
        sampling = options.Sampling;
        penalty = options.RepetitionPenalty;
        seen = [.. prompt];
        random = sampling?.RowSeeds is { } seeds ? new(seeds[row], 0) : new(sampling?.Seed ?? 0, row);
    }

    /// <param name="logits">[V] Changed in place.</param>
    public int Next(Span<float> logits)
    {
        if (penalty != 1)
        {
            foreach (var id in seen)
                logits[id] = (float)(logits[id] > 0 ? logits[id] / penalty : logits[id] * penalty);
        }

        var next = sampling is null ? Likeliest(logits) : Draw(logits, sampling);
        seen.Add(next);
        return next;
    }

    private static int Likeliest(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var id = 1; id < logits.Length; id++)
        {
            if (logits[id] > logits[best])
                best = id;
        }

        return best;
    }

    private int Draw(ReadOnlySpan<float> logits, Sampling how)
    {
        var (descending, ids) = Likeliest(logits, Math.Min(how.TopK ?? logits.Length, logits.Length));
        var kept = ids.Length;
        var weights = new double[kept]; // in proportion to the probabilities
        for (var i = 0; i < kept; i++)
            weights[i] = Math.Exp(((double)descending[0] - descending[i]) / how.Temperature);

        if (how.TopP is { } p)
            kept = Nucleus(weights, p);

        var point = (random.Next() >> 11) * (1.0 / (1L << 53)) * weights.Take(kept).Sum();
        for (var i = 0; i < kept - 1; i++)
        {
            point -= weights[i];
            if (point < 0)
                return ids[i];
        }

        return ids[kept - 1];
    }

    // The k largest logits, negated and so rising, with their ids. A few of many are kept in a heap; sorting all takes ten times as long.
    private static (float[] Negated, int[] Ids) Likeliest(ReadOnlySpan<float> logits, int k)
    {
        var ids = new int[k];
        var negated = new float[k];
        if (k < logits.Length)
        {
            var heap = new PriorityQueue<int, float>(k + 1); // the least of them first
            for (var id = 0; id < k; id++)
                heap.Enqueue(id, logits[id]);
            heap.TryPeek(out _, out var least);
            for (var id = k; id < logits.Length; id++)
            {
                if (!(logits[id] > least))
                    continue;
                heap.DequeueEnqueue(id, logits[id]);
                heap.TryPeek(out _, out least);
            }

            for (var i = 0; heap.TryDequeue(out var id, out _); i++)
                ids[i] = id;
        }
        else
        {
            for (var id = 0; id < k; id++)
                ids[id] = id;
        }

        for (var i = 0; i < k; i++)
            negated[i] = -logits[ids[i]];
        Array.Sort(negated, ids);
        return (negated, ids);
    }

    // How many of the likeliest it takes until their probabilities reach p.
    private static int Nucleus(double[] weights, double p)
    {
        var wanted = p * weights.Sum();
        var reached = 0.0;
        for (var i = 0; i < weights.Length; i++)
        {
            reached += weights[i];
            if (reached >= wanted)
                return i + 1;
        }

        return weights.Length;
    }
}
