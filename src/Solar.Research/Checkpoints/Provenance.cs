using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints;

/// <summary>How a model was made: the last step, and how the models that it was made of were made. Saved beside the weights, for programs and, as the model card, for people.</summary>
/// <param name="Step">In a few words, such as "depth up-scaling".</param>
/// <param name="Recipe">What was asked for. Of paths only the last name is kept: a folder may be given away.</param>
/// <param name="Models">What it was made of; none for a model that was trained from nothing.</param>
public sealed record Provenance(string Step, JsonObject Recipe, IReadOnlyList<ParentModel> Models)
{
    /// <summary>The file.</summary>
    public const string FileName = "provenance.json";

    private static readonly string? Program = typeof(Provenance).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>A step that has just been taken.</summary>
    /// <param name="step">In a few words.</param>
    /// <param name="recipe">What was asked for.</param>
    /// <param name="folders">The models that it was taken from.</param>
    public static Provenance Of(string step, JsonObject recipe, params IReadOnlyList<string> folders)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        return new(step, (JsonObject)WithoutPlaces(recipe)!, [.. folders.Select(ParentModel.In)]);
    }

    /// <summary>What a model's folder says of how it was made; nothing, if another program wrote it.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static Provenance? Find(string folder)
    {
        var path = Path.Combine(folder, FileName);
        return File.Exists(path) ? Read(JsonFile.Read(path), path) : null;
    }

    /// <summary>Writes the file and the model card into a model's folder.</summary>
    public void Write(string folder)
    {
        JsonFile.Write(Path.Combine(folder, FileName), ToJson());
        File.WriteAllText(Path.Combine(folder, ModelCard.FileName), ModelCard.Of(this));
    }

    /// <summary>The same as JSON.</summary>
    public JsonObject ToJson() => new()
    {
        ["step"] = Step,
        ["program"] = $"Solar.Research {Program}",
        ["recipe"] = Recipe.DeepClone(),
        ["models"] = new JsonArray([.. Models.Select(model => (JsonNode)model.ToJson())]),
    };

    private static Provenance Read(JsonObject json, string path) => json["step"] is JsonValue step && json["recipe"] is JsonObject recipe && json["models"] is JsonArray models
        ? new($"{step}", (JsonObject)recipe.DeepClone(), [.. models.OfType<JsonObject>().Select(model => new ParentModel(
            $"{model["name"]}", $"{model["config_sha256"]}", model["made"] is JsonObject made ? Read(made, path) : null))])
        : throw new InvalidDataException($"{path}: expected step, recipe and models; remove the file if the history of this model does not matter.");

    private static JsonNode? WithoutPlaces(JsonNode? node) => node switch
    {
        JsonObject members => new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, WithoutPlaces(member.Value)))),
        JsonArray items => new JsonArray([.. items.Select(WithoutPlaces)]),
        JsonValue value when value.TryGetValue(out string? text) && Path.IsPathRooted(text) => ParentModel.NameOf(text),
        _ => node?.DeepClone(),
    };
}

/// <summary>A model that another was made of.</summary>
/// <param name="Name">The last name of its folder, or of the run that left it.</param>
/// <param name="ConfigSha256">SHA-256 of its <c>config.json</c>, in lower-case hexadecimal.</param>
/// <param name="Made">How it was made, if its folder says.</param>
public sealed record ParentModel(string Name, string ConfigSha256, Provenance? Made)
{
    internal static ParentModel In(string folder) => new(
        NameOf(folder),
        Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(Path.Combine(folder, Checkpoint.ConfigFileName)))),
        Provenance.Find(folder));

    // run/checkpoints/step-000030/model is the model of that run.
    internal static string NameOf(string path) => path
        .Split('/', '\\')
        .LastOrDefault(name => name.Length > 0 && name is not ("model" or "checkpoints") && !name.StartsWith("step-", StringComparison.Ordinal)) ?? path;

    internal JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name, ["config_sha256"] = ConfigSha256 };
        if (Made is not null)
            json["made"] = Made.ToJson();
        return json;
    }
}
