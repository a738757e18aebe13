using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>cos and sin of the angle by which each pair of features turns at each position.</summary>
/// <remarks>
/// Su et al. 2021 (RoPE). Feature i of a head is paired with feature i + D/2, as in Hugging Face's checkpoints; weights in
/// Meta's layout, which pairs 2i with 2i + 1, are reordered by <see cref="MetaRotary"/>. The angles are worked out in
/// float64 and rounded once.
/// </remarks>
internal sealed class RotaryTable(DecoderConfig config, Device device, ScalarType dtype) : IDisposable
{
    private readonly bool dependsOnLength = config.RopeScaling?.DependsOnLength == true;
    private int rows; // positions in the tables
    private Tensor? cos;
    private Tensor? sin;

    /// <summary>The angles of positions start … start + count − 1.</summary>
    /// <returns>[T, D/2] twice.</returns>
    public (Tensor Cos, Tensor Sin) At(long start, long count)
    {
        var end = checked((int)(start + count));
        if (dependsOnLength && Math.Max(end, config.MaxPositionEmbeddings) != rows)
            Make(Math.Max(end, config.MaxPositionEmbeddings));
        else if (end > rows)
            Make(Math.Max(end, 2 * rows)); // a text grows token by token; its table need not
        return (cos!.narrow(0, start, count), sin!.narrow(0, start, count));
    }

    public void Dispose()
    {
        cos?.Dispose();
        sin?.Dispose();
    }

    private void Make(int length)
    {
        Dispose();
        rows = length;
        var frequencies = config.RopeScaling?.Frequencies(config.RopeTheta, config.HeadDim, config.MaxPositionEmbeddings, length)
            ?? RopeScaling.Unscaled(config.RopeTheta, config.HeadDim);

        var (cosines, sines) = (new double[rows * frequencies.Length], new double[rows * frequencies.Length]);
        for (var i = 0; i < cosines.Length; i++)
            (sines[i], cosines[i]) = Math.SinCos(i / frequencies.Length * frequencies[i % frequencies.Length]);

        using var scope = NewDisposeScope();
        Tensor Table(double[] values) => tensor(values, [rows, frequencies.Length]).to(dtype).to(device).DetachFromDisposeScope();
        (cos, sin) = (Table(cosines), Table(sines));
    }
}
