using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public sealed class CheckpointTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Theory]
    [InlineData(5_000_000_000, 1)]
    [InlineData(9_000, 3)]
    [InlineData(1, 21)]
    public void Loading_and_saving_gives_the_same_bytes_per_tensor(long maxShardBytes, int files)
    {
        TinyCheckpoints.Mistral(scratch["one"], layers: 2, maxShardBytes: 5_000_000_000);
        using var one = Checkpoint.Open(scratch["one"]);
        using (var writer = CheckpointWriter.Create(scratch["two"], one.Config, [.. one.Tensors.Values], new() { MaxShardBytes = maxShardBytes, CarryFilesFrom = scratch["one"] }))
        {
            foreach (var name in one.Tensors.Keys.Reverse())
            {
                var bytes = TinyCheckpoints.BytesOf(one, name);
                writer.Write(name, bytes.AsSpan(0, 5));
                writer.Write(name, bytes.AsSpan(5));
            }

            Assert.False(Directory.Exists(scratch["two"]));
            writer.Complete();
        }

        using var two = Checkpoint.Open(scratch["two"]);
        Assert.Equal(files, two.Files.Count);
        Assert.Equal(one.Tensors.Values.ToHashSet(), two.Tensors.Values.ToHashSet());
        Assert.Equal(21, one.Tensors.Count);
        foreach (var name in one.Tensors.Keys)
            Assert.Equal(TinyCheckpoints.BytesOf(one, name), TinyCheckpoints.BytesOf(two, name));
        Assert.Equal(one.Config.ToJsonString(), two.Config.ToJsonString());
        Assert.True(File.Exists(Path.Combine(scratch["two"], "tokenizer.json")));
        Assert.True(File.Exists(Path.Combine(scratch["two"], "generation_config.json")));
        Assert.False(File.Exists(Path.Combine(scratch["two"], "README.md")));
        Assert.False(Directory.Exists(scratch["two.partial"]));
    }

    [Fact]
    public void Shards_are_named_and_indexed_as_transformers_does()
    {
        TinyCheckpoints.Mistral(scratch["m"], layers: 2, maxShardBytes: 9_000);
        Assert.Equal(
            ["config.json", "generation_config.json", "model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors", "model-00003-of-00003.safetensors", "model.safetensors.index.json", "README.md", "tokenizer.json"],
            Directory.GetFiles(scratch["m"]).Select(Path.GetFileName).Order(StringComparer.OrdinalIgnoreCase));
        var index = JsonNode.Parse(File.ReadAllText(Path.Combine(scratch["m"], "model.safetensors.index.json")))!;
        Assert.Equal(TinyCheckpoints.MistralTensors(2).Sum(tensor => tensor.ByteCount), (long)index["metadata"]!["total_size"]!);
        Assert.Equal("model-00001-of-00003.safetensors", (string)index["weight_map"]!["lm_head.weight"]!);
    }

    [Fact]
    public void An_older_checkpoint_is_kept_unless_told_otherwise()
    {
        TinyCheckpoints.Gpt2(scratch["m"], layers: 1);
        var before = TinyCheckpoints.Contents(scratch["m"]);
        Assert.Contains("not overwritten", Assert.Throws<IOException>(() => TinyCheckpoints.Mistral(scratch["m"], 1)).Message, StringComparison.Ordinal);
        Assert.Equal(before, TinyCheckpoints.Contents(scratch["m"]));

        TinyCheckpoints.Write(scratch["m"], TinyCheckpoints.MistralConfig(1), TinyCheckpoints.MistralTensors(1), new() { Overwrite = true });
        using var checkpoint = Checkpoint.Open(scratch["m"]);
        Assert.Equal("mistral", (string)checkpoint.Config["model_type"]!);
        Assert.Equal([scratch["m"]], Directory.GetDirectories(scratch.Root));
    }

    [Fact]
    public void What_is_not_completed_leaves_nothing()
    {
        using (var writer = CheckpointWriter.Create(scratch["m"], [], [new("a", StoredType.U8, [2]), new("b", StoredType.U8, [2])]))
        {
            writer.Write("a", [1, 2]);
            Assert.Contains("b U8 [2] takes 2 bytes, but only 0 were written", Assert.Throws<InvalidOperationException>(writer.Complete).Message, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.GetFileSystemEntries(scratch.Root));
    }

    [Fact]
    public void Two_writers_of_one_folder_do_not_mix()
    {
        using var first = CheckpointWriter.Create(scratch["m"], [], [new("a", StoredType.U8, [2])]);
        var error = Assert.Throws<IOException>(() => CheckpointWriter.Create(scratch["m"], [], [new("a", StoredType.U8, [2])]));
        Assert.Contains("another program is writing it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_the_way_is_not_touched()
    {
        Directory.CreateDirectory(scratch["m.partial"]);
        File.WriteAllText(scratch["m.partial/thesis.txt"], "mine");
        Assert.Throws<IOException>(() => CheckpointWriter.Create(scratch["m"], [], [new("a", StoredType.U8, [2])]));
        Assert.Equal("mine", File.ReadAllText(scratch["m.partial/thesis.txt"]));
    }

    [Fact]
    public void Missing_extra_and_misshapen_tensors_are_listed_by_name()
    {
        TinyCheckpoints.Write(scratch["m"], [], [new("kept", StoredType.F32, [2, 3]), new("extra", StoredType.F32, [1]), new("turned", StoredType.F32, [2, 3])]);
        using var checkpoint = Checkpoint.Open(scratch["m"]);
        checkpoint.ExpectTensors([.. checkpoint.Tensors.Values]);
        var error = Assert.Throws<InvalidDataException>(() => checkpoint.ExpectTensors(
            [new("kept", StoredType.BF16, [2, 3]), new("absent", StoredType.F32, [1]), new("turned", StoredType.F32, [3, 2])]));
        Assert.Contains("1 missing: 'absent'; 1 not of this model: 'extra'; 'turned' is [2, 3] where [3, 2] is expected", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_safetensors_says_what_to_do()
    {
        Directory.CreateDirectory(scratch["m"]);
        Complains("the folder is empty");
        File.WriteAllText(scratch["m/config.json"], "{}");
        Complains("neither model.safetensors nor");
        File.WriteAllBytes(scratch["m/pytorch_model.bin"], [1]);
        Complains("convert it");
        Assert.Throws<DirectoryNotFoundException>(() => Checkpoint.Open(scratch["absent"]));
    }

    [Theory]
    [InlineData("""{"weight_map": {"a": "gone.safetensors"}}""", "not in the folder")]
    [InlineData("""{"weight_map": {"a": "../x.safetensors"}}""", "not a plain file name")]
    [InlineData("""{"weight_map": {"a": ".."}}""", "not a plain file name")]
    [InlineData("""{"weight_map": {"a": 3}}""", "not a file name")]
    [InlineData("""{"weight_map": {}}""", "no 'weight_map'")]
    [InlineData("""{"weight_map": {"a": "s.safetensors"}}""", "does not place there: 'b'")]
    [InlineData("""{"weight_map": {"a": "s.safetensors", "b": "s.safetensors", "c": "s.safetensors"}}""", "lacks tensors that the index places there: 'c'")]
    [InlineData("""{"weight_map": {"a": "s.safetensors", "a": "s.safetensors"}}""", "not valid JSON")]
    [InlineData("[1]", "must hold a JSON object")]
    [InlineData("{", "not valid JSON")]
    public void A_contradictory_index_is_refused(string index, string complaint)
    {
        TinyCheckpoints.Write(scratch["m"], [], [new("a", StoredType.U8, [2]), new("b", StoredType.U8, [2])]);
        File.Move(scratch["m/model.safetensors"], scratch["m/s.safetensors"]);
        File.WriteAllText(scratch["m/model.safetensors.index.json"], index);
        Complains(complaint);
    }

    [Theory]
    [InlineData(null, "no such file")]
    [InlineData("{\"a\": 1, \"a\": 2}", "not valid JSON")]
    [InlineData("7", "must hold a JSON object")]
    public void A_config_that_is_none_is_refused(string? config, string complaint)
    {
        TinyCheckpoints.Write(scratch["m"], [], [new("a", StoredType.U8, [2])]);
        File.Delete(scratch["m/config.json"]);
        if (config is not null)
            File.WriteAllText(scratch["m/config.json"], config);
        Complains(complaint);
    }

    private void Complains(string complaint)
    {
        var error = Assert.Throws<InvalidDataException>(() => Checkpoint.Open(scratch["m"]));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }
}
