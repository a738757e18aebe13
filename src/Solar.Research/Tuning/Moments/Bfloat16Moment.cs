using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Moments;

/// <summary>2 bytes an element, rounded stochastically.</summary>
/// <remarks>
/// With β₂ = 0.999 a step changes the mean of squares by a thousandth, less than half of bfloat16's step of 1/256 to 1/128: rounded to the nearest,
/// it would never move again.
/// </remarks>
internal sealed class Bfloat16Moment(long count, Device device) : Moment
{
    private readonly Tensor _values = zeros([count], ScalarType.BFloat16, device).DetachFromDisposeScope();

    public override IReadOnlyList<(string Suffix, Tensor Values)> Buffers => [("", _values)];

    public override Tensor Read(long from, long count) => _values.narrow(0, from, count).to(ScalarType.Float32);

    public override void Write(long from, Tensor values, SplitMix64 random)
    {
        using var scope = NewDisposeScope();
        _values.narrow(0, from, values.numel()).copy_(StochasticRounding.ToBfloat16(values, random));
    }

    public override void Dispose() => _values.Dispose();
}
