using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Moments;

/// <summary>4 bytes an element; a piece is the memory itself, so there is nothing to write back.</summary>
internal sealed class Float32Moment(long count, Device device) : Moment
{
    private readonly Tensor _values = zeros([count], ScalarType.Float32, device).DetachFromDisposeScope();

    public override IReadOnlyList<(string Suffix, Tensor Values)> Buffers => [("", _values)];

    public override Tensor Read(long from, long count) => _values.narrow(0, from, count);

    public override void Write(long from, Tensor values, SplitMix64 random)
    {
    }

    public override void Dispose() => _values.Dispose();
}
