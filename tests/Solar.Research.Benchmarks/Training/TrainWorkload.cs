using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Solar.Research.Experiments.Growth;
using Solar.Research.Model;
using Solar.Research.Tuning;

namespace Solar.Research.Benchmarks.Training;

/// <summary>What both sides train: the 8-layer base of the classroom's growth experiment, its batch and its optimizer, on rows of two documents each.</summary>
internal static class TrainWorkload
{
    public static TrainRecipe Recipe { get; } = GrowthScales.Of("classroom").Pretraining;

    public static DecoderConfig Config { get; } = GrowthScales.Of("classroom").BaseConfig;

    public static int Rows => Recipe.RowsPerBatch;

    public static int Tokens => Recipe.TokensPerRow;

    /// <summary>The int64 numbers of one step: ids, targets and first visible keys, [B, T] each.</summary>
    public static int NumbersOfStep => 3 * Rows * Tokens;

    /// <summary>Writes what the peer has to know of the recipe. Both sides keep the peak learning rate throughout.</summary>
    public static void WriteRecipe(string path) => File.WriteAllText(path, new JsonObject
    {
        ["rows"] = Rows,
        ["tokens"] = Tokens,
        ["learning_rate"] = Recipe.LearningRate,
        ["beta1"] = Recipe.Beta1,
        ["beta2"] = Recipe.Beta2,
        ["epsilon"] = Recipe.Epsilon,
        ["weight_decay"] = Recipe.WeightDecay,
        ["gradient_clip"] = Recipe.GradientClip,
    }.ToJsonString());

    /// <summary>Writes the steps' batches one after the other. The text is a noisy walk through the vocabulary, so that there is something to learn.</summary>
    public static void WriteBatches(string path, int steps, int seed)
    {
        var random = new Random(seed);
        var numbers = new long[steps * NumbersOfStep];
        for (var row = 0; row < steps * Rows; row++)
        {
            var (step, place) = (row / Rows, row % Rows * Tokens);
            var boundary = random.Next(8, Tokens - 8);
            var token = random.Next(Config.VocabSize);
            for (var t = 0; t < Tokens; t++)
            {
                var next = random.Next(4) == 0 ? random.Next(Config.VocabSize) : ((token * 5) + 1) % Config.VocabSize;
                var at = (step * NumbersOfStep) + place + t;
                (numbers[at], numbers[at + (Rows * Tokens)], numbers[at + (2 * Rows * Tokens)]) = (token, next, t < boundary ? 0 : boundary);
                token = next;
            }
        }

        File.WriteAllBytes(path, MemoryMarshal.AsBytes<long>(numbers));
    }
}
