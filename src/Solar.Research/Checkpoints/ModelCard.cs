using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Research.Checkpoints;

/// <summary>A model card as Hugging Face shows it: the header that its search reads, and every step by which the model was made.</summary>
internal static class ModelCard
{
    public const string FileName = "README.md";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Provenance made)
    {
        var card = new StringBuilder("---\nlibrary_name: transformers\n");
        if (made.Models.Count > 0)
            card.Append("base_model:\n").AppendJoin("", made.Models.Select(model => $"- {JsonValue.Create(model.Name).ToJsonString()}\n"));
        card.Append("# license: yours to state; the licences of the models and data below apply to what is made of them\n---\n\n");
        card.Append(CultureInfo.InvariantCulture, $"# A model by {made.Step}\n\nHow it was made, the last step first.\n");
        Append(card, made, []);
        return card.ToString();
    }

    private static void Append(StringBuilder card, Provenance made, HashSet<string> told)
    {
        card.Append(CultureInfo.InvariantCulture, $"\n## {char.ToUpperInvariant(made.Step[0])}{made.Step[1..]}\n\n");
        foreach (var model in made.Models)
            card.Append(CultureInfo.InvariantCulture, $"- of `{model.Name}`, whose config.json has the SHA-256 {model.ConfigSha256}{(model.Made is null ? "; how it was made is not known here" : "")}\n");
        card.Append(CultureInfo.InvariantCulture, $"{(made.Models.Count > 0 ? "\n" : "")}```json\n{made.Recipe.ToJsonString(Readable)}\n```\n");
        foreach (var parent in made.Models.Select(model => model.Made).OfType<Provenance>())
        {
            // What two models have in common is told once.
            if (told.Add(parent.ToJson().ToJsonString()))
                Append(card, parent, told);
        }
    }
}
