using System.Threading;
using Solar.Research.Checkpoints;

namespace Solar.Research.Model;

/// <summary>A checkpoint of a decoder's true shapes and random numbers, streamed to disk: no decoder is built, so 7B is as easy as 7M.</summary>
public static class RandomDecoder
{
    /// <summary>Writes the checkpoint.</summary>
    /// <param name="config">The shapes; <c>config with { NumHiddenLayers = 4 }</c> makes a short one.</param>
    /// <param name="folder">Must not exist.</param>
    /// <param name="seed">Decides every number.</param>
    /// <param name="type">BF16, F16 or F32.</param>
    /// <param name="options">Shard size and carried files.</param>
    /// <param name="progress">Told of the bytes written so far.</param>
    /// <param name="cancellation">Stops, and leaves nothing.</param>
    public static void Create(
        DecoderConfig config,
        string folder,
        long seed,
        StoredType type = StoredType.BF16,
        CheckpointWriterOptions? options = null,
        IProgress<long>? progress = null,
        CancellationToken cancellation = default)
    {
        var json = config.ToJson();
        json["torch_dtype"] = type switch
        {
            StoredType.BF16 => "bfloat16",
            StoredType.F16 => "float16",
            StoredType.F32 => "float32",
            _ => throw new ArgumentException($"A random decoder is stored as BF16, F16 or F32, not as {type.SafetensorsName()}."),
        };
        RandomCheckpoint.Create(folder, json, Tensors(config, type), seed, options: options, progress: progress, cancellation: cancellation);
    }

    /// <summary>How many bytes the weights will take.</summary>
    public static long BytesOf(DecoderConfig config, StoredType type) => Tensors(config, type).Sum(tensor => tensor.ByteCount);

    private static List<TensorEntry> Tensors(DecoderConfig config, StoredType type) =>
        [.. new WeightLayout(config).Stored().Select(tensor => new TensorEntry(tensor.Name, type, tensor.Region.Shape))];
}
