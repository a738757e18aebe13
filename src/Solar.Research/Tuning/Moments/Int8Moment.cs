using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Moments;

/// <summary>1 byte an element, and for every 256 of them the size of the largest in float32.</summary>
/// <remarks>
/// Dettmers et al. 2022, §2.1: block-wise quantization, to the nearest code of a table. Departs: blocks of 256, as bitsandbytes has them since 0.44, where the
/// paper has 2,048.
/// </remarks>
internal sealed class Int8Moment : Moment
{
    private const float SmallestNormal = 1.17549435e-38f;

    private readonly Tensor _bytes;   // [N, filled up to whole blocks] uint8
    private readonly Tensor _scales;  // [blocks] float32
    private readonly Tensor _codes;   // [255 or 256] float32
    private readonly Tensor _borders; // between each two codes

    /// <param name="count">N.</param>
    /// <param name="device">Where it is kept.</param>
    /// <param name="codes">What a byte stands for, ascending.</param>
    public Int8Moment(long count, Device device, float[] codes)
    {
        using var scope = NewDisposeScope();
        var blocks = (count + Block - 1) / Block;
        _bytes = zeros([blocks * Block], ScalarType.Byte, device).DetachFromDisposeScope();
        _scales = zeros([blocks], ScalarType.Float32, device).DetachFromDisposeScope();
        _codes = tensor(codes, device: device).DetachFromDisposeScope();
        _borders = tensor([.. codes.Zip(codes.Skip(1), (low, high) => (low + high) / 2)], device: device).DetachFromDisposeScope();
    }

    public override IReadOnlyList<(string Suffix, Tensor Values)> Buffers => [("", _bytes), ("_scales", _scales)];

    public override Tensor Read(long from, long count)
    {
        using var scope = NewDisposeScope();
        var (first, blocks) = Blocks(from, count);
        var indices = _bytes.narrow(0, first * Block, blocks * Block).to(ScalarType.Int32);
        var relative = _codes.index_select(0, indices).view(blocks, Block);
        return relative.mul_(_scales.narrow(0, first, blocks).unsqueeze(1)).view(-1).narrow(0, 0, count).MoveToOuterDisposeScope();
    }

    public override void Write(long from, Tensor values, SplitMix64 random)
    {
        using var scope = NewDisposeScope();
        var (first, blocks) = Blocks(from, values.numel());
        var missing = (blocks * Block) - values.numel();
        var whole = (missing == 0 ? values : cat([values, zeros([missing], ScalarType.Float32, values.device)])).view(blocks, Block);
        var scales = whole.abs().amax([1]);                                                    // [blocks]
        var relative = whole / scales.clamp(min: SmallestNormal).unsqueeze(1);                  // in [−1, 1]; a block of zeros stays one
        _bytes.narrow(0, first * Block, blocks * Block).copy_(bucketize(relative, _borders, outInt32: true).view(-1));
        _scales.narrow(0, first, blocks).copy_(scales);
    }

    public override void Dispose()
    {
        _bytes.Dispose();
        _scales.Dispose();
        _codes.Dispose();
        _borders.Dispose();
    }

    private static (long First, long Count) Blocks(long from, long count)
    {
        if (from % Block != 0)
            throw new ArgumentException($"A piece begins at {from}, but blocks of {Block} are read and written whole.", nameof(from));
        return (from / Block, (count + Block - 1) / Block);
    }
}
