using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Tests.Merging.Recipes;

public sealed class MergekitConfigTests
{
    private const string Weighted = """
        models:
          - model: owner/first
            parameters:
              weight: 1.0
          - model: owner/second
            parameters:
              weight: 0.3
          - model: owner/third
            parameters:
              weight: 0.5
        merge_method: linear
        dtype: float16
        """;

    private const string Gradients = """
        # a gradient over the layers, another for the feed-forward blocks, and one number for the rest
        slices:
          - sources:
              - model: first
                layer_range: [0, 40]
              - model: second
                layer_range: [0, 40]
        merge_method: slerp
        base_model: first
        parameters:
          t:
            - filter: self_attn
              value: [0, 0.5, 0.3, 0.7, 1]
            - filter: mlp
              value: [1, 0.5, 0.7, 0.3, 0]
            - value: 0.5
        out_dtype: bfloat16
        """;

    private const string Trimmed = """
        models:
          - model: first
            parameters:
              density: [1, 0.7, 0.1]
              weight: 1.0
          - model: second
            parameters:
              density: 0.33
              weight:
                - filter: mlp
                  value: 0.5
                - value: 0
        merge_method: ties
        base_model: base
        parameters:
          normalize: true
          int8_mask: yes
        dtype: float16
        """;

    private const string Stacked = """
        slices:
        - sources:
          - {model: base, layer_range: [0, 24]}
        - sources:
          - {model: base, layer_range: [8, 32], parameters: {scale: [{filter: down_proj, value: 1e-5}]}}
        merge_method: passthrough
        tokenizer: ~
        """;

    public static TheoryData<string> Examples => [Weighted, Gradients, Trimmed, Stacked];

    [Fact]
    public void Weights_of_models()
    {
        var recipe = MergekitConfig.Read(Weighted);
        Assert.Equal((MergeMethod.Linear, StoredType.F16, null, null), (recipe.Method, recipe.Type, recipe.OutType, recipe.BaseModel));
        Assert.True(recipe.IsOfWholeModels);
        Assert.Equal(["owner/first", "owner/second", "owner/third"], recipe.Models);
        Assert.Equal([1, 0.3, 0.5], recipe.Slices[0].Sources.Select(source => source.Parameters["weight"].At("", 0)));
        Assert.Equal("owner/first", recipe.Donor);
    }

    [Fact]
    public void Gradients_and_filters()
    {
        var recipe = MergekitConfig.Read(Gradients);
        Assert.Equal((MergeMethod.Slerp, StoredType.BF16, "first"), (recipe.Method, recipe.OutType, recipe.BaseModel));
        Assert.False(recipe.IsOfWholeModels);
        Assert.Equal(new LayerRange(0, 40), recipe.Slices[0].Sources[1].Layers);
        var t = recipe.Parameters["t"];
        Assert.Equal((1, 0, 0.5), (t.At("model.layers.39.self_attn.q_proj.weight", 1), t.At("model.layers.39.mlp.up_proj.weight", 1), t.At("lm_head.weight", 0)));
    }

    [Fact]
    public void Trimming_with_a_base()
    {
        var recipe = MergekitConfig.Read(Trimmed);
        Assert.Equal((MergeMethod.Ties, "base", "base"), (recipe.Method, recipe.BaseModel, recipe.Donor));
        Assert.Equal(0.4, recipe.Slices[0].Sources[0].Parameters["density"].At("", 0.75)!.Value, precision: 12);
        Assert.Equal((0.5, 0), (recipe.Slices[0].Sources[1].Parameters["weight"].At("mlp.up", 0), recipe.Slices[0].Sources[1].Parameters["weight"].At("q_proj", 0)));
        Assert.Equal((1, 1), (recipe.Parameters["normalize"].At("", 0), recipe.Parameters["int8_mask"].At("", 0)));
    }

    [Fact]
    public void Layers_of_one_model_stacked()
    {
        var recipe = MergekitConfig.Read(Stacked);
        Assert.Equal([new LayerRange(0, 24), new LayerRange(8, 32)], recipe.Slices.Select(slice => slice.Sources.Single().Layers!.Value));
        Assert.Equal(1e-5, recipe.Slices[1].Sources[0].Parameters["scale"].At("mlp.down_proj", 0));
        Assert.Null(recipe.Slices[1].Sources[0].Parameters["scale"].At("mlp.up_proj", 0));
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void What_is_written_reads_back_as_the_same(string yaml)
    {
        var recipe = MergekitConfig.Read(yaml) with { Seed = 7, Vocabulary = VocabularyPolicy.Crop };
        var written = MergekitConfig.Write(recipe);
        Assert.Equal(written, MergekitConfig.Write(MergekitConfig.Read(written)));
        Assert.DoesNotContain("1E-05", written, StringComparison.Ordinal); // a text to PyYAML, without a point
        Assert.Contains("seed: 7", written, StringComparison.Ordinal);
    }

    // Each: what is wrong, and what the message must say of it; the line is counted from 1.
    public static TheoryData<string, string> Refusals => new()
    {
        { "merge_method: linear\nmodels: [{model: a, parameters: {weight: 1}}]\ntokenizer_source: union", "line 3: 'tokenizer_source' is not supported: vocabularies are not rebuilt" },
        { "merge_method: linear\ntokenizer: {source: base}\nmodels: [{model: a}]", "line 2: 'tokenizer' is not supported" },
        { "merge_method: linear\nchat_template: auto\nmodels: [{model: a}]", "'chat_template' is not supported" },
        { "merge_method: linear\nmodules: {decoder: {}}", "'modules' is not supported" },
        { "merge_method: linear\nmodels: [{model: a}]\nweights: 3", "line 3: unknown key 'weights' in the configuration" },
        { "merge_method: linear\nmodels: [{model: a, weight: 3}]", "line 2: unknown key 'weight' in a model; it has model, parameters" },
        { "merge_method: linear\nmodels: [{model: a, layer_range: [0, 2]}]", "unknown key 'layer_range'" },
        { "merge_method: della\nmodels: [{model: a}]", "line 1: the merge method 'della' is not done here; these are: linear, slerp" },
        { "models: [{model: a}]", "lacks 'merge_method'" },
        { "merge_method: linear\nmodels: [{model: a}]\nslices: []", "exactly one of 'models' and 'slices'" },
        { "merge_method: linear", "exactly one of 'models' and 'slices'" },
        { "merge_method: slerp\nbase_model: a\nmodels: [{model: a}, {model: b}]\nparameters: {t: half}", "line 4: 't' has 'half' where a number is expected" },
        { "merge_method: slerp\nbase_model: a\nmodels: [{model: a}, {model: b}]\nparameters: {t: {value: 1}}", "'t' is a single filter; filters stand in a list" },
        { "merge_method: slerp\nbase_model: a\nmodels: [{model: a}, {model: b}]\nparameters: {t: [{filter: mlp, values: 1}]}", "unknown key 'values' in 't'; it has filter, value" },
        { "merge_method: slerp\nbase_model: a\nmodels: [{model: a}, {model: b}]\nparameters: {t: 0.5, weight: 1}", "'weight' is not a parameter of slerp (given for the merge); it has t" },
        { "merge_method: slerp\nbase_model: a\nmodels: [{model: a}, {model: b, parameters: {t: 1}}]", "'t' is a parameter of the whole merge, not of one model (given for the model 'b')" },
        { "merge_method: ties\nbase_model: a\nmodels: [{model: b, parameters: {weight: 1, lambda: 2}}]", "'lambda' is a parameter of the whole merge, not of one model (given for the model 'b')" },
        { "merge_method: slerp\nmodels: [{model: a}, {model: b}]\nparameters: {t: 1}", "slerp needs a base model" },
        { "merge_method: slerp\nbase_model: a\nmodels: [{model: a}, {model: b}, {model: c}]\nparameters: {t: 1}", "slerp takes 1 model beside its base; there are 2" },
        { "merge_method: nuslerp\nbase_model: a\nmodels: [{model: a}, {model: b}]\nparameters: {weight: 1}", "nuslerp takes 2 models beside its base; there is 1" },
        { "merge_method: model_stock\nbase_model: a\nmodels: [{model: a}, {model: b}]", "model_stock takes at least 2 models beside its base; there is 1" },
        { "merge_method: linear\nbase_model: z\nmodels: [{model: a}]\nparameters: {weight: 1}", "linear has no base beside its models; 'z' must be one of them" },
        { "merge_method: passthrough\nslices: [{sources: [{model: a, layer_range: [0, 2]}, {model: b, layer_range: [0, 2]}]}]", "passthrough takes 1 model; there are 2" },
        { "merge_method: linear\nslices: [{sources: [{model: a, layer_range: [0, 2]}, {model: b, layer_range: [0, 3]}]}]\nparameters: {weight: 1}", "'a' gives 2, 'b' 3" },
        { "merge_method: linear\nslices: [{sources: [{model: a, layer_range: [0]}]}]", "'layer_range' has two numbers" },
        { "merge_method: linear\nslices: [{sources: [{model: a, layer_range: [2, 2]}]}]\nparameters: {weight: 1}", "the layers [2, 2) are none" },
        { "merge_method: linear\nslices: [{sources: [{model: a, layer_range: [0, 2]}], residual_weight: 1}]", "'residual_weight' is not supported" },
        { "merge_method: linear\nmodels: [{model: base+adapter}]", "names a LoRA adapter after the plus sign" },
        { "merge_method: linear\nmodels: [{model: {model: a, lora: b}}]", "'lora' is not supported" },
        { "merge_method: linear\nmodels: [{model: {path: a}}]", "a model is named by text" },
        { "merge_method: linear\nmodels: [{model: a}]\ndtype: int64", "the type 'int64' is not among bfloat16, float16, float32" },
        { "merge_method: linear\nmodels: [{model: a}]\nparameters: {weight: true}", "'weight' is a number, not yes or no" },
        { "merge_method: linear\nmodels: [{model: a}]\nparameters: {normalize: 1}", "'normalize' is true or false" },
        { "merge_method: linear\nmodels: [{model: a}]\nparameters: {weight: []}", "'weight' is an empty list" },
        { "merge_method: linear\nmodels: [{model: a}]\nparameters: {weight: .inf}", "'weight' has '.inf'" },
        { "merge_method: linear\nmerge_method: ties\nmodels: [{model: a}]", "is not well-formed YAML" },
        { "merge_method: [linear", "is not well-formed YAML" },
        { "merge_method: linear\n---\nmerge_method: linear", "holds 2 documents" },
        { "", "is empty" },
        { "- linear", "should be a mapping" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_done_is_refused_by_name(string yaml, string told)
    {
        var error = Assert.Throws<InvalidDataException>(() => MergekitConfig.Read(yaml, "my.yml"));
        Assert.StartsWith("my.yml: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }
}
