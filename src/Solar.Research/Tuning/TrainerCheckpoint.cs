using System.Globalization;
using Solar.Research.Checkpoints;
using static TorchSharp.torch;

namespace Solar.Research.Tuning;

/// <summary>The checkpoints of one run: <c>checkpoints/step-000100</c>, each with the model, the trainer and the metrics so far.</summary>
/// <remarks>
/// <c>model/</c> is a Hugging Face folder as any other, or an adapter's in PEFT's format; <c>trainer/</c> holds the weights that are updated and both moments as
/// safetensors, each in its own type, with the state as its <c>config.json</c>; <c>metrics.csv</c> the rows so far. A checkpoint is written as <c>….partial</c> and renamed when it
/// is whole and on the disk, so a folder with a checkpoint's name is one.
/// </remarks>
internal sealed class TrainerCheckpoint(string runFolder)
{
    private const string Prefix = "step-";
    private const string ModelName = "model";
    private const string TrainerName = "trainer";
    private const string MetricsName = "metrics.csv";

    // A checkpoint is renamed before it is removed: an interrupted removal must not leave half a folder under its name.
    private const string Removed = ".removed";
    private const long ChunkElements = 1 << 22;

    private readonly string folder = Path.Combine(runFolder, "checkpoints");

    /// <summary>The newest whole checkpoint, or nothing.</summary>
    public string? Newest() => All().LastOrDefault();

    /// <summary>The Hugging Face folder inside a checkpoint.</summary>
    public static string ModelFolder(string checkpoint) => Path.Combine(checkpoint, ModelName);

    /// <summary>Writes a checkpoint, then removes all but the newest few.</summary>
    public string Save(TrainerState state, TrainedWeights trained, Tensor weights, FlatAdamW optimizer, IReadOnlyList<MetricRow> metrics, TrainRun run)
    {
        var target = Path.Combine(folder, Prefix + state.Step.ToString("D6", CultureInfo.InvariantCulture));
        if (Directory.Exists(target))
            return target;
        Directory.CreateDirectory(folder);
        using (var staged = StagedFolder.Begin(target, overwrite: false))
        {
            trained.Save(Path.Combine(staged.Path, ModelName), run.TokenizerFrom);
            run.Made?.Write(Path.Combine(staged.Path, ModelName));
            var buffers = Buffers(weights, optimizer);
            var entries = buffers.Select(buffer => new TensorEntry(buffer.Name, StoredAs(buffer.Values), [buffer.Values.numel()])).ToArray();
            using (var writer = CheckpointWriter.Create(Path.Combine(staged.Path, TrainerName), RecipeJson.ToNode(state), entries))
            {
                foreach (var (name, values) in buffers)
                    Write(writer, name, values);
                writer.Complete();
            }

            MetricsFile.Write(Path.Combine(staged.Path, MetricsName), metrics);
            staged.Commit();
        }

        foreach (var old in All().SkipLast(Math.Max(1, run.KeepCheckpoints)))
            Directory.Move(old, old + Removed);
        foreach (var removed in Directory.GetDirectories(folder, Prefix + "*" + Removed))
            Directory.Delete(removed, recursive: true);
        return target;
    }

    /// <summary>What a checkpoint says about where its run stood.</summary>
    public static TrainerState ReadState(string checkpoint)
    {
        using var saved = Checkpoint.Open(Path.Combine(checkpoint, TrainerName));
        return RecipeJson.Read<TrainerState>(saved.Config.ToJsonString(), Path.Combine(checkpoint, TrainerName, Checkpoint.ConfigFileName));
    }

    /// <summary>Reads the weights and moments into the buffers of a run, and gives the metrics so far.</summary>
    public static IReadOnlyList<MetricRow> Restore(string checkpoint, Tensor weights, FlatAdamW optimizer)
    {
        using var saved = Checkpoint.Open(Path.Combine(checkpoint, TrainerName));
        var buffers = Buffers(weights, optimizer);
        saved.ExpectTensors([.. buffers.Select(buffer => new TensorEntry(buffer.Name, StoredAs(buffer.Values), [buffer.Values.numel()]))]);
        foreach (var (name, values) in buffers)
            Read(saved, name, values);
        return MetricsFile.Read(Path.Combine(checkpoint, MetricsName));
    }

    private static (string Name, Tensor Values)[] Buffers(Tensor weights, FlatAdamW optimizer) =>
        [("weights", weights), .. optimizer.Buffers];

    private static StoredType StoredAs(Tensor values) => values.dtype switch
    {
        ScalarType.Float32 => StoredType.F32,
        ScalarType.BFloat16 => StoredType.BF16,
        ScalarType.Byte => StoredType.U8,
        var other => throw new ArgumentException($"A trainer keeps float32, bfloat16 and bytes, not {other}."),
    };

    private static void Write(CheckpointWriter writer, string name, Tensor values)
    {
        for (long at = 0; at < values.numel(); at += ChunkElements)
        {
            using var scope = NewDisposeScope();
            var chunk = values.narrow(0, at, Math.Min(ChunkElements, values.numel() - at)).detach().cpu();
            writer.Write(name, chunk.bytes);
        }
    }

    private static void Read(Checkpoint saved, string name, Tensor values)
    {
        using var grad = no_grad();
        if (saved.Tensors[name].Type != StoredAs(values))
            throw new InvalidDataException($"{saved.Folder}: '{name}' is stored as {saved.Tensors[name].Type.SafetensorsName()}, and {StoredAs(values).SafetensorsName()} is expected: the recipe beside it is not the one that it was trained by.");
        for (long at = 0; at < values.numel(); at += ChunkElements)
        {
            using var scope = NewDisposeScope();
            var chunk = empty([Math.Min(ChunkElements, values.numel() - at)], values.dtype);
            saved.Read(name, at * chunk.ElementSize, chunk.bytes);
            values.narrow(0, at, chunk.numel()).copy_(chunk);
        }
    }

    private IEnumerable<string> All() => Directory.Exists(folder)
        ? Directory.GetDirectories(folder, Prefix + "*")
            .Where(path => int.TryParse(Path.GetFileName(path)[Prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out int _))
            .OrderBy(path => int.Parse(Path.GetFileName(path)[Prefix.Length..], CultureInfo.InvariantCulture))
        : [];
}
