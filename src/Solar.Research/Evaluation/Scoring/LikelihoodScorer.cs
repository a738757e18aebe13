using System.Threading;
using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Model.Generation;
using static TorchSharp.torch;

namespace Solar.Research.Evaluation.Scoring;

/// <summary>The log-likelihood of continuations behind their contexts.</summary>
/// <remarks>
/// What several continuations share is read once: the context that the choices of a document have in common, and the description and examples
/// that all documents of a subject have in common. Logits are made only where a continuation is predicted.
/// Departs: the harness sums in the checkpoint's type; here logits are float32 and their logarithms are summed in float64.
/// </remarks>
public sealed class LikelihoodScorer
{
    private const long LogitsAtOnce = 1 << 22;

    private readonly Decoder _decoder;
    private readonly PromptEncoder _encoder;

    /// <summary>A scorer of one model.</summary>
    /// <param name="decoder">The model.</param>
    /// <param name="tokenizer">Its tokenizer.</param>
    /// <param name="bos">Whether texts begin with the begin token; the harness added none.</param>
    public LikelihoodScorer(Decoder decoder, BpeTokenizer tokenizer, bool bos = false)
    {
        ArgumentNullException.ThrowIfNull(decoder);
        _decoder = decoder;
        _encoder = new(tokenizer, bos, decoder.Config.MaxPositionEmbeddings);
    }

    /// <summary>About the most tokens that are read at once; a longer row is still read.</summary>
    public int TokensAtOnce { get; init; } = 4096;

    /// <summary>Whether what is shared is read once. Without, every request is a row of its own: the same numbers, for comparison.</summary>
    public bool SharesPrefixes { get; init; } = true;

    /// <summary>The natural log-likelihoods of each document's continuations, in the order of its requests.</summary>
    /// <param name="documents">Documents whose requests are choices; those of one subject are best given together.</param>
    /// <param name="scored">Called with a document's place and its log-likelihoods as soon as they are there.</param>
    /// <param name="cancellation">Ends it between two batches.</param>
    /// <exception cref="InvalidDataException">A log-likelihood is not finite, or a continuation cannot be scored.</exception>
    public IReadOnlyList<IReadOnlyList<double>> Score(
        IReadOnlyList<PromptedDocument> documents, Action<int, IReadOnlyList<double>>? scored = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(documents);
        using var untracked = no_grad();
        var results = new IReadOnlyList<double>[documents.Count];
        foreach (var subject in documents.Index().GroupBy(pair => (pair.Item.Task, pair.Item.Group)))
        {
            var sequences = subject.Select(pair => (pair.Index, Sequences: pair.Item.Requests.Select(_encoder.Pair).ToArray())).ToArray();
            var longest = sequences.Max(document => document.Sequences.Max(sequence => sequence.Input.Length));
            if (CanShare(longest))
                Run(PrefixPlan.Sharing([.. sequences.Select(document => PlannedDocument.Of(document.Index, document.Sequences))], TokensAtOnce), Take, cancellation);
            else
                RunApart(sequences, Take, cancellation);
        }

        return results;

        void Take(int document, IReadOnlyList<double> likelihoods)
        {
            if (likelihoods.Any(likelihood => !double.IsFinite(likelihood)))
                throw new InvalidDataException($"Row {documents[document].Document.Row} of {documents[document].Task.Name}: the model gives a log-likelihood of {likelihoods.First(likelihood => !double.IsFinite(likelihood))}; its weights or logits are not finite.");
            results[document] = likelihoods;
            scored?.Invoke(document, likelihoods);
        }
    }

    // Angles that change with the length of a text, and keys that slide out of sight, belong to whole texts.
    private bool CanShare(int longest) => SharesPrefixes
        && _decoder.Config.RopeScaling?.DependsOnLength != true
        && (_decoder.Config.SlidingWindow is not { } window || longest <= window);

    private void RunApart(IReadOnlyList<(int Index, ScoredSequence[] Sequences)> documents, Action<int, IReadOnlyList<double>> take, CancellationToken cancellation)
    {
        var alone = documents.SelectMany(document => document.Sequences).Select((sequence, i) => new PlannedDocument(i, [sequence], [0], sequence.Input.Length)).ToArray();
        var likelihoods = new double[alone.Length];
        Run(PrefixPlan.Apart(alone, TokensAtOnce), (i, one) => likelihoods[i] = one[0], cancellation);
        var at = 0;
        foreach (var (index, sequences) in documents)
        {
            take(index, likelihoods[at..(at + sequences.Length)]);
            at += sequences.Length;
        }
    }

    private void Run(PrefixPlan plan, Action<int, IReadOnlyList<double>> take, CancellationToken cancellation)
    {
        using var root = plan.Root.Length == 0 ? null : Read(plan.Root);
        foreach (var batch in plan.Batches)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            foreach (var (document, likelihoods) in batch.Zip(Batch(batch, plan.Root.Length, root)))
                take(document.Document, [.. document.SequenceOf.Select(i => likelihoods[i])]);
        }
    }

    private KeyValueCache Read(int[] tokens)
    {
        using var scope = NewDisposeScope();
        var cache = new KeyValueCache(_decoder.Config.NumHiddenLayers, tokens.Length);
        _decoder.Hidden(new(tensor(tokens.Select(id => (long)id).ToArray(), [1, tokens.Length], device: _decoder.Weights.device)), cache);
        return cache;
    }

    // A document is a row: what its sequences share, and what each has behind it.
    private double[][] Batch(IReadOnlyList<PlannedDocument> batch, int start, KeyValueCache? root)
    {
        var rows = BranchedRows.Of(
            [.. batch.Select(document => (
                document.Sequences[0].Input[start..document.Shared],
                (IReadOnlyList<int[]>)[.. document.Branches.Select(i => document.Sequences[i].Input[document.Shared..])]))],
            start, _decoder.Weights.device);
        var width = rows.Ids.shape[1];
        var hidden = _decoder.HiddenOfBranches(rows, root).view(-1, _decoder.Config.HiddenSize);           // [R·T, H]

        var picks = new List<(long Place, int Token)>();
        foreach (var (row, document) in batch.Index())
        {
            var beginning = (row * width) - start;
            var branch = beginning;
            foreach (var (i, sequence) in document.Sequences.Index())
            {
                for (var t = 0; t < sequence.Targets.Length; t++)
                {
                    var at = sequence.From + t;
                    picks.Add(((at < document.Shared ? beginning : branch) + at, sequence.Targets[t]));
                }

                branch += sequence.Input.Length - document.Shared;
            }
        }

        var logProbabilities = LogProbabilities(hidden, picks);
        var next = 0;
        return [.. batch.Select(document => document.Sequences.Select(sequence =>
        {
            var sum = 0.0;
            for (var t = 0; t < sequence.Targets.Length; t++)
                sum += logProbabilities[next++];
            return sum;
        }).ToArray())];
    }

    // log p(token) at each of some places of [N, H]; the logits of a place that is asked for several times are made once.
    private double[] LogProbabilities(Tensor hidden, List<(long Place, int Token)> picks)
    {
        var places = picks.Select(pick => pick.Place).Distinct().ToArray();
        var indexOf = places.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var result = new double[picks.Count];
        var inOrder = picks.Index().OrderBy(pair => indexOf[pair.Item.Place]).ToArray();
        var size = (int)Math.Max(1, LogitsAtOnce / _decoder.Config.VocabSize);
        var next = 0;
        for (var at = 0; at < places.Length; at += size)
        {
            using var scope = NewDisposeScope();
            var count = Math.Min(size, places.Length - at);
            var rows = tensor(places[at..(at + count)], device: hidden.device);
            var logits = Kernels.Wide(_decoder.Logits(hidden.index_select(0, rows)));                              // [n, V]
            var end = next;
            while (end < inOrder.Length && indexOf[inOrder[end].Item.Place] < at + count)
                end++;
            var chunk = inOrder[next..end];
            var own = tensor(chunk.Select(pick => (long)(indexOf[pick.Item.Place] - at)).ToArray(), device: hidden.device);
            var tokens = tensor(chunk.Select(pick => (long)pick.Item.Token).ToArray(), device: hidden.device);
            var chosen = logits.view(-1).index_select(0, (own * logits.shape[1]) + tokens);
            var values = (chosen - logits.logsumexp(1).index_select(0, own)).to(ScalarType.Float64).cpu().data<double>().ToArray();
            foreach (var (pick, value) in chunk.Zip(values))
                result[pick.Index] = value;
            next = end;
        }

        return result;
    }
}
