using System.Text.Json;
using System.Text.Json.Nodes;
using Solar.Research.Model;

namespace Solar.Research.Tests.Model;

public class DecoderConfigTests
{
    private const string Tiny = """
        {
          "model_type": "llama", "vocab_size": 100, "hidden_size": 32, "intermediate_size": 56, "num_hidden_layers": 2,
          "num_attention_heads": 4, "max_position_embeddings": 64, "rms_norm_eps": 1e-6
        }
        """;

    [Fact]
    public void Reads_the_config_that_Mistral_ships()
    {
        var mistral = DecoderConfig.Parse(Shipped("mistral-7b-v0.1.json"));

        Assert.Equal((4096, 128, 8, 4096), (mistral.HiddenSize, mistral.HeadDim, mistral.NumKeyValueHeads, mistral.SlidingWindow));
        Assert.Equal((1, 2, 1e-5, 10_000), (mistral.BosTokenId, mistral.EosTokenId, mistral.RmsNormEps, mistral.RopeTheta));
    }

    [Fact]
    public void What_is_not_said_is_what_Hugging_Face_takes()
    {
        var config = DecoderConfig.Parse(Tiny);

        Assert.Equal((4, 8, 10_000, false), (config.NumKeyValueHeads, config.HeadDim, config.RopeTheta, config.TieWordEmbeddings));
        Assert.Null(config.RopeScaling);
        Assert.Null(config.SlidingWindow);
    }

    [Theory]
    [InlineData("attention_bias", "true")]
    [InlineData("hidden_act", "\"gelu\"")]
    [InlineData("attention_dropout", "0.1")]
    [InlineData("num_local_experts", "8")]
    [InlineData("quantization_config", "{}")]
    [InlineData("model_type", "\"qwen2\"")]
    [InlineData("sliding_window", "16")]
    [InlineData("num_key_value_heads", "3")]
    [InlineData("num_attention_heads", "5")]
    [InlineData("hidden_size", "0")]
    [InlineData("hidden_size", "\"32\"")]
    [InlineData("rms_norm_eps", "-1")]
    [InlineData("vocab_size", "null")]
    [InlineData("rope_scaling", """{"rope_type": "yarn", "factor": 2}""")]
    [InlineData("rope_scaling", """{"rope_type": "linear", "factor": 2, "beta_fast": 32}""")]
    [InlineData("rope_scaling", """{"rope_type": "linear", "factor": 0.5}""")]
    [InlineData("rope_scaling", """{"rope_type": "llama3", "factor": 8}""")]
    [InlineData("rope_scaling", "2")]
    public void A_model_that_is_not_implemented_is_refused_by_name(string member, string value)
    {
        var changed = JsonNode.Parse(Tiny)!.AsObject();
        changed[member] = JsonNode.Parse(value);

        var refusal = Record.Exception(() => DecoderConfig.Parse(changed));

        Assert.True(refusal is JsonException or ArgumentException, refusal?.ToString() ?? "It was accepted.");
        Assert.Matches(member == "num_key_value_heads" ? "key/value heads" : $"(?i){member}|{member.Replace('_', ' ')}|query heads|split into|low_freq|beta_fast", refusal!.Message);
    }

    [Theory]
    [InlineData("use_cache", "true")]
    [InlineData("attention_dropout", "0.0")]
    [InlineData("hidden_act", "\"silu\"")]
    [InlineData("rope_scaling", "null")]
    [InlineData("rope_scaling", """{"rope_type": "default"}""")]
    [InlineData("pretraining_tp", "1")]
    [InlineData("sliding_window", "null")]
    public void What_changes_nothing_changes_nothing(string member, string value)
    {
        var changed = JsonNode.Parse(Tiny)!.AsObject();
        changed[member] = JsonNode.Parse(value);

        Assert.Equal(DecoderConfig.Parse(Tiny), DecoderConfig.Parse(changed));
    }

    [Theory]
    [InlineData("rope_scaling", """{"type": "linear", "factor": 2.5}""")]
    [InlineData("rope_scaling", """{"rope_type": "dynamic", "factor": 4}""")]
    [InlineData("rope_scaling", """{"rope_type": "llama3", "factor": 8, "low_freq_factor": 1, "high_freq_factor": 4, "original_max_position_embeddings": 8192}""")]
    [InlineData("rope_parameters", """{"rope_type": "linear", "factor": 2.5, "rope_theta": 500000}""")]
    [InlineData("eos_token_id", "[3, 4, 5]")]
    [InlineData("bos_token_id", "7")]
    [InlineData("head_dim", "10")]
    [InlineData("tie_word_embeddings", "true")]
    public void What_is_written_reads_back_as_the_same_config(string member, string value)
    {
        var changed = JsonNode.Parse(Tiny)!.AsObject();
        changed[member] = JsonNode.Parse(value);
        var config = DecoderConfig.Parse(changed);

        Assert.NotEqual(DecoderConfig.Parse(Tiny), config);
        Assert.Equal(config, DecoderConfig.Parse(config.ToJson()));
    }

    [Fact]
    public void What_a_mistral_does_not_say_is_what_Hugging_Face_takes()
    {
        var config = DecoderConfig.Parse(Tiny.Replace("llama", "mistral", StringComparison.Ordinal).Replace("\"num_attention_heads\": 4", "\"num_attention_heads\": 16", StringComparison.Ordinal));

        Assert.Equal((8, 4096), (config.NumKeyValueHeads, config.SlidingWindow));
    }

    [Fact]
    public void A_mistral_without_a_window_says_so()
    {
        var config = DecoderConfig.Parse(Tiny) with { ModelType = "mistral" };

        Assert.True(config.ToJson().ContainsKey("sliding_window"));
        Assert.Null(DecoderConfig.Parse(config.ToJson()).SlidingWindow);
        Assert.Equal(9, DecoderConfig.Parse((config with { SlidingWindow = 9 }).ToJson()).SlidingWindow);
    }

    internal static string Shipped(string name) => File.ReadAllText(Path.Combine(Fixtures.Root, "data", "configs", name));
}
