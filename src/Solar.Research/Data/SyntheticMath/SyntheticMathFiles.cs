using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Threading;
using System.Threading.Tasks;

namespace Solar.Research.Data.SyntheticMath;

/// <summary>Writes what a synthesis makes: both sets as JSONL, the recipe, and the report.</summary>
/// <remarks>
/// Synth. Math-Instruct has MetaMathQA's members (query, response, type, original_question), Synth. Math-Alignment the paper's
/// tuple (prompt, chosen, rejected); neither was published. Each row also has its provenance.
/// </remarks>
public static class SyntheticMathFiles
{
    /// <summary>The file of Synth. Math-Instruct.</summary>
    public const string Instruct = "synth_math_instruct.jsonl";

    /// <summary>The file of Synth. Math-Alignment.</summary>
    public const string Alignment = "synth_math_alignment.jsonl";

    /// <summary>The file of the recipe.</summary>
    public const string Recipe = "synth_math_recipe.json";

    /// <summary>The file of the report.</summary>
    public const string Report = "synth_math_report.json";

    private static readonly JsonSerializerOptions Line = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    private static readonly JsonSerializerOptions Page = new(Line) { WriteIndented = true };

    /// <summary>Makes the rows and writes them; the files take their names when they are complete.</summary>
    /// <param name="folder">The folder; made if it is not there.</param>
    /// <param name="synthesis">What makes the rows.</param>
    /// <param name="recipe">What it was made with.</param>
    /// <param name="progress">Told how many attempts of how many were made.</param>
    /// <param name="stop">Ends the work; complete files from before stay as they are.</param>
    public static async Task<SyntheticMathReport> Write(
        string folder, MathSynthesis synthesis, SyntheticMathRecipe recipe, IProgress<(long Done, long Total)>? progress = null, CancellationToken stop = default)
    {
        Directory.CreateDirectory(folder);
        string Aside(string name) => Path.Combine(folder, name + ".partial");
        await using (var instruct = new StreamWriter(Aside(Instruct), append: false, new UTF8Encoding(false)) { NewLine = "\n" })
        await using (var alignment = new StreamWriter(Aside(Alignment), append: false, new UTF8Encoding(false)) { NewLine = "\n" })
        {
            await foreach (var row in synthesis.Rows(stop))
            {
                await instruct.WriteLineAsync(InstructLine(row).AsMemory(), stop);
                if (row.CanBePreferred)
                    await alignment.WriteLineAsync(AlignmentLine(row).AsMemory(), stop);
                progress?.Report((synthesis.Attempts, synthesis.TotalAttempts));
            }
        }

        await File.WriteAllTextAsync(Aside(Recipe), JsonSerializer.Serialize(recipe, Page) + "\n", stop);
        await File.WriteAllTextAsync(Aside(Report), JsonSerializer.Serialize(synthesis.Report, Page) + "\n", stop);
        foreach (var name in new[] { Instruct, Alignment, Recipe, Report })
            File.Move(Aside(name), Path.Combine(folder, name), overwrite: true);
        return synthesis.Report;
    }

    /// <summary>A row of Synth. Math-Instruct.</summary>
    public static string InstructLine(SyntheticMathRow row) => JsonSerializer.Serialize(
        new { Query = row.Question, Response = row.Answer, Type = "MATH_Rephrased", OriginalQuestion = row.Original.Problem, Provenance = Provenance(row) }, Line);

    /// <summary>A row of Synth. Math-Alignment.</summary>
    public static string AlignmentLine(SyntheticMathRow row) => JsonSerializer.Serialize(
        new { Prompt = row.Question, Chosen = row.Answer, Rejected = row.Original.Solution, Provenance = Provenance(row) }, Line);

    private static object Provenance(SyntheticMathRow row) => new
    {
        row.Original.Source,
        row.Original.Level,
        Subject = row.Original.Type,
        row.Rephraser,
        row.Attempt,
        row.AnswerAttempt,
        row.RephraseSeed,
        row.AnswerSeed,
    };
}
