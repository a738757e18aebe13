using Solar.Research.Data;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>Random first weights, drawn in the order of the checkpoint's tensors, so that they do not depend on how we lay them out.</summary>
internal static class FreshWeights
{
    private const double Deviation = 0.02;

    public static void Draw(Decoder decoder, long seed)
    {
        using var untracked = no_grad();
        var stream = 0L;
        foreach (var (name, region) in decoder.Layout.Stored())
        {
            using var scope = NewDisposeScope();
            var values = new float[region.Count];
            if (region.Shape.Length == 1)
                values.AsSpan().Fill(1);
            else
                Normal(new SplitMix64(seed, stream++), IsAddedToStream(name) ? Deviation / Math.Sqrt(2 * decoder.Config.NumHiddenLayers) : Deviation, values);
            decoder.Weights.narrow(0, region.Start, region.Count).copy_(tensor(values));
        }
    }

    private static bool IsAddedToStream(string name) =>
        name.EndsWith("o_proj.weight", StringComparison.Ordinal) || name.EndsWith("down_proj.weight", StringComparison.Ordinal);

    // Marsaglia's polar method: a point in the unit disc gives two independent normal numbers.
    private static void Normal(SplitMix64 random, double deviation, Span<float> values)
    {
        for (var i = 0; i < values.Length; i += 2)
        {
            double u, v, square;
            do
            {
                (u, v) = (Symmetric(random), Symmetric(random));
                square = (u * u) + (v * v);
            }
            while (square is >= 1 or 0);

            var scale = deviation * Math.Sqrt(-2 * Math.Log(square) / square);
            values[i] = (float)(u * scale);
            if (i + 1 < values.Length)
                values[i + 1] = (float)(v * scale);
        }
    }

    private static double Symmetric(SplitMix64 random) => ((random.Next() >> 11) * (2.0 / (1L << 53))) - 1; // [−1, 1)
}
