using System.Text.Json;
using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tuning.Lora;

/// <summary>PEFT's <c>adapter_config.json</c>.</summary>
/// <remarks>huggingface/peft, <c>src/peft/tuners/lora/config.py</c> and <c>src/peft/config.py</c>, as of 0.7 (December 2023) and after.</remarks>
internal static class PeftConfig
{
    public const string FileName = "adapter_config.json";

    // Members that change nothing that is computed from the adapters as they are saved.
    private static readonly string[] Harmless =
        ["base_model_name_or_path", "inference_mode", "init_lora_weights", "revision", "task_type", "peft_version", "auto_mapping", "loftq_config", "megatron_core", "runtime_config", "ensure_weight_tying", "qalora_group_size", "eva_config", "corda_config"];

    private static readonly string[] Understood = ["peft_type", "r", "lora_alpha", "lora_dropout", "target_modules"];

    /// <summary>What PEFT needs to load the adapters.</summary>
    public static JsonObject Write(LoraRecipe recipe, string? baseName) => new()
    {
        ["alpha_pattern"] = new JsonObject(),
        ["auto_mapping"] = null,
        ["base_model_name_or_path"] = baseName,
        ["bias"] = "none",
        ["fan_in_fan_out"] = false,
        ["inference_mode"] = true,
        ["init_lora_weights"] = true,
        ["layers_pattern"] = null,
        ["layers_to_transform"] = null,
        ["lora_alpha"] = recipe.Alpha == Math.Floor(recipe.Alpha) && recipe.Alpha < int.MaxValue ? (int)recipe.Alpha : recipe.Alpha,
        ["lora_dropout"] = recipe.Dropout,
        ["modules_to_save"] = null,
        ["peft_type"] = "LORA",
        ["r"] = recipe.Rank,
        ["rank_pattern"] = new JsonObject(),
        ["revision"] = null,
        ["target_modules"] = new JsonArray([.. recipe.TargetModules.Select(name => (JsonNode)name)]),
        ["task_type"] = "CAUSAL_LM",
    };

    /// <exception cref="InvalidDataException">A member is missing, or asks for what is not implemented; the message names it.</exception>
    public static (LoraRecipe Recipe, string? BaseName) Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            throw new InvalidDataException($"{folder}: holds no {FileName}, so it is no adapter's folder.");
        var config = JsonFile.Read(path);
        foreach (var (name, value) in config)
        {
            if (!Harmless.Contains(name) && !Understood.Contains(name) && !ChangesNothing(value))
                throw new InvalidDataException($"{path}: '{name}' is {value!.ToJsonString()}, which is not implemented. Plain LoRA is, without biases, patterns or other modules.");
        }

        if (Required<string>("peft_type") is not "LORA" and var other)
            throw new InvalidDataException($"{path}: 'peft_type' is '{other}'; only 'LORA' is implemented.");
        var recipe = new LoraRecipe
        {
            Rank = Required<int>("r"),
            Alpha = Required<double>("lora_alpha"),
            Dropout = config["lora_dropout"]?.GetValue<double>() ?? 0,
            TargetModules = Targets(),
        };
        try
        {
            return (recipe.Validate(), config["base_model_name_or_path"]?.GetValue<string>());
        }
        catch (ArgumentException wrong)
        {
            throw new InvalidDataException($"{path}: {wrong.Message}", wrong);
        }

        T Required<T>(string name)
        {
            try
            {
                return (config[name] ?? throw new InvalidDataException($"{path}: '{name}' is missing.")).GetValue<T>();
            }
            catch (Exception wrong) when (wrong is FormatException or InvalidOperationException or JsonException)
            {
                throw new InvalidDataException($"{path}: '{name}' is {config[name]!.ToJsonString()}, which is no {typeof(T).Name}.", wrong);
            }
        }

        IReadOnlyList<string> Targets() => config["target_modules"] switch
        {
            // PEFT keeps a set, whose order says nothing: ours is that of a layer.
            JsonArray names when names.All(name => name is JsonValue value && value.TryGetValue<string>(out _)) => InOrder([.. names.Select(name => name!.GetValue<string>())]),
            JsonValue value when value.TryGetValue<string>(out var text) && text == "all-linear" => LoraRecipe.AllProjections,
            var wrong => throw new InvalidDataException($"{path}: 'target_modules' is {wrong?.ToJsonString() ?? "missing"}; a list of projections or \"all-linear\" is expected."),
        };

        static IReadOnlyList<string> InOrder(IReadOnlyList<string> names) =>
            [.. LoraRecipe.AllProjections.Where(names.Contains), .. names.Where(name => !LoraRecipe.AllProjections.Contains(name))];
    }

    private static bool ChangesNothing(JsonNode? value) => value switch
    {
        null => true,
        JsonArray list => list.Count == 0,
        JsonObject members => members.Count == 0,
        JsonValue single => single.GetValueKind() == JsonValueKind.False || (single.TryGetValue<string>(out var text) && text == "none"),
        _ => false,
    };
}
