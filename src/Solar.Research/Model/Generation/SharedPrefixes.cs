using static TorchSharp.torch;

namespace Solar.Research.Model.Generation;

/// <summary>The keys and values of beginnings that several texts share, read once. They may go on from beginnings themselves.</summary>
/// <remarks>
/// Rows stand flush left and end where they end: a row that goes on from one takes its positions up right there, so that every
/// token has the position, and with it the angles, that it would have in a text of its own.
/// </remarks>
/// <param name="lengths">[R] The tokens of each row, without those of the rows before.</param>
/// <param name="before">What they go on from: row i from row i ÷ (R ÷ their number).</param>
internal sealed class SharedPrefixes(IReadOnlyList<int> lengths, SharedPrefixes? before) : IDisposable
{
    private readonly List<(Tensor Keys, Tensor Values)> _layers = [];
    private Tensor? _padding;

    public SharedPrefixes? Before => before;

    /// <summary>R.</summary>
    public int Rows => lengths.Count;

    /// <summary>[R] The position after each row's last token.</summary>
    public IReadOnlyList<int> Ends { get; } = [.. lengths.Select((length, row) => length + (before?.Ends[row / (lengths.Count / before.Rows)] ?? 0))];

    /// <summary>[R, K, S, D] twice.</summary>
    public (Tensor Keys, Tensor Values) Layer(int layer) => _layers[layer];

    /// <summary>[R, 1, S] Which of the keys only fill a row up; null when none do.</summary>
    public Tensor? Padding => lengths.Any(length => length < lengths.Max()) ? _padding ??= MakePadding() : null;

    /// <summary>Takes the keys and values of the next layer.</summary>
    public void Add(Tensor keys, Tensor values) =>
        _layers.Add((keys.contiguous().DetachFromDisposeScope(), values.contiguous().DetachFromDisposeScope()));

    /// <summary>Heads and angles of [B, T] tokens that go on from here. The tokens of one row see each other as ever.</summary>
    public Sight SightOf(DecoderConfig config, Tensor ids, RotaryTable rotary)
    {
        var (rows, length) = ((int)ids.shape[0], (int)ids.shape[1]);
        var each = rows / Rows;
        if (each * Rows != rows)
            throw new ArgumentException($"{rows} rows cannot go on from {Rows} prefixes evenly.");
        var positions = tensor(Enumerable.Range(0, rows).SelectMany(row => Enumerable.Range(Ends[row / each], length).Select(t => (long)t)).ToArray(), device: ids.device);
        var (cos, sin) = rotary.At(0, Ends.Max() + length);
        Tensor At(Tensor table) => table.index_select(0, positions).view(rows, 1, length, -1); // [B, 1, T, D/2]
        return new(config.NumAttentionHeads, config.NumKeyValueHeads, config.HeadDim, At(cos), At(sin), first: null, past: 0);
    }

    public void Dispose()
    {
        foreach (var (keys, values) in _layers)
        {
            keys.Dispose();
            values.Dispose();
        }

        _padding?.Dispose();
    }

    private Tensor MakePadding()
    {
        using var scope = NewDisposeScope();
        var device = _layers[0].Keys.device;
        var places = arange(lengths.Max(), dtype: ScalarType.Int64, device: device);                                    // [S]
        var ends = tensor(lengths.Select(length => (long)length).ToArray(), [lengths.Count, 1, 1], device: device);     // [R, 1, 1]
        return (places >= ends).DetachFromDisposeScope();
    }
}
