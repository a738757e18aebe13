namespace Solar.Research.Evaluation.Scoring;

/// <summary>The sequences of one document, as a beginning that they share and what is different.</summary>
/// <param name="Document">Its place among the documents.</param>
/// <param name="Sequences">The different ones.</param>
/// <param name="SequenceOf">For each request, which of them it is.</param>
/// <param name="Shared">The tokens that all of them begin with.</param>
internal sealed record PlannedDocument(int Document, IReadOnlyList<ScoredSequence> Sequences, IReadOnlyList<int> SequenceOf, int Shared)
{
    /// <summary>The sequences that go on behind the shared beginning.</summary>
    public List<int> Branches { get; } = [.. Enumerable.Range(0, Sequences.Count).Where(i => Sequences[i].Input.Length > Shared)];

    /// <summary>The tokens of the shared beginning and of all branches.</summary>
    public int Tokens { get; } = Shared + Sequences.Sum(sequence => sequence.Input.Length - Shared);

    /// <summary>A document of several sequences.</summary>
    /// <param name="document">Its place.</param>
    /// <param name="sequences">One for each request.</param>
    public static PlannedDocument Of(int document, IReadOnlyList<ScoredSequence> sequences)
    {
        var different = new List<ScoredSequence>();
        var which = new List<int>();
        foreach (var sequence in sequences)
        {
            var known = different.FindIndex(other => other.Input.AsSpan().SequenceEqual(sequence.Input) && other.Targets.AsSpan().SequenceEqual(sequence.Targets));
            which.Add(known >= 0 ? known : different.Count);
            if (known < 0)
                different.Add(sequence);
        }

        return new(document, different, which, different.Skip(1).Aggregate(different[0].Input.Length, (shared, other) => Common(different[0].Input, other.Input, shared)));
    }

    /// <summary>How many tokens at the beginning two sequences have in common, at most <paramref name="most"/>.</summary>
    public static int Common(ReadOnlySpan<int> one, ReadOnlySpan<int> other, int most) => Math.Min(most, one.CommonPrefixLength(other));
}

/// <summary>Documents that are scored together, and the beginning that all of them share.</summary>
/// <param name="Root">The tokens of that beginning; empty when it is not worth reading apart.</param>
/// <param name="Batches">The documents, in batches of about equal length.</param>
internal sealed record PrefixPlan(int[] Root, IReadOnlyList<IReadOnlyList<PlannedDocument>> Batches)
{
    private const int ShortestRoot = 16;

    /// <summary>A plan in which what is shared is read once.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="tokensAtOnce">About the most tokens in a batch.</param>
    public static PrefixPlan Sharing(IReadOnlyList<PlannedDocument> documents, int tokensAtOnce)
    {
        // A document keeps a token of its shared beginning, and every place that predicts something, for itself.
        var first = documents[0].Sequences[0].Input;
        var root = documents.Count > 1 ? first.Length : 0;
        foreach (var document in documents)
        {
            root = Math.Min(root, document.Shared - 1);
            foreach (var sequence in document.Sequences)
                root = PlannedDocument.Common(first, sequence.Input, Math.Min(root, sequence.From));
        }

        root = root < ShortestRoot ? 0 : root;
        return new(first[..root], Batch(documents, root, tokensAtOnce));
    }

    /// <summary>A plan in which every sequence is read from its beginning.</summary>
    public static PrefixPlan Apart(IReadOnlyList<PlannedDocument> documents, int tokensAtOnce) => new([], Batch(documents, 0, tokensAtOnce));

    // Documents of about the same length stand together; the longest come first, so that what does not fit into memory fails at once.
    private static List<IReadOnlyList<PlannedDocument>> Batch(IReadOnlyList<PlannedDocument> documents, int root, int tokensAtOnce)
    {
        var batches = new List<IReadOnlyList<PlannedDocument>>();
        var batch = new List<PlannedDocument>();
        foreach (var document in documents.OrderByDescending(document => document.Tokens).ThenBy(document => document.Document))
        {
            if (batch.Count > 0 && (batch.Count + 1) * (batch[0].Tokens - root) > tokensAtOnce)
            {
                batches.Add(batch);
                batch = [];
            }

            batch.Add(document);
        }

        batches.Add(batch);
        return batches;
    }
}
