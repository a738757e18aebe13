using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Solar.Research.Data.SmallWorld;

/// <summary>A folder with the files of a small world: prose, tuning sets and tests, each as JSONL in the schema of the published set of that name.</summary>
/// <remarks>The same recipe gives the same bytes on every machine. The two synthetic sets of mathematics are not among them: they are made from <c>math_train</c>.</remarks>
public static class WorldFolder
{
    private static readonly JsonSerializerOptions Row = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The files that are written, by name without extension.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        "prose", "alpaca_gpt4", "openorca", "math_train", "orca_dpo_pairs", "ultrafeedback_cleaned",
        "arc_challenge_train", "arc_challenge_test", "hellaswag_train", "hellaswag_validation", "mmlu_dev", "mmlu_test",
        "truthfulqa_mc_validation", "winogrande_train", "winogrande_validation", "gsm8k_train", "gsm8k_test",
    ];

    /// <summary>Writes all files of the recipe's world; each is written aside and renamed, and replaces what stood there.</summary>
    /// <returns>SHA-256 of each file in lower-case hexadecimal, by file name.</returns>
    /// <exception cref="ArgumentException">The recipe's numbers do not make a world.</exception>
    public static IReadOnlyDictionary<string, string> Write(string folder, WorldRecipe recipe)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var world = World.Of(recipe);
        Directory.CreateDirectory(folder);
        return Files.ToDictionary(name => name + ".jsonl", name => WriteRows(Path.Combine(folder, name + ".jsonl"), Rows(world, name)));
    }

    /// <summary>The rows of one file, as they are serialized.</summary>
    internal static IEnumerable<object> Rows(World world, string file)
    {
        var (tests, shots, subjects) = (world.Recipe.TestItems, world.Recipe.ShotRows, world.Subjects.Count);
        return file switch
        {
            "prose" => Prose.Documents(world, world.Chances(WorldStream.Prose)).Select(text => (object)new { Text = text }),
            "alpaca_gpt4" => TuningRows.Alpaca(world, world.Chances(WorldStream.Alpaca)),
            "openorca" => TuningRows.OpenOrca(world, world.Chances(WorldStream.OpenOrca)),
            "math_train" => MathRows.Train(world, world.Chances(WorldStream.Math)),
            "orca_dpo_pairs" => PreferenceRows.OrcaDpo(world, world.Chances(WorldStream.OrcaDpo)),
            "ultrafeedback_cleaned" => PreferenceRows.UltraFeedback(world, world.Chances(WorldStream.UltraFeedback)),
            "arc_challenge_train" => BenchmarkRows.Arc(world, world.Chances(WorldStream.ArcTrain), tested: false, shots),
            "arc_challenge_test" => BenchmarkRows.Arc(world, world.Chances(WorldStream.ArcTest), tested: true, tests),
            "hellaswag_train" => BenchmarkRows.HellaSwag(world, world.Chances(WorldStream.HellaSwagTrain), tested: false, shots),
            "hellaswag_validation" => BenchmarkRows.HellaSwag(world, world.Chances(WorldStream.HellaSwagTest), tested: true, tests),
            "mmlu_dev" => BenchmarkRows.Mmlu(world, world.Chances(WorldStream.MmluDev), tested: false, rowsPerSubject: 5),
            "mmlu_test" => BenchmarkRows.Mmlu(world, world.Chances(WorldStream.MmluTest), tested: true, tests / subjects),
            "truthfulqa_mc_validation" => BenchmarkRows.TruthfulQa(world, world.Chances(WorldStream.TruthfulQa), Math.Min(tests, TruthfulQaAtMost(world))),
            "winogrande_train" => BenchmarkRows.WinoGrande(world, world.Chances(WorldStream.WinoGrandeTrain), tested: false, shots),
            "winogrande_validation" => BenchmarkRows.WinoGrande(world, world.Chances(WorldStream.WinoGrandeTest), tested: true, tests),
            "gsm8k_train" => BenchmarkRows.Gsm8k(world, world.Chances(WorldStream.Gsm8kTrain), tested: false, shots),
            "gsm8k_test" => BenchmarkRows.Gsm8k(world, world.Chances(WorldStream.Gsm8kTest), tested: true, tests),
            _ => throw new ArgumentException($"The world has no file '{file}'; it has: {string.Join(", ", Files)}.", nameof(file)),
        };
    }

    // Every tested belief is asked in so many ways, and no more.
    private static int TruthfulQaAtMost(World world) => world.AllBeliefs.Where(belief => world.IsTested(belief)).Sum(belief => belief.Questions.Count);

    private static string WriteRows(string path, IEnumerable<object> rows)
    {
        var aside = path + ".partial";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using (var file = File.Create(aside))
        {
            foreach (var row in rows)
            {
                var line = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(row, row.GetType(), Row) + "\n");
                hash.AppendData(line);
                file.Write(line);
            }
        }

        File.Move(aside, path, overwrite: true);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
