using System.Text.Json.Nodes;
using Solar.Research.Checkpoints;
using Solar.Research.Merging.Recipes;

namespace Solar.Research.Merging.Disk;

/// <summary>What a merge was made of and what was found on the way; written beside the weights.</summary>
/// <param name="Recipe">What was asked for.</param>
/// <param name="Job">The same for the same recipe, models and form of output.</param>
/// <param name="Tensors">How many tensors were written.</param>
/// <param name="Copied">How many of them have the bits of one model.</param>
/// <param name="Lerped">Of those that were to be interpolated on the sphere, how many were so parallel that they were interpolated linearly; null for other methods.</param>
/// <param name="Notes">How the models differ, in words.</param>
/// <param name="Facts">By tensor: cosines, coefficients of the method, edges of trimming.</param>
public sealed record MergeRecord(
    MergeRecipe Recipe,
    string Job,
    int Tensors,
    int Copied,
    int? Lerped,
    IReadOnlyList<string> Notes,
    IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> Facts)
{
    /// <summary>The file.</summary>
    public const string FileName = "merging.json";

    /// <summary>The recipe as mergekit's configuration, as that program leaves it too.</summary>
    public const string ConfigFileName = "mergekit_config.yml";

    internal static MergeRecord Of(MergeJob job, IReadOnlyDictionary<string, IReadOnlyDictionary<string, double>> facts)
    {
        var spherical = job.Recipe.Method is MergeMethod.Slerp or MergeMethod.NuSlerp;
        return new(
            job.Recipe,
            job.Fingerprint,
            job.Tensors.Count,
            facts.Values.Count(found => found.GetValueOrDefault("copied") == 1),
            spherical ? facts.Values.Count(found => found.GetValueOrDefault("lerp") == 1 || found.GetValueOrDefault("lerped_rows") > 0 || found.GetValueOrDefault("lerped_columns") > 0) : null,
            job.Notes,
            facts);
    }

    internal void Write(MergeJob job, string folder)
    {
        var json = new JsonObject
        {
            ["recipe"] = MergeRecipeJson.Of(Recipe),
            ["models"] = new JsonArray([.. job.Models.Select(model => ModelOf(model.Name, model.Checkpoint, model.Checkpoint == job.Donor))]),
            ["job"] = Job,
            ["tensors"] = Tensors,
            ["copied"] = Copied,
        };
        if (Lerped is { } lerped)
            json["lerped"] = lerped;
        json["notes"] = new JsonArray([.. Notes.Select(note => (JsonNode)note)]);
        json["facts"] = new JsonObject(Facts.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)TensorFacts.Of(pair.Value))));
        JsonFile.Write(Path.Combine(folder, FileName), json);
        File.WriteAllText(Path.Combine(folder, ConfigFileName), MergekitConfig.Write(Recipe));
        Provenance.Of("merging", MergeRecipeJson.Of(Recipe), [.. job.Models.Select(model => model.Checkpoint.Folder)]).Write(folder);
    }

    private static JsonObject ModelOf(string name, Checkpoint checkpoint, bool donor) => new()
    {
        ["model"] = name,
        ["lends_config_and_tokenizer"] = donor,
        ["weights"] = checkpoint.Tensors.Values.Sum(tensor => tensor.ElementCount),
        ["files"] = new JsonArray([.. checkpoint.Files.Select(file => new JsonObject { ["name"] = Path.GetFileName(file.Path), ["bytes"] = new FileInfo(file.Path).Length })]),
        ["config_sha256"] = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(Path.Combine(checkpoint.Folder, Checkpoint.ConfigFileName)))),
    };
}
