using System.Text.Json.Nodes;
using System.Threading;
using Solar.Research.Checkpoints;
using Solar.Research.DepthUpscaling;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Merging.Disk;

public sealed class DiskMergerTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    // Between ones and twos the merged number is 1 + t, so every tensor shows its t. Three layers: t of a gradient at 0, ½, 1; what is not in
    // a layer stands at its beginning, the head too (mergekit a6e4028, plan.py).
    [Fact]
    public void Gradients_and_filters_reach_the_tensors_they_are_meant_for()
    {
        TinyModels.Constant(scratch["a"], 1);
        TinyModels.Constant(scratch["b"], 2);
        var t = ParameterSetting.Filtered(("self_attn", ParameterSetting.Gradient(0, 0.5, 1)), ("mlp", ParameterSetting.Gradient(1, 0)), (null, ParameterSetting.Gradient(0.25, 0.75)));
        DiskMerger.Merge(MergeRecipe.Slerp(scratch["a"], scratch["b"], t), scratch["merged"]);
        using var merged = Checkpoint.Open(scratch["merged"]);
        double T(string name) => TinyModels.Values(merged, name).Distinct().Single() - 1;
        Assert.Equal([0, 0.5, 1], Enumerable.Range(0, 3).Select(i => T($"model.layers.{i}.self_attn.k_proj.weight")));
        Assert.Equal([1, 0.5, 0], Enumerable.Range(0, 3).Select(i => T($"model.layers.{i}.mlp.up_proj.weight")));
        Assert.Equal([0.25, 0.5, 0.75], Enumerable.Range(0, 3).Select(i => T($"model.layers.{i}.input_layernorm.weight")));
        Assert.Equal((0.25, 0.25, 0.25), (T("model.embed_tokens.weight"), T("model.norm.weight"), T("lm_head.weight")));
    }

    // Said at the source, at the slice and for all: the nearest counts, and where its filter does not match, the next. A slice of one layer
    // stands at the end of a gradient.
    [Fact]
    public void What_is_said_nearer_counts_more()
    {
        TinyModels.Constant(scratch["a"], 1);
        TinyModels.Constant(scratch["b"], 2);
        var recipe = MergekitConfig.Read($$"""
            merge_method: linear
            slices:
              - sources:
                  - {model: "{{scratch["a"]}}", layer_range: [0, 2], parameters: {weight: [{filter: q_proj, value: 10}] } }
                  - {model: "{{scratch["b"]}}", layer_range: [1, 3]}
                parameters: {weight: [{filter: _proj, value: 100}], normalize: [{filter: k_proj, value: true}] }
              - sources:
                  - {model: "{{scratch["b"]}}", layer_range: [0, 1]}
            parameters: {weight: [1000, 3000], normalize: false}
            """);
        DiskMerger.Merge(recipe, scratch["merged"]);
        using var merged = Checkpoint.Open(scratch["merged"]);
        double Of(string name) => TinyModels.Values(merged, name).Distinct().Single();
        Assert.Equal((10 * 1) + (100 * 2), Of("model.layers.0.self_attn.q_proj.weight"));
        Assert.Equal((100 * 1) + (100 * 2), Of("model.layers.1.self_attn.o_proj.weight"));
        Assert.Equal(1.5, Of("model.layers.1.self_attn.k_proj.weight"));
        Assert.Equal((1000 * 1) + (1000 * 2), Of("model.layers.0.input_layernorm.weight"));
        Assert.Equal((3000 * 1) + (3000 * 2), Of("model.layers.1.input_layernorm.weight"));
        Assert.Equal(3000 * 2, Of("model.layers.2.input_layernorm.weight"));
        Assert.Equal(1000 * 3, Of("model.embed_tokens.weight")); // before the layers: the first slice's models
        Assert.Equal(1000 * 2, Of("lm_head.weight")); // behind them: the last slice's
        Assert.Equal(3, (int?)merged.Config["num_hidden_layers"]);
    }

    // Two ways to one thing: mergekit's way to stack layers, and depth up-scaling.
    [Fact]
    public void Stacked_slices_are_depth_up_scaling_bit_by_bit()
    {
        TinyModels.Random(scratch["base"], 1, layers: 6);
        var recipe = MergekitConfig.Read($$"""
            slices:
            - sources: [{model: "{{scratch["base"]}}", layer_range: [0, 4]}]
            - sources: [{model: "{{scratch["base"]}}", layer_range: [2, 6]}]
            merge_method: passthrough
            """);
        var outcome = DiskMerger.Merge(recipe, scratch["merged"]);
        DiskDepthUpscaler.Scale(scratch["base"], scratch["scaled"], DepthPlan.Dus(6, 2));
        DepthUpscaleVerifier.Verify(scratch["base"], scratch["merged"], DepthPlan.Dus(6, 2));
        Assert.Equal(outcome.Record.Tensors, outcome.Record.Copied);
        Assert.Equal(TinyCheckpoints.Contents(scratch["scaled"])["config.json"], TinyCheckpoints.Contents(scratch["merged"])["config.json"]);
    }

    // Layers 2 and 3 of one model averaged where two copies of it cross.
    [Fact]
    public void Layers_of_one_model_are_merged_with_each_other()
    {
        TinyModels.Random(scratch["base"], 1, layers: 4, type: StoredType.F32);
        var recipe = MergekitConfig.Read($$"""
            slices:
            - sources: [{model: "{{scratch["base"]}}", layer_range: [0, 2]}]
            - sources: [{model: "{{scratch["base"]}}", layer_range: [2, 3]}, {model: "{{scratch["base"]}}", layer_range: [3, 4]}]
            merge_method: linear
            parameters: {weight: 1}
            """);
        DiskMerger.Merge(recipe, scratch["merged"]);
        using var basis = Checkpoint.Open(scratch["base"]);
        using var merged = Checkpoint.Open(scratch["merged"]);
        double[] Layer(Checkpoint of, int i) => TinyModels.Values(of, $"model.layers.{i}.mlp.down_proj.weight");
        Assert.Equal(Layer(basis, 2).Zip(Layer(basis, 3), (x, y) => (double)(float)((x + y) / 2)), Layer(merged, 2));
        Assert.Equal(Layer(basis, 1), Layer(merged, 1));
    }

    [Theory]
    [InlineData(MergeMethod.Slerp)]
    [InlineData(MergeMethod.Ties)]
    [InlineData(MergeMethod.DareTies)]
    [InlineData(MergeMethod.Karcher)]
    public void Any_number_of_threads_gives_the_same_bytes(MergeMethod method)
    {
        var models = Enumerable.Range(1, 3).Select(seed => TinyModels.Random(scratch[$"m{seed}"], seed)).ToList();
        var recipe = Recipe(method, models);
        foreach (var threads in new[] { 1, 2, 7 })
            DiskMerger.Merge(recipe, scratch[$"merged{threads}"], new() { Threads = threads, ChunkElements = 100 });
        Assert.Equal(TinyCheckpoints.Contents(scratch["merged1"]), TinyCheckpoints.Contents(scratch["merged2"]));
        Assert.Equal(TinyCheckpoints.Contents(scratch["merged1"]), TinyCheckpoints.Contents(scratch["merged7"]));
    }

    [Fact]
    public void One_weight_of_one_is_a_copy_of_that_model_and_the_other_is_not_read()
    {
        TinyModels.Random(scratch["a"], 1);
        TinyModels.Random(scratch["b"], 2);
        var outcome = DiskMerger.Merge(MergeRecipe.Linear([scratch["a"], scratch["b"]], [0, 1]), scratch["merged"]);
        Assert.Equal(outcome.Record.Tensors, outcome.Record.Copied);
        using var b = Checkpoint.Open(scratch["b"]);
        using var merged = Checkpoint.Open(scratch["merged"]);
        foreach (var name in b.Tensors.Keys)
            Assert.Equal(TinyCheckpoints.BytesOf(b, name), TinyCheckpoints.BytesOf(merged, name));
    }

    // bfloat16 to single precision loses nothing; the sum of a bfloat16 and a half, 0.5·1 + 0.5·(1 + 2^-10), has a place in single precision alone.
    [Fact]
    public void The_type_is_that_of_the_first_model_or_what_is_asked_for()
    {
        TinyModels.Constant(scratch["a"], 1, type: StoredType.BF16);
        TinyModels.Constant(scratch["b"], 1 + (1 / 1024f), type: StoredType.F16);
        var recipe = MergeRecipe.Linear([scratch["a"], scratch["b"]], [1, 1]);
        foreach (var (type, expected) in new[] { (StoredType.F32, 1 + (1 / 2048.0)), (StoredType.F16, 1), (StoredType.BF16, 1) })
        {
            DiskMerger.Merge(recipe with { OutType = type }, scratch[$"{type}"]);
            using var merged = Checkpoint.Open(scratch[$"{type}"]);
            Assert.Equal(type, merged.Tensors["lm_head.weight"].Type);
            Assert.Equal(expected, TinyModels.Values(merged, "lm_head.weight")[0]);
            Assert.Equal(type == StoredType.F32 ? "float32" : type == StoredType.F16 ? "float16" : "bfloat16", (string?)merged.Config["torch_dtype"]);
        }

        DiskMerger.Merge(recipe, scratch["first"]);
        using var first = Checkpoint.Open(scratch["first"]);
        Assert.Equal(StoredType.BF16, first.Tensors["lm_head.weight"].Type);
        DiskMerger.Merge(recipe with { Type = StoredType.F32 }, scratch["typed"]);
        using var typed = Checkpoint.Open(scratch["typed"]);
        Assert.Equal(StoredType.F32, typed.Tensors["lm_head.weight"].Type);
    }

    [Fact]
    public void Config_and_tokenizer_are_the_bases_and_the_record_says_what_was_done()
    {
        TinyModels.Random(scratch["a"], 1);
        TinyModels.Random(scratch["b"], 2);
        File.WriteAllText(scratch["b/README.md"], "a model card");
        var outcome = DiskMerger.Merge(MergeRecipe.Slerp(scratch["b"], scratch["a"], 0.25), scratch["merged"]);
        Assert.Equal("""{"of": 2}""", File.ReadAllText(scratch["merged/tokenizer.json"]));
        Assert.StartsWith("---\nlibrary_name: transformers\nbase_model:\n- \"b\"\n- \"a\"\n", File.ReadAllText(scratch["merged/README.md"]), StringComparison.Ordinal);

        // Norms are around 1 in both and so nearly parallel; matrices are unrelated.
        using var merged = Checkpoint.Open(scratch["merged"]);
        var record = JsonNode.Parse(File.ReadAllText(scratch["merged/merging.json"]))!;
        var lerped = record["facts"]!.AsObject().Where(fact => (int)fact.Value!["lerp"]! == 1).Select(fact => fact.Key).ToList();
        Assert.Equal((outcome.Record.Tensors, lerped.Count), ((int)record["tensors"]!, (int)record["lerped"]!));
        Assert.Equal((merged.Tensors.Count, lerped.Count), (outcome.Record.Tensors, outcome.Record.Lerped));
        Assert.NotEmpty(lerped);
        Assert.All(lerped, name => Assert.Single(merged.Tensors[name].Shape));
        Assert.InRange((double)record["facts"]!["lm_head.weight"]!["cosine"]!, -0.1, 0.1);
        Assert.Equal((scratch["b"], true), ((string)record["models"]![0]!["model"]!, (bool)record["models"]![0]!["lends_config_and_tokenizer"]!));

        // What stands beside the weights makes the same weights again.
        DiskMerger.Merge(MergekitConfig.Load(scratch["merged/mergekit_config.yml"]), scratch["again"]);
        Assert.Equal(TinyCheckpoints.Contents(scratch["merged"]), TinyCheckpoints.Contents(scratch["again"]));
    }

    // Whole tensors are kept when a merge is stopped, whether or not it was time for a note.
    [Theory]
    [InlineData(15_000, 3_000)]
    [InlineData(1_000_000, long.MaxValue)] // one file, of which nothing is noted on the way
    public void An_interrupted_merge_goes_on_and_ends_in_the_same_bytes(long maxShardBytes, long journalEveryBytes)
    {
        TinyModels.Random(scratch["a"], 1, maxShardBytes: 20_000);
        TinyModels.Random(scratch["b"], 2);
        var recipe = MergeRecipe.Slerp(scratch["a"], scratch["b"], 0.3);
        var options = new MergeOptions { MaxShardBytes = maxShardBytes, JournalEveryBytes = journalEveryBytes, ChunkElements = 100 };
        DiskMerger.Merge(recipe, scratch["whole"], options);

        using var cancellation = new CancellationTokenSource();
        var stop = new Report(progress =>
        {
            if (progress.Bytes > progress.TotalBytes * 2 / 3)
                cancellation.Cancel();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => DiskMerger.Merge(recipe, scratch["merged"], options, stop, cancellation.Token));
        Assert.False(Directory.Exists(scratch["merged"]));
        var other = Assert.Throws<IOException>(() => DiskMerger.Merge(MergeRecipe.Slerp(scratch["a"], scratch["b"], 0.4), scratch["merged"], options));
        Assert.Contains("unfinished work of another job", other.Message, StringComparison.Ordinal);

        var outcome = DiskMerger.Merge(recipe, scratch["merged"], options);
        Assert.InRange(outcome.ResumedBytes, outcome.TotalBytes / 3, outcome.TotalBytes - 1);
        Assert.Equal(TinyCheckpoints.Contents(scratch["whole"]), TinyCheckpoints.Contents(scratch["merged"]));
        Assert.False(Directory.Exists(scratch["merged.partial"]));

        var again = DiskMerger.Merge(recipe, scratch["merged"], options);
        Assert.True(again.AlreadyDone);
        Assert.Equal(outcome.Record.Lerped, again.Record.Lerped);
        Assert.Throws<IOException>(() => DiskMerger.Merge(MergeRecipe.Slerp(scratch["a"], scratch["b"], 0.4), scratch["merged"], options));
    }

    [Fact]
    public void A_full_disk_is_known_beforehand_with_both_numbers()
    {
        TinyModels.Random(scratch["a"], 1);
        var error = Assert.Throws<IOException>(() => DiskMerger.Merge(MergeRecipe.Linear([scratch["a"]], [1]), scratch["merged"], new() { FreeBytes = _ => 12_345 }));
        Assert.Contains("more bytes are needed, but only 12,345 are free", error.Message, StringComparison.Ordinal);
        Assert.Equal([scratch["a"]], Directory.GetDirectories(scratch.Root));
    }

    [Fact]
    public void Models_are_found_by_a_name_below_a_folder_and_in_hugging_faces_cache()
    {
        TinyModels.Random(scratch["owner/model"], 1);
        DiskMerger.Merge(MergeRecipe.Linear(["owner/model"], [1]), scratch["merged"], new() { ModelsFolder = scratch.Root });
        var error = Assert.Throws<DirectoryNotFoundException>(() => DiskMerger.Merge(MergeRecipe.Linear(["owner/other"], [1]), scratch["merged2"], new() { ModelsFolder = scratch.Root }));
        Assert.Contains($"{scratch["owner/other"]}: no such folder, and Hugging Face's cache", error.Message, StringComparison.Ordinal);
        Assert.Contains("huggingface-cli download owner/other", error.Message, StringComparison.Ordinal);

        var hub = scratch["hub"];
        Directory.CreateDirectory(Path.Combine(hub, "models--owner--kept", "refs"));
        File.WriteAllText(Path.Combine(hub, "models--owner--kept", "refs", "main"), "0123abc\n");
        var snapshot = Path.Combine(hub, "models--owner--kept", "snapshots", "0123abc");
        TinyModels.Random(snapshot, 1);
        Assert.Equal(snapshot, ModelFolders.Find("owner/kept", scratch.Root, hub));
        Assert.Equal(snapshot, ModelFolders.Find("owner/kept@0123abc", scratch.Root, hub));
    }

    internal static MergeRecipe Recipe(MergeMethod method, IReadOnlyList<string> models)
    {
        var weighted = method is not (MergeMethod.Slerp or MergeMethod.Karcher or MergeMethod.ModelStock);
        var thinned = method is MergeMethod.Ties or MergeMethod.DareLinear or MergeMethod.DareTies;
        var sources = models.Skip(method == MergeMethod.Karcher ? 0 : 1).Take(method == MergeMethod.Slerp ? 1 : 3).Select((model, i) =>
        {
            var own = new Dictionary<string, ParameterSetting>();
            if (weighted)
                own["weight"] = 1.0 + i;
            if (thinned)
                own["density"] = 0.5;
            return new MergeSource { Model = model, Parameters = own };
        });
        var recipe = MergeRecipe.Of(method, [.. sources], method == MergeMethod.Karcher ? null : models[0]);
        return method == MergeMethod.Slerp ? recipe with { Parameters = new Dictionary<string, ParameterSetting> { ["t"] = 0.3 } } : recipe;
    }

    internal sealed class Report(Action<MergeProgress> act) : IProgress<MergeProgress>
    {
        void IProgress<MergeProgress>.Report(MergeProgress value) => act(value);
    }
}
