using System.Text.Json.Nodes;
using Solar.Research.DepthUpscaling;

namespace Solar.Research.Tests.DepthUpscaling;

public class UpscaledConfigTests
{
    // 0 1 2 | 1 2 3
    private static readonly DepthPlan Plan = DepthPlan.Dus(baseLayers: 4, droppedLayers: 1);

    [Theory]
    [InlineData("""{"num_hidden_layers":4,"x":[1]}""", """{"num_hidden_layers":6,"x":[1]}""")]
    [InlineData("""{"n_layer":4}""", """{"n_layer":6}""")]
    [InlineData("""{"num_layers":4,"num_hidden_layers":4}""", """{"num_layers":6,"num_hidden_layers":6}""")]
    [InlineData("""{"num_layers":4,"layer_types":["a","b","c","d"]}""", """{"num_layers":6,"layer_types":["a","b","c","b","c","d"]}""")]
    [InlineData("""{"num_layers":4,"mlp_only_layers":[0,2]}""", """{"num_layers":6,"mlp_only_layers":[0,2,4]}""")]
    [InlineData("""{"num_layers":4,"first_k_dense_replace":1}""", """{"num_layers":6,"first_k_dense_replace":1}""")]
    [InlineData("""{"num_layers":4,"sliding_window_pattern":2}""", """{"num_layers":6,"sliding_window_pattern":2}""")]
    [InlineData("""{"num_layers":4,"decoder_sparse_step":1}""", """{"num_layers":6,"decoder_sparse_step":1}""")]
    [InlineData("""{"num_layers":4,"max_window_layers":28,"use_sliding_window":false}""", """{"num_layers":6,"max_window_layers":28,"use_sliding_window":false}""")]
    [InlineData("""{"num_layers":4,"eos_token_id":[1,2,3,4]}""", """{"num_layers":6,"eos_token_id":[1,2,3,4]}""")]
    [InlineData("""{"num_layers":4,"rms_norm_eps":1e-05,"rope_theta":10000.0}""", """{"num_layers":6,"rms_norm_eps":1e-05,"rope_theta":10000.0}""")]
    public void What_is_said_of_layers_follows_the_plan(string config, string expected) =>
        Assert.Equal(expected, UpscaledConfig.Of(JsonNode.Parse(config)!.AsObject(), Plan, "config.json").ToJsonString());

    [Theory]
    [InlineData("""{"hidden_size":4}""", "states no layer count")]
    [InlineData("""{"num_layers":5}""", "'num_layers' is 5, but the tensors make 4")]
    [InlineData("""{"num_layers":4,"n_layer":null}""", "'n_layer' is null")]
    [InlineData("""{"num_layers":4,"layer_types":["a","b"]}""", "'layer_types'")]
    [InlineData("""{"num_layers":4,"novel_layer_thing":[1,2,3,4]}""", "'novel_layer_thing'")]
    [InlineData("""{"num_layers":4,"sliding_window_pattern":3}""", "'sliding_window_pattern'")]
    [InlineData("""{"num_layers":4,"first_k_dense_replace":2}""", "'first_k_dense_replace'")]
    [InlineData("""{"num_layers":4,"attention_types":[[["global","local"],2]]}""", "'attention_types'")]
    [InlineData("""{"num_layers":4,"scale_attn_by_inverse_layer_idx":true}""", "'scale_attn_by_inverse_layer_idx'")]
    [InlineData("""{"num_layers":4,"max_window_layers":2,"use_sliding_window":true}""", "'max_window_layers'")]
    [InlineData("""{"num_layers":4,"quantization_config":{"skip":["model.layers.3.mlp"]}}""", "'quantization_config'")]
    public void What_cannot_follow_is_refused_by_name(string config, string complaint)
    {
        var error = Assert.Throws<InvalidDataException>(() => UpscaledConfig.Of(JsonNode.Parse(config)!.AsObject(), Plan, "config.json"));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    // SOLAR 10.7B: LlamaForCausalLM, no window, 4096 positions.
    [Theory]
    [InlineData("""{"model_type":"mistral","max_position_embeddings":32768,"sliding_window":4096,"rope_theta":10000.0}""", null, 4096)]
    [InlineData("""{"model_type":"mistral","max_position_embeddings":32768,"sliding_window":null,"rope_theta":10000.0}""", null, 32768)]
    [InlineData("""{"model_type":"mistral","max_position_embeddings":32768,"sliding_window":4096,"rope_theta":10000.0}""", 2048, 2048)]
    [InlineData("""{"model_type":"llama","max_position_embeddings":512,"rope_theta":10000.0}""", null, 512)]
    public void A_mistral_is_restated_as_llama(string config, int? positions, int expected)
    {
        var llama = LlamaRewrite.Of(JsonNode.Parse(config)!.AsObject(), positions, "config.json");
        Assert.Equal("llama", (string)llama["model_type"]!);
        Assert.Equal("""["LlamaForCausalLM"]""", llama["architectures"]!.ToJsonString());
        Assert.Equal(expected, (int)llama["max_position_embeddings"]!);
        Assert.False(llama.ContainsKey("sliding_window"));
        Assert.Equal("10000.0", llama["rope_theta"]!.ToJsonString());
    }

    [Fact]
    public void Another_architecture_is_not_restated_as_llama()
    {
        var error = Assert.Throws<InvalidDataException>(() => LlamaRewrite.Of(new() { ["model_type"] = "gpt2" }, null, "config.json"));
        Assert.Contains("'gpt2' cannot be restated", error.Message, StringComparison.Ordinal);
    }
}
