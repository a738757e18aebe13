using System.Runtime.Intrinsics;
using System.Text.Json.Nodes;
using System.Threading;
using Solar.Research.Data;

namespace Solar.Research.Checkpoints;

/// <summary>Makes a checkpoint of true shapes and random numbers, as fast as a disk takes it: for measuring and testing at full size.</summary>
/// <remarks>
/// The numbers are nearly normal (the sum of four random bytes) and depend on the seed, the tensor's place and the element's place alone,
/// so every machine makes the same file. Matrices and biases are around 0, the vectors named <c>….weight</c> (norms) around 1.
/// </remarks>
public static class RandomCheckpoint
{
    private const int BlockElements = 1 << 18;

    // Four uniform bytes: their mean, and the root of their variance 4·(256² − 1)/12.
    private const int MeanOfSum = 510;
    private const float DeviationOfSum = 147.8005f;

    /// <summary>Writes the checkpoint.</summary>
    /// <param name="folder">Must not exist.</param>
    /// <param name="config">Its <c>config.json</c>.</param>
    /// <param name="tensors">BF16, F16 or F32 each.</param>
    /// <param name="seed">Decides every number.</param>
    /// <param name="deviation">The standard deviation; 0.02 is what decoders are initialised with.</param>
    /// <param name="options">Shard size and carried files.</param>
    /// <param name="progress">Told of the bytes written so far.</param>
    /// <param name="cancellation">Stops, and leaves nothing.</param>
    public static void Create(
        string folder,
        JsonObject config,
        IReadOnlyList<TensorEntry> tensors,
        long seed,
        float deviation = 0.02f,
        CheckpointWriterOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        using var writer = CheckpointWriter.Create(folder, config, tensors, options);
        var values = new float[BlockElements];
        var stored = new byte[BlockElements * sizeof(float)];
        var written = 0L;
        for (var i = 0; i < tensors.Count; i++)
        {
            var tensor = tensors[i];
            var mean = tensor.Shape.Count == 1 && tensor.Name.EndsWith(".weight", StringComparison.Ordinal) ? 1f : 0f;
            for (long first = 0; first < tensor.ElementCount; first += BlockElements)
            {
                cancellation.ThrowIfCancellationRequested();
                var count = (int)Math.Min(BlockElements, tensor.ElementCount - first);
                var key = (uint)new SplitMix64(seed, stream: ((long)i << 32) + (first / BlockElements)).Next();
                Fill(values, key, mean, deviation / DeviationOfSum);

                var bytes = stored.AsSpan(0, count * tensor.Type.SizeInBytes());
                StoredFloats.FromSingle(tensor.Type, values.AsSpan(0, count), bytes);
                writer.Write(tensor.Name, bytes);
                progress?.Report(written += bytes.Length);
            }
        }

        writer.Complete();
    }

    // A counter through the finaliser of MurmurHash3: each element stands alone, eight at a time.
    private static void Fill(Span<float> values, uint key, float mean, float scale)
    {
        var byteMask = Vector256.Create(0xFFu);
        var counter = (Vector256.Create(0u, 1, 2, 3, 4, 5, 6, 7) * 0x9E3779B1u) + Vector256.Create(key);
        var step = Vector256.Create(unchecked(8u * 0x9E3779B1u));
        for (var i = 0; i < values.Length; i += Vector256<float>.Count)
        {
            var bits = counter ^ Vector256.ShiftRightLogical(counter, 16);
            bits *= 0x85EBCA6Bu;
            bits ^= Vector256.ShiftRightLogical(bits, 13);
            bits *= 0xC2B2AE35u;
            bits ^= Vector256.ShiftRightLogical(bits, 16);
            var sum = (bits & byteMask) + (Vector256.ShiftRightLogical(bits, 8) & byteMask)
                + (Vector256.ShiftRightLogical(bits, 16) & byteMask) + Vector256.ShiftRightLogical(bits, 24);
            var centred = Vector256.ConvertToSingle(sum.AsInt32() - Vector256.Create(MeanOfSum));
            ((centred * scale) + Vector256.Create(mean)).CopyTo(values[i..]);
            counter += step;
        }
    }
}
