using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Solar.Research.Display;

namespace Solar.Research.Model;

/// <summary>The shape of a Llama-style decoder, as a checkpoint's <c>config.json</c> states it.</summary>
/// <remarks>Paper §2: the Llama 2 architecture, initialised from Mistral 7B.</remarks>
[TypeFormatterSource(typeof(DecoderConfigTable), PreferredMimeTypes = ["text/html", "text/plain"])]
public sealed record DecoderConfig
{
    /// <summary><c>llama</c> or <c>mistral</c>: the same decoder, but only the second has a sliding window.</summary>
    public string ModelType { get; init; } = "llama";

    /// <summary>V, the number of token ids.</summary>
    public required int VocabSize { get; init; }

    /// <summary>H, the width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>F, the width inside the feed-forward block.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>L, the depth: the one number that depth up-scaling changes.</summary>
    public required int NumHiddenLayers { get; init; }

    /// <summary>A, the query heads.</summary>
    public required int NumAttentionHeads { get; init; }

    /// <summary>K, the key/value heads. K = A, when nothing is said, is plain multi-head attention.</summary>
    public int NumKeyValueHeads { get => field == 0 ? NumAttentionHeads : field; init; }

    /// <summary>D, the width of one head; H ÷ A when nothing is said.</summary>
    public int HeadDim { get => field == 0 ? HiddenSize / Math.Max(1, NumAttentionHeads) : field; init; }

    /// <summary>The longest text that the model was made for.</summary>
    [JsonRequired]
    public int MaxPositionEmbeddings { get; init; } = 4096;

    /// <summary>ε inside the root of every RMSNorm.</summary>
    [JsonRequired]
    public double RmsNormEps { get; init; } = 1e-5;

    /// <summary>θ, the base of the rotary frequencies.</summary>
    public double RopeTheta { get; init; } = 10_000;

    /// <summary>How the rotary frequencies are stretched for longer texts; null leaves them.</summary>
    public RopeScaling? RopeScaling { get; init; }

    /// <summary>How many keys a query may see, itself included; null is all before it.</summary>
    public int? SlidingWindow { get; init; }

    /// <summary>Whether the output head is the embedding itself.</summary>
    public bool TieWordEmbeddings { get; init; }

    /// <summary>The id that opens a text.</summary>
    public int? BosTokenId { get; init; }

    /// <summary>The id that closes a text.</summary>
    public int? EosTokenId { get; init; }

    /// <summary>More ids that close a text, where a config lists several.</summary>
    [JsonIgnore]
    public IReadOnlyList<int> FurtherEosTokenIds { get; init; } = [];

    /// <summary>Reads a <c>config.json</c>.</summary>
    /// <exception cref="JsonException">A member is missing, or is one that we do not implement.</exception>
    /// <exception cref="ArgumentException">The numbers do not make a model; the message says which.</exception>
    public static DecoderConfig Parse(string json) =>
        Parse(JsonNode.Parse(json) as JsonObject ?? throw new JsonException("A model's config.json is a JSON object."));

    /// <inheritdoc cref="Parse(string)"/>
    public static DecoderConfig Parse(JsonObject config) => DecoderConfigJson.Read(config).Validate();

    /// <summary>The members of a <c>config.json</c> that Hugging Face's classes read as this model.</summary>
    public JsonObject ToJson() => DecoderConfigJson.Write(this);

    /// <summary>Refuses numbers that make no decoder, and says which.</summary>
    /// <exception cref="ArgumentException">The numbers do not make a model.</exception>
    public DecoderConfig Validate()
    {
        ReadOnlySpan<(string Name, double Value)> positive =
        [
            ("vocab_size", VocabSize), ("hidden_size", HiddenSize), ("intermediate_size", IntermediateSize),
            ("num_hidden_layers", NumHiddenLayers), ("num_attention_heads", NumAttentionHeads),
            ("num_key_value_heads", NumKeyValueHeads), ("head_dim", HeadDim),
            ("max_position_embeddings", MaxPositionEmbeddings), ("rms_norm_eps", RmsNormEps), ("rope_theta", RopeTheta),
            ("sliding_window", SlidingWindow ?? 1),
        ];
        foreach (var (name, value) in positive)
        {
            if (!(value > 0) || double.IsInfinity(value))
                throw new ArgumentException($"{name} is {value}; a model needs a positive number.");
        }

        if (HiddenSize % NumAttentionHeads != 0 && HeadDim == HiddenSize / NumAttentionHeads)
            throw new ArgumentException($"Hidden size {HiddenSize} does not split into {NumAttentionHeads} heads; change one, or state head_dim.");
        if (NumAttentionHeads % NumKeyValueHeads != 0)
            throw new ArgumentException($"{NumAttentionHeads} query heads cannot share {NumKeyValueHeads} key/value heads evenly.");
        if (HeadDim % 2 != 0)
            throw new ArgumentException($"Head width {HeadDim} is odd; the rotary embedding turns features in pairs.");
        if (ModelType is not ("llama" or "mistral"))
            throw new ArgumentException($"model_type '{ModelType}' is not implemented; llama and mistral are.");
        if (ModelType == "llama" && SlidingWindow is { } window)
            throw new ArgumentException($"A llama model has no sliding_window (here {window}); with one, model_type is mistral.");

        RopeScaling?.Validate();
        return this;
    }

    /// <summary>Configurations are equal when they write the same <c>config.json</c>.</summary>
    public bool Equals(DecoderConfig? other) => other is not null && ToJson().ToJsonString() == other.ToJson().ToJsonString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToJson().ToJsonString().GetHashCode(StringComparison.Ordinal);
}
