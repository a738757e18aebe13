using Solar.Research.Checkpoints;
using Solar.Research.Merging.Disk;
using Solar.Research.Merging.Recipes;
using Solar.Research.Tests.Checkpoints;

namespace Solar.Research.Tests.Merging.Disk;

/// <summary>What is not merged, and what is said of it.</summary>
public sealed class MergeRefusalTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose()
    {
        Assert.False(Directory.Exists(scratch["merged"]) || Directory.Exists(scratch["merged.partial"]));
        scratch.Dispose();
    }

    [Fact]
    public void Missing_and_extra_tensors_are_named()
    {
        var tensors = TinyCheckpoints.MistralTensors(2, StoredType.F32);
        Write("a", tensors);
        Write("b", [.. tensors.Where(tensor => tensor.Name != "model.layers.1.mlp.up_proj.weight" && tensor.Name != "lm_head.weight"), new("extra.weight", StoredType.F32, [2])]);
        var error = Refused<InvalidDataException>(Average("a", "b"));
        Assert.Contains($"{scratch["b"]} lacks 1 tensor that {scratch["a"]} has: 'lm_head.weight'", error, StringComparison.Ordinal);
        Assert.Contains($"{scratch["b"]} has 1 tensor that {scratch["a"]} lacks: 'extra.weight'", error, StringComparison.Ordinal);
        Assert.Contains($"{scratch["b"]}, layer 1 lacks 1 tensor that {scratch["a"]}, layer 1 has: 'mlp.up_proj.weight'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_shapes_and_depths_are_named_with_both()
    {
        Write("a", TinyCheckpoints.MistralTensors(2, StoredType.F32));
        Write("wide", [.. TinyCheckpoints.MistralTensors(2, StoredType.F32).Select(tensor => tensor.Name.EndsWith("up_proj.weight", StringComparison.Ordinal) ? tensor with { Shape = [41, 24] } : tensor)]);
        TinyModels.Constant(scratch["deep"], 1, layers: 3);
        var shapes = Refused<InvalidDataException>(Average("a", "wide"));
        Assert.Contains($"'model.layers.0.mlp.up_proj.weight' is [40, 24] in {scratch["a"]} and [41, 24] in {scratch["wide"]};", shapes, StringComparison.Ordinal);
        var depth = Refused<InvalidDataException>(Average("a", "deep"));
        Assert.Contains($"'{scratch["a"]}' has 2 layers and '{scratch["deep"]}' 3", depth, StringComparison.Ordinal);
    }

    [Fact]
    public void Different_vocabularies_are_refused_with_both_shapes_and_the_way_out()
    {
        Vocabulary("a", 51);
        Vocabulary("b", 53);
        var error = Refused<InvalidDataException>(Average("a", "b"));
        Assert.Contains($"'model.embed_tokens.weight' is [51, 24] in {scratch["a"]} and [53, 24] in {scratch["b"]} (different vocabularies; '--vocabulary crop'", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(MergeMethod.Linear)]
    [InlineData(MergeMethod.Slerp)]
    [InlineData(MergeMethod.Ties)]
    public void Cropping_merges_the_rows_that_all_have(MergeMethod method)
    {
        Vocabulary("a", 53);
        Vocabulary("b", 51);
        Vocabulary("same", 51);
        var recipe = method == MergeMethod.Linear ? Average("a", "b") : DiskMergerTests.Recipe(method, [scratch["a"], scratch["b"]]);
        var reference = method == MergeMethod.Linear ? Average("same", "b") : DiskMergerTests.Recipe(method, [scratch["same"], scratch["b"]]);
        var outcome = DiskMerger.Merge(recipe with { Vocabulary = VocabularyPolicy.Crop }, scratch["cropped"]);
        DiskMerger.Merge(reference, scratch["reference"]);
        using var cropped = Checkpoint.Open(scratch["cropped"]);
        using var whole = Checkpoint.Open(scratch["reference"]);
        foreach (var name in whole.Tensors.Keys)
            Assert.Equal(TinyCheckpoints.BytesOf(whole, name), TinyCheckpoints.BytesOf(cropped, name));
        Assert.Equal(51, (int?)cropped.Config["vocab_size"]);
        Assert.Contains(outcome.Record.Notes, note => note.Contains("cropped to the 51 rows", StringComparison.Ordinal));
    }

    [Fact]
    public void A_result_beyond_the_type_stops_the_merge_at_the_element()
    {
        TinyModels.Constant(scratch["a"], 60_000, type: StoredType.BF16);
        var error = Refused<InvalidDataException>(MergeRecipe.Linear([scratch["a"]], [1]) with
        {
            OutType = StoredType.F16,
            Parameters = new Dictionary<string, ParameterSetting> { ["normalize"] = ParameterSetting.Flag(false) },
            Slices = [new() { Sources = [new() { Model = scratch["a"], Parameters = new Dictionary<string, ParameterSetting> { ["weight"] = 2 } }] }],
        });
        Assert.Contains("element 0 is not finite as F16; the inputs there are 59904", error, StringComparison.Ordinal);
        Assert.StartsWith("'model.embed_tokens.weight' (input 0 of ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_with_what_is_not_a_number_is_named()
    {
        TinyModels.Constant(scratch["a"], 1);
        TinyModels.Write(scratch["b"], TinyCheckpoints.MistralConfig(3), TinyCheckpoints.MistralTensors(3, StoredType.F32), (tensor, i) => tensor.Name == "model.norm.weight" && i == 3 ? float.NaN : 1);
        Assert.Contains("element 3 is not finite as F32; the inputs there are 1 and NaN", Refused<InvalidDataException>(Average("a", "b")), StringComparison.Ordinal);
        var spherical = Refused<InvalidDataException>(MergeRecipe.Slerp(scratch["a"], scratch["b"], 0.5));
        Assert.Contains("'model.norm.weight'", spherical, StringComparison.Ordinal);
        Assert.Contains("input 1 holds numbers that are not finite", spherical, StringComparison.Ordinal);

        // The vote of TIES would leave it out unseen, and DARE might drop it.
        foreach (var method in new[] { MergeMethod.Ties, MergeMethod.DareLinear })
            Assert.Contains("input 1 or its base holds numbers that are not finite", Refused<InvalidDataException>(DiskMergerTests.Recipe(method, [scratch["a"], scratch["b"]])), StringComparison.Ordinal);
    }

    // Opposite changes: cos θ = −1, t = −2/0.
    [Fact]
    public void Model_stock_without_an_answer_says_so()
    {
        TinyModels.Constant(scratch["base"], 0);
        TinyModels.Constant(scratch["a"], 1);
        TinyModels.Constant(scratch["b"], -1);
        var error = Refused<InvalidDataException>(MergeRecipe.Of(MergeMethod.ModelStock, [new() { Model = scratch["a"] }, new() { Model = scratch["b"] }], scratch["base"]));
        Assert.Contains("cosine -1", error, StringComparison.Ordinal);
        Assert.Contains("the method has no answer here", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Heads_cut_in_another_way_are_refused_and_other_differences_are_noted()
    {
        TinyModels.Constant(scratch["a"], 1);
        var config = TinyCheckpoints.MistralConfig(3);
        config["rope_theta"] = 1_000_000.0;
        TinyModels.Write(scratch["far"], config.DeepClone().AsObject(), TinyCheckpoints.MistralTensors(3, StoredType.F32), (_, _) => 1);
        var outcome = DiskMerger.Merge(Average("a", "far"), scratch["noted"]);
        Assert.Equal([$"'rope_theta' is 10000.0 in {scratch["a"]} and 1000000 in {scratch["far"]}"], outcome.Record.Notes);

        config["num_attention_heads"] = 6;
        TinyModels.Write(scratch["cut"], config, TinyCheckpoints.MistralTensors(3, StoredType.F32), (_, _) => 1);
        Assert.Contains($"'num_attention_heads' is 3 in {scratch["a"]} and 6 in {scratch["cut"]}", Refused<InvalidDataException>(Average("a", "cut")), StringComparison.Ordinal);
    }

    [Fact]
    public void Computed_buffers_that_only_some_have_are_left_out_and_other_types_must_agree()
    {
        var tensors = TinyCheckpoints.MistralTensors(2, StoredType.F32);
        Write("a", [.. tensors, new("model.layers.0.self_attn.rotary_emb.inv_freq", StoredType.F32, [4]), new("mask", StoredType.U8, [5])]);
        Write("b", [.. tensors, new("mask", StoredType.U8, [5])]);
        var outcome = DiskMerger.Merge(Average("a", "b"), scratch["left"]);
        using var merged = Checkpoint.Open(scratch["left"]);
        Assert.Equal(tensors.Count + 1, merged.Tensors.Count);
        Assert.Equal([1, 1, 1, 1, 1], TinyCheckpoints.BytesOf(merged, "mask"));
        Assert.Contains("'self_attn.rotary_emb.inv_freq' was left out", Assert.Single(outcome.Record.Notes), StringComparison.Ordinal);

        TinyModels.Write(scratch["c"], TinyCheckpoints.MistralConfig(2), [.. tensors, new("mask", StoredType.U8, [5])], (_, _) => 2);
        var error = Refused<InvalidDataException>(Average("b", "c"));
        Assert.Contains("mask U8 [5] differ, and only BF16, F16 and F32 are merged", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Parameters_that_do_not_reach_a_tensor_or_leave_nothing_of_it_are_refused_by_its_name()
    {
        TinyModels.Constant(scratch["a"], 1);
        TinyModels.Constant(scratch["b"], 2);
        var unsaid = Average("a", "b") with { Slices = [new() { Sources = [new() { Model = scratch["a"] }, new() { Model = scratch["b"], Parameters = Only(0.5) }] }], Parameters = Only(1) };
        Assert.Contains($"linear needs 'weight' for the model '{scratch["a"]}', and nothing says it for 'model.embed_tokens.weight'", Refused<ArgumentException>(unsaid), StringComparison.Ordinal);

        var thin = MergeRecipe.Of(MergeMethod.Ties, [new() { Model = scratch["b"] }], scratch["a"]) with
        {
            Parameters = new Dictionary<string, ParameterSetting> { ["weight"] = 1, ["density"] = 0.01 },
        };
        Assert.Contains("'model.norm.weight': a density of 0.01 keeps none of its 24 numbers", Refused<ArgumentException>(thin with { Parameters = new Dictionary<string, ParameterSetting> { ["weight"] = 1, ["density"] = ParameterSetting.Filtered(("model.norm", 0.01), (null, 1)) } }), StringComparison.Ordinal);
        Assert.Contains("a density of 1.5 is not a share", Refused<ArgumentException>(thin with { Parameters = new Dictionary<string, ParameterSetting> { ["weight"] = 1, ["density"] = 1.5 } }), StringComparison.Ordinal);
        Assert.Contains("sum to 0", Refused<ArgumentException>(MergeRecipe.Linear([scratch["a"], scratch["b"]], [1, -1])), StringComparison.Ordinal);

        static Dictionary<string, ParameterSetting> Only(double value) => new() { ["weight"] = ParameterSetting.Filtered(("mlp", value)) };
    }

    [Fact]
    public void Layers_that_are_not_there_and_gradients_without_layers_are_refused()
    {
        TinyModels.Constant(scratch["a"], 1);
        var beyond = new MergeRecipe { Method = MergeMethod.Passthrough, Slices = [new() { Sources = [new() { Model = scratch["a"], Layers = new(1, 4) }] }] };
        Assert.Contains($"The layers [1, 4) are asked of '{scratch["a"]}', which has 3", Refused<ArgumentException>(beyond), StringComparison.Ordinal);

        MergeReference.Write(scratch["flat"], StoredType.F32, "x");
        var gradient = MergeRecipe.Of(MergeMethod.Passthrough, [new() { Model = scratch["flat"] }]) with { Parameters = new Dictionary<string, ParameterSetting> { ["scale"] = ParameterSetting.Gradient(0, 1) } };
        Assert.Contains("is not one stack of numbered layers, so a gradient", Refused<ArgumentException>(gradient), StringComparison.Ordinal);
    }

    private MergeRecipe Average(string a, string b) => MergeRecipe.Linear([scratch[a], scratch[b]], [1, 1]);

    private void Write(string name, IReadOnlyList<TensorEntry> tensors) =>
        TinyModels.Write(scratch[name], TinyCheckpoints.MistralConfig(2), tensors, (_, _) => 1);

    // Every row of an embedding holds its own number.
    private void Vocabulary(string name, int rows)
    {
        var config = TinyCheckpoints.MistralConfig(2);
        config["vocab_size"] = rows;
        var tensors = TinyCheckpoints.MistralTensors(2, StoredType.F32).Select(tensor => tensor.Shape[0] == 51 ? tensor with { Shape = [rows, 24] } : tensor).ToList();
        TinyModels.Write(scratch[name], config, tensors, (_, i) => ((name == "b" ? 3 : 1) * (i / 24)) + 1);
    }

    private string Refused<T>(MergeRecipe recipe)
        where T : Exception => Assert.ThrowsAny<T>(() => DiskMerger.Merge(recipe, scratch["merged"])).Message;
}
