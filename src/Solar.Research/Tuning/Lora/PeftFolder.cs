using Solar.Research.Checkpoints;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tuning.Lora;

/// <summary>Adapters from and to a folder as PEFT has it: <c>adapter_config.json</c> and <c>adapter_model.safetensors</c>.</summary>
internal static class PeftFolder
{
    public const string WeightsName = "adapter_model.safetensors";

    public static void Write(LoraAdapters adapters, string folder, string? tokenizerFrom)
    {
        using var staged = StagedFolder.Begin(folder, overwrite: false);
        var stored = adapters.Layout.Stored().ToArray();
        var entries = stored.Select(tensor => new TensorEntry(tensor.Name, StoredType.F32, tensor.Region.Shape)).ToArray();
        using (var writer = SafetensorsWriter.Create(Path.Combine(staged.Path, WeightsName), entries))
        {
            using var untracked = no_grad();
            foreach (var (name, region) in stored)
            {
                using var scope = NewDisposeScope();
                writer.Write(name, adapters.Weights.narrow(0, region.Start, region.Count).to(ScalarType.Float32).cpu().bytes);
            }

            writer.Complete();
        }

        JsonFile.Write(Path.Combine(staged.Path, PeftConfig.FileName), PeftConfig.Write(adapters.Recipe, adapters.BaseName));
        CarriedFiles.Copy(tokenizerFrom, staged.Path);
        staged.Commit();
    }

    public static void Read(string folder, LoraAdapters adapters)
    {
        using var file = Open(folder, adapters.Layout);
        using var untracked = no_grad();
        foreach (var (name, region) in adapters.Layout.Stored())
        {
            using var values = Values(file, name);
            using var place = adapters.Weights.narrow(0, region.Start, region.Count);
            place.copy_(values.flatten());
        }
    }

    /// <summary>The file of adapters, once its tensors are those of a layout.</summary>
    /// <exception cref="InvalidDataException">Tensors are missing, extra or misshapen; the message names them.</exception>
    public static SafetensorsFile Open(string folder, LoraLayout layout)
    {
        var path = Path.Combine(folder, WeightsName);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: holds no {WeightsName}. An adapter_model.bin is not read: save it as safetensors.");
        var file = SafetensorsFile.Open(path);
        var expected = layout.Stored().ToDictionary(tensor => tensor.Name, tensor => tensor.Region.Shape);
        var complaints = expected.Keys.Except(file.Tensors.Keys).Select(name => $"'{name}' is missing")
            .Concat(file.Tensors.Keys.Except(expected.Keys).Select(name => $"'{name}' is not of these adapters"))
            .Concat(
                from tensor in expected
                where file.Tensors.TryGetValue(tensor.Key, out var found) && !found.Shape.SequenceEqual(tensor.Value)
                select $"'{tensor.Key}' is [{string.Join(", ", file.Tensors[tensor.Key].Shape)}] where [{string.Join(", ", tensor.Value)}] is expected")
            .ToList();
        if (complaints.Count == 0)
            return file;
        file.Dispose();
        throw new InvalidDataException($"{path}: {complaints.Count} tensors do not fit {PeftConfig.FileName} and the model: {string.Join("; ", complaints.Take(5))}{(complaints.Count > 5 ? "; …" : "")}.");
    }

    /// <summary>A tensor in float32, as it is shaped in the file.</summary>
    public static Tensor Values(SafetensorsFile file, string name)
    {
        using var scope = NewDisposeScope();
        var entry = file.Tensors[name];
        var stored = empty([.. entry.Shape], DecoderCheckpoint.ToScalarType(entry.Type, name));
        file.Read(name, 0, stored.bytes);
        return stored.to(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}
