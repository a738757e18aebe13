using Solar.Research.Checkpoints;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Model;

/// <summary>A decoder from and to a Hugging Face folder, tensor by tensor and piece by piece.</summary>
internal static class DecoderCheckpoint
{
    private const long ElementsAtOnce = 1 << 24;

    public static Decoder Load(string folder, Device? device, ScalarType? dtype)
    {
        using var checkpoint = Checkpoint.Open(folder);
        var config = DecoderConfig.Parse(checkpoint.Config);
        var layout = new WeightLayout(config);
        checkpoint.ExpectTensors([.. Expected(layout, checkpoint)]);

        var stored = checkpoint.Tensors[layout.Stored().First().Name].Type;
        var decoder = new Decoder(config, device, dtype ?? ComputedIn(stored, device ?? CPU));
        using var untracked = no_grad();
        foreach (var (name, region) in layout.Stored())
        {
            var type = ToScalarType(checkpoint.Tensors[name].Type, name);
            for (var at = 0L; at < region.Count; at += ElementsAtOnce)
            {
                using var piece = empty([Math.Min(ElementsAtOnce, region.Count - at)], type);
                checkpoint.Read(name, at * piece.ElementSize, piece.bytes);
                using var place = decoder.Weights.narrow(0, region.Start + at, piece.shape[0]);
                place.copy_(piece);
            }
        }

        return decoder;
    }

    public static void Save(Decoder decoder, string folder, string? tokenizerFrom, StoredType? type)
    {
        var stored = type ?? ToStoredType(decoder.Weights.dtype);
        var scalar = ToScalarType(stored, "(all)");
        var config = decoder.Config.ToJson();
        config["torch_dtype"] = scalar.ToString().ToLowerInvariant();

        using var untracked = no_grad();
        var entries = decoder.Layout.Stored().Select(tensor => new TensorEntry(tensor.Name, stored, tensor.Region.Shape)).ToArray();
        using var writer = CheckpointWriter.Create(folder, config, entries, new() { CarryFilesFrom = tokenizerFrom });
        foreach (var (name, region) in decoder.Layout.Stored())
        {
            for (var at = 0L; at < region.Count; at += ElementsAtOnce)
            {
                using var scope = NewDisposeScope();
                var piece = decoder.Weights.narrow(0, region.Start + at, Math.Min(ElementsAtOnce, region.Count - at));
                writer.Write(name, piece.to(scalar).cpu().bytes);
            }
        }

        writer.Complete();
    }

    // The tensors that the model has; and the tables of angles that transformers before 4.32 stored, which say nothing
    // that config.json does not.
    private static IEnumerable<TensorEntry> Expected(WeightLayout layout, Checkpoint checkpoint)
    {
        foreach (var (name, region) in layout.Stored())
            yield return new(name, StoredType.F32, region.Shape);
        foreach (var (name, entry) in checkpoint.Tensors)
        {
            if (name.EndsWith(".self_attn.rotary_emb.inv_freq", StringComparison.Ordinal))
                yield return entry;
        }
    }

    private static ScalarType ComputedIn(StoredType stored, Device device) =>
        stored == StoredType.F16 && device.type == DeviceType.CPU ? ScalarType.Float32 : ToScalarType(stored, "(all)");

    public static ScalarType ToScalarType(StoredType type, string name) => type switch
    {
        StoredType.F32 => ScalarType.Float32,
        StoredType.F64 => ScalarType.Float64,
        StoredType.BF16 => ScalarType.BFloat16,
        StoredType.F16 => ScalarType.Float16,
        _ => throw new InvalidDataException($"The tensor '{name}' is stored as {type.SafetensorsName()}; a decoder's weights are F32, F64, BF16 or F16."),
    };

    private static StoredType ToStoredType(ScalarType type) => type switch
    {
        ScalarType.Float64 => StoredType.F64,
        ScalarType.BFloat16 => StoredType.BF16,
        ScalarType.Float16 => StoredType.F16,
        _ => StoredType.F32,
    };
}
