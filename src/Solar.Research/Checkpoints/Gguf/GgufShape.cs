using System.Globalization;
using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints.Gguf;

/// <summary>What llama.cpp must know of a Llama or Mistral model, read strictly from its config.json.</summary>
internal sealed record GgufShape
{
    // Members that change nothing that llama.cpp computes.
    private static readonly string[] Harmless =
    [
        "architectures", "torch_dtype", "dtype", "transformers_version", "use_cache", "initializer_range", "pretraining_tp", "pad_token_id",
        "unk_token_id", "bos_token_id", "eos_token_id", "_name_or_path", "model_type", "attention_dropout",
    ];

    public required int Vocabulary { get; init; }

    public required int Hidden { get; init; }

    public required int FeedForward { get; init; }

    public required int Layers { get; init; }

    public required int Heads { get; init; }

    public required int KeyValueHeads { get; init; }

    public required int HeadDim { get; init; }

    /// <summary>The longest text for which llama.cpp computes what this model does: it knows no sliding window in this architecture.</summary>
    public required int Context { get; init; }

    public required double NormEpsilon { get; init; }

    public required double RopeTheta { get; init; }

    /// <summary>The factor of linear rope scaling, or null.</summary>
    public double? LinearRopeFactor { get; init; }

    public required bool TiedEmbeddings { get; init; }

    /// <exception cref="InvalidDataException">Not a Llama or Mistral model, or one with something that the file cannot say.</exception>
    public static GgufShape Read(string folder, JsonObject config)
    {
        var members = (JsonObject)config.DeepClone();
        string kind = members["model_type"]?.ToString() ?? "";
        if (kind is not ("llama" or "mistral"))
            throw Refusal("model_type", $"is '{kind}'; llama and mistral can be written as GGUF");
        foreach (string name in Harmless)
            members.Remove(name);
        foreach (var (name, value) in new[] { ("attention_bias", "false"), ("mlp_bias", "false"), ("hidden_act", "\"silu\"") })
        {
            if (members.Remove(name, out var found) && found is not null && found.ToJsonString() != value)
                throw Refusal(name, $"is {found.ToJsonString()}; only {value} is implemented");
        }

        if (members.Remove("rope_parameters", out var together) && together is JsonObject parameters) // since transformers 5
        {
            if (parameters.Remove("rope_theta", out var theta))
                members["rope_theta"] = theta;
            members["rope_scaling"] = parameters.DeepClone();
        }

        int heads = Whole("num_attention_heads"), hidden = Whole("hidden_size");
        int positions = Whole("max_position_embeddings", kind == "mistral" ? 131072 : 2048);
        int? window = members.ContainsKey("sliding_window") ? members["sliding_window"] is null ? null : Whole("sliding_window") : kind == "mistral" ? 4096 : null;
        members.Remove("sliding_window");
        var shape = new GgufShape
        {
            Vocabulary = Whole("vocab_size"),
            Hidden = hidden,
            FeedForward = Whole("intermediate_size"),
            Layers = Whole("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = Whole("num_key_value_heads", kind == "mistral" ? 8 : heads),
            HeadDim = Whole("head_dim", hidden / heads),
            Context = Math.Min(positions, window ?? positions),
            NormEpsilon = Number("rms_norm_eps", 1e-6),
            RopeTheta = Number("rope_theta", 10_000),
            LinearRopeFactor = RopeFactor(),
            TiedEmbeddings = members.Remove("tie_word_embeddings", out var tied) && tied is JsonValue truth && truth.TryGetValue(out bool isTied) && isTied,
        };
        if (members.FirstOrDefault() is { Key: { } unknown } rest)
            throw Refusal(unknown, $"({rest.Value?.ToJsonString() ?? "null"}) is not known, and might change what the model computes");
        return shape;

        int Whole(string name, int? otherwise = null) => members.Remove(name, out var value) && value is not null
            ? value is JsonValue number && number.TryGetValue(out int whole) && whole > 0 ? whole : throw Refusal(name, $"is {value.ToJsonString()}, not a whole number above 0")
            : otherwise ?? throw Refusal(name, "is missing");

        double Number(string name, double otherwise) => members.Remove(name, out var value) && value is not null
            ? double.TryParse(value.ToJsonString(), CultureInfo.InvariantCulture, out double number) && number > 0 ? number : throw Refusal(name, $"is {value.ToJsonString()}, not a number above 0")
            : otherwise;

        double? RopeFactor()
        {
            members.Remove("rope_scaling", out var scaling);
            if (scaling is null)
                return null;
            string? type = (scaling["rope_type"] ?? scaling["type"])?.ToString();
            return type switch
            {
                "default" => null,
                "linear" when double.TryParse(scaling["factor"]?.ToJsonString(), CultureInfo.InvariantCulture, out double factor) => factor,
                _ => throw Refusal("rope_scaling", $"is {scaling.ToJsonString()}; linear scaling can be written as GGUF, other kinds are not implemented"),
            };
        }

        InvalidDataException Refusal(string member, string problem) =>
            new($"{Path.Combine(folder, Checkpoint.ConfigFileName)}: '{Quoted.Name(member)}' {problem}.");
    }
}
