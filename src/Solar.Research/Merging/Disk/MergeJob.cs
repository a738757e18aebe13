using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Merging.Disk;

/// <summary>Everything that a merge on disk will write, known before the first byte.</summary>
internal sealed class MergeJob
{
    private MergeJob(MergeRecipe recipe, IReadOnlyDictionary<string, PlannedModel> models, MergePlan plan, MergeOptions options)
    {
        Recipe = recipe;
        Donor = models[recipe.Donor].Checkpoint;
        Models = [.. recipe.Models.Select(name => (name, models[name].Checkpoint))];
        Tensors = plan.Tensors.ToDictionary(tensor => tensor.Entry.Name);
        Config = MergedConfig.Of(recipe, models, plan.CroppedRows);
        Shards = ShardLayout.Of([.. plan.Tensors.Select(tensor => tensor.Entry)], options.MaxShardBytes, ShardLayout.Format);
        TotalBytes = Shards.Sum(shard => shard.DataBytes);
        Notes =
        [
            .. MergedConfig.Differences(recipe, models),
            .. plan.LeftOut.Select(name => $"'{name}' was left out: not every model has it, and it is computed when a model is loaded"),
            .. plan.CroppedRows is { } rows ? [string.Create(CultureInfo.InvariantCulture, $"embeddings were cropped to the {rows} rows that every model has; the tokenizer of {recipe.Donor} was copied as it is")] : Array.Empty<string>(),
        ];
        Fingerprint = FingerprintOf();
    }

    public MergeRecipe Recipe { get; }

    /// <summary>The model whose config and tokenizer the merged one gets.</summary>
    public Checkpoint Donor { get; }

    public IReadOnlyList<(string Name, Checkpoint Checkpoint)> Models { get; }

    public IReadOnlyDictionary<string, MergedTensor> Tensors { get; }

    public JsonObject Config { get; }

    public IReadOnlyList<Shard> Shards { get; }

    public long TotalBytes { get; }

    /// <summary>What the user should know of how the models differ.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>The same when recipe, models and the form of the output are the same.</summary>
    public string Fingerprint { get; }

    /// <summary>Plans the merge of opened models.</summary>
    public static MergeJob Of(MergeRecipe recipe, IReadOnlyDictionary<string, Checkpoint> checkpoints, MergeOptions options)
    {
        var models = checkpoints.ToDictionary(pair => pair.Key, pair => new PlannedModel(pair.Value));
        return new(recipe, models, MergePlan.Of(recipe, models), options);
    }

    /// <summary>Whether a folder is this job's finished work: its record says so and every file has its size.</summary>
    public bool IsDoneIn(string folder)
    {
        var record = Path.Combine(folder, MergeRecord.FileName);
        return File.Exists(record)
            && JsonFile.Read(record)["job"]?.ToString() == Fingerprint
            && Shards.All(shard => new FileInfo(Path.Combine(folder, shard.FileName)) is { Exists: true } file && file.Length == shard.FileBytes);
    }

    private string FingerprintOf()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Add(string text) => hash.AppendData(Encoding.UTF8.GetBytes(text + "\n"));

        Add(MergeRecipeJson.Of(Recipe).ToJsonString());
        Add(Config.ToJsonString());
        foreach (var (name, checkpoint) in Models)
        {
            Add(name);
            foreach (var file in checkpoint.Files)
            {
                var facts = new FileInfo(file.Path);
                Add(string.Create(CultureInfo.InvariantCulture, $"{facts.Name} {facts.Length} {File.GetLastWriteTimeUtc(file.Path).Ticks}"));
                foreach (var tensor in file.Tensors.Values)
                    Add(tensor.ToString());
            }
        }

        foreach (var shard in Shards)
        {
            Add(shard.FileName);
            hash.AppendData(shard.Header.ToBytes());
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
