using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Merging.Disk;

/// <summary>Small folders to merge: random ones, and ones that hold one number everywhere.</summary>
internal static class TinyModels
{
    /// <summary>A random Mistral; models of different seeds are unrelated.</summary>
    public static string Random(string folder, long seed, int layers = 3, StoredType type = StoredType.BF16, long maxShardBytes = 5_000_000_000)
    {
        RandomCheckpoint.Create(folder, TinyCheckpoints.MistralConfig(layers), TinyCheckpoints.MistralTensors(layers, type), seed, options: new() { MaxShardBytes = maxShardBytes });
        File.WriteAllText(Path.Combine(folder, "tokenizer.json"), $"{{\"of\": {seed}}}");
        return folder;
    }

    /// <summary>A Mistral whose every number is the same, so that SLERP between two of them is linear and shows t.</summary>
    public static string Constant(string folder, float value, int layers = 3, StoredType type = StoredType.F32) =>
        Write(folder, TinyCheckpoints.MistralConfig(layers), TinyCheckpoints.MistralTensors(layers, type), (_, _) => value);

    /// <summary>Any tensors.</summary>
    public static string Write(string folder, JsonObject config, IReadOnlyList<TensorEntry> tensors, Func<TensorEntry, long, float> value)
    {
        using var writer = CheckpointWriter.Create(folder, config, tensors);
        foreach (var tensor in tensors)
        {
            var bytes = new byte[tensor.ByteCount];
            if (StoredFloats.Knows(tensor.Type))
                StoredFloats.FromSingle(tensor.Type, [.. Enumerable.Range(0, (int)tensor.ElementCount).Select(i => value(tensor, i))], bytes);
            else
                Array.Fill(bytes, (byte)value(tensor, 0));
            writer.Write(tensor.Name, bytes);
        }

        writer.Complete();
        return folder;
    }

    /// <summary>The numbers of a tensor.</summary>
    public static double[] Values(Checkpoint checkpoint, string name)
    {
        var values = new double[checkpoint.Tensors[name].ElementCount];
        StoredDoubles.ToDouble(checkpoint.Tensors[name].Type, TinyCheckpoints.BytesOf(checkpoint, name), values);
        return values;
    }
}
