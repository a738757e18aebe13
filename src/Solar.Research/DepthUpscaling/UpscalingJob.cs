using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;

namespace Solar.Research.DepthUpscaling;

/// <summary>Everything that an up-scaling on disk will write, known before the first byte.</summary>
internal sealed class UpscalingJob
{
    /// <summary>A file beside the weights that says what the folder was made of.</summary>
    public const string RecordFileName = "depth_upscaling.json";

    private UpscalingJob(IReadOnlyList<Shard> shards, IReadOnlyDictionary<string, string?> sourceOf, JsonObject config, DepthPlan plan, string fingerprint)
    {
        Shards = shards;
        SourceOf = sourceOf;
        Config = config;
        Fingerprint = fingerprint;
        TotalBytes = shards.Sum(shard => shard.DataBytes);
        Asked = new() { ["base_layers"] = plan.BaseLayers, ["layers"] = plan.ToString() };
        Record = (JsonObject)Asked.DeepClone();
        Record["job"] = fingerprint;
    }

    public IReadOnlyList<Shard> Shards { get; }

    /// <summary>The tensor of the base behind each tensor; null for zeros.</summary>
    public IReadOnlyDictionary<string, string?> SourceOf { get; }

    public JsonObject Config { get; }

    /// <summary>The plan.</summary>
    public JsonObject Asked { get; }

    /// <summary>The plan, and the fingerprint by which a finished folder is known.</summary>
    public JsonObject Record { get; }

    /// <summary>The same when the base's files, the plan and the options are the same.</summary>
    public string Fingerprint { get; }

    public long TotalBytes { get; }

    public static UpscalingJob Of(Checkpoint basis, DepthPlan plan, DiskUpscalingOptions options)
    {
        var tensors = UpscaledTensors.Of(basis, plan);
        var path = Path.Combine(basis.Folder, Checkpoint.ConfigFileName);
        var config = UpscaledConfig.Of(basis.Config, plan, path);
        if (options.AsLlama)
            config = LlamaRewrite.Of(config, options.MaxPositions, path);
        else if (options.MaxPositions is { } positions)
            throw new ArgumentException($"{positions} positions are only set together with the restatement as llama.");
        var shards = ShardLayout.Of(tensors.Select(tensor => tensor.Entry).ToList(), options.MaxShardBytes, ShardLayout.Format);
        var sourceOf = tensors.ToDictionary(tensor => tensor.Entry.Name, tensor => tensor.Source);
        return new(shards, sourceOf, config, plan, FingerprintOf(basis, plan, config, shards));
    }

    /// <summary>Whether a folder is this job's finished work: its record says so and every file has its size.</summary>
    public bool IsDoneIn(string folder)
    {
        var record = Path.Combine(folder, RecordFileName);
        return File.Exists(record)
            && JsonFile.Read(record)["job"]?.ToString() == Fingerprint
            && Shards.All(shard => new FileInfo(Path.Combine(folder, shard.FileName)) is { Exists: true } file && file.Length == shard.FileBytes);
    }

    private static string FingerprintOf(Checkpoint basis, DepthPlan plan, JsonObject config, IReadOnlyList<Shard> shards)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

        Add(plan.ToString());
        Add(config.ToJsonString());
        foreach (var file in basis.Files)
        {
            var facts = new FileInfo(file.Path);
            Add(string.Create(CultureInfo.InvariantCulture, $"{facts.Name} {facts.Length} {File.GetLastWriteTimeUtc(file.Path).Ticks}"));
            foreach (var tensor in file.Tensors.Values)
                Add(tensor.ToString());
        }

        foreach (var shard in shards)
        {
            Add(shard.FileName);
            hash.AppendData(shard.Header.ToBytes());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
