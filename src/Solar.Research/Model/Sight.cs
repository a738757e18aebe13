using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>What the attention of every layer shares in one forward pass: the heads, the angles, and which keys a query may see.</summary>
/// <param name="heads">A.</param>
/// <param name="keyHeads">K.</param>
/// <param name="headDim">D.</param>
/// <param name="cos">[T, D/2], or [B, 1, T, D/2] where rows have positions of their own.</param>
/// <param name="sin">As <paramref name="cos"/>.</param>
/// <param name="first">[B, T] or [1, T] int64, the first key that each query sees; null is 0.</param>
/// <param name="past">Keys in the cache before the first of the T tokens.</param>
/// <param name="shared">[B] int64: so many keys of a row's beginning are seen by every query behind them, whatever its first one is; null is 0.</param>
internal sealed class Sight(int heads, int keyHeads, int headDim, Tensor cos, Tensor sin, Tensor? first, long past, Tensor? shared = null) : IDisposable
{
    // Beyond so many documents in a row, one masked product is cheaper than a product for each.
    private const int MostDocuments = 64;

    private Tensor? hidden;
    private bool looked;
    private IReadOnlyList<long[]>? documents;

    public int Heads => heads;

    public int KeyHeads => keyHeads;

    public int HeadDim => headDim;

    public Tensor Cos => cos;

    public Tensor Sin => sin;

    public Tensor? Shared => shared;

    /// <summary>Whether every query sees all keys up to its own.</summary>
    public bool SeesAll => first is null;

    /// <summary>Where the documents of each row begin, if that is all that a query's sight ends at; null where it ends elsewhere, as in a sliding window.</summary>
    public IReadOnlyList<long[]>? Documents
    {
        get
        {
            (documents, looked) = (looked ? documents : FindDocuments(), true);
            return documents;
        }
    }

    /// <summary>[B or 1, 1, 1, T, S] Which keys each query may not see, for attention that works on whole rows of scores.</summary>
    public Tensor Hidden => hidden ??= MakeHidden();

    /// <summary>The visible keys of a batch, the decoder's own sliding window included.</summary>
    public static Sight Of(DecoderConfig config, TokenBatch batch, RotaryTable rotary, long past)
    {
        var length = batch.Ids.shape[1];
        var (cos, sin) = rotary.At(past, length);
        var first = batch.FirstVisible;
        if (config.SlidingWindow is { } window && past + length > window)
        {
            // W keys, the query's own among them: s > t − W.
            var slid = (arange(past, past + length, dtype: ScalarType.Int64, device: batch.Ids.device) - (window - 1)).clamp(min: 0).unsqueeze(0);
            first = first is null ? slid : maximum(first, slid);
        }

        return new(config.NumAttentionHeads, config.NumKeyValueHeads, config.HeadDim, cos, sin, first, past);
    }

    /// <summary>[B, T] The first visible keys, a row for each of a batch; null is 0.</summary>
    public Tensor? FirstOf(long rows) => first?.expand(rows, first.shape[1]).contiguous();

    /// <summary>The same, for as long as somebody holds it: a backward pass may read it when all scopes are closed.</summary>
    public Sight DetachFromDisposeScope()
    {
        cos.DetachFromDisposeScope();
        sin.DetachFromDisposeScope();
        first = first?.alias().DetachFromDisposeScope(); // the caller's own may be disposed
        return this;
    }

    /// <inheritdoc/>
    public void Dispose() => hidden?.Dispose();

    private List<long[]>? FindDocuments()
    {
        if (first is null || shared is not null || past > 0)
            return null;
        using var host = first.cpu();
        var (rows, length) = (host.shape[0], host.shape[1]);
        var starts = host.contiguous().data<long>().ToArray();
        var found = new List<long[]>();
        for (var row = 0L; row < rows; row++)
        {
            var begins = new List<long>();
            for (var t = 0L; t < length; t++)
            {
                var seen = starts[(row * length) + t];
                if (seen == t)
                    begins.Add(t);
                else if (begins.Count == 0 || seen != begins[^1])
                    return null;
            }

            // Of one token, as what fills a row up, they cost nothing.
            if (begins.Where((begin, i) => (i + 1 < begins.Count ? begins[i + 1] : length) - begin > 1).Count() > MostDocuments)
                return null;
            found.Add([.. begins]);
        }

        return found;
    }

    private Tensor MakeHidden()
    {
        using var scope = NewDisposeScope();
        var length = cos.shape[^2];
        var keys = arange(0, past + length, dtype: ScalarType.Int64, device: cos.device);                    // [S]
        var own = arange(past, past + length, dtype: ScalarType.Int64, device: cos.device).unsqueeze(1);     // [T, 1]
        var unseen = keys > own;                                                                             // [T, S]
        if (first is not null)
        {
            var behind = keys < first.unsqueeze(-1);                                                         // [B, T, S]
            unseen = unseen | (shared is null ? behind : behind & (keys >= shared.view(-1, 1, 1)));
        }

        return unseen.view(-1, 1, 1, length, past + length).DetachFromDisposeScope();
    }
}
