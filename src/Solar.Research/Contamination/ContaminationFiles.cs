using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Solar.Research.Tuning;

namespace Solar.Research.Contamination;

/// <summary>Writes contamination results: the recipe, a summary, and a line for every text.</summary>
public static class ContaminationFiles
{
    /// <summary>The file of the recipe.</summary>
    public const string Recipe = "recipe.json";

    /// <summary>The file of the shares and their intervals.</summary>
    public const string Summary = "summary.json";

    private static readonly JsonSerializerOptions Line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Page = new(Line) { WriteIndented = true };

    /// <summary>Writes <c>recipe.json</c>, <c>summary.json</c> and <c>BENCHMARK.jsonl</c> for each result, each aside and then renamed.</summary>
    public static void Write(string folder, ContaminationRecipe recipe, IReadOnlyList<ContaminationResult> results)
    {
        ArgumentNullException.ThrowIfNull(results);
        Directory.CreateDirectory(folder);
        RecipeJson.Save(recipe, Path.Combine(folder, Recipe));
        foreach (var result in results)
            Save(Path.Combine(folder, result.Benchmark + ".jsonl"), string.Concat(result.Examples.Select(example => JsonSerializer.Serialize(example, Line) + "\n")));
        Save(Path.Combine(folder, Summary), JsonSerializer.Serialize(results.Select(SummaryOf), Page) + "\n");
    }

    /// <summary>A result without its texts: what tables and scripts read.</summary>
    public static object SummaryOf(ContaminationResult result) => new
    {
        result.Benchmark,
        result.Flagged.Share,
        result.Flagged.Low,
        result.Flagged.High,
        Examples = result.Flagged.Trials,
        result.Texts,
        result.MeanScore,
        result.Skipped,
    };

    private static void Save(string path, string text)
    {
        File.WriteAllText(path + ".partial", text, new UTF8Encoding(false));
        File.Move(path + ".partial", path, overwrite: true);
    }
}
