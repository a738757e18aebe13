using System.Runtime.InteropServices;
using Solar.Research.Model;

namespace Solar.Research.Benchmarks.Training;

/// <summary>What both sides train: the shape of the classroom's 8-layer base model, and rows of two documents each.</summary>
internal static class TrainWorkload
{
    public const int Rows = 16;
    public const int Tokens = 128;
    public const double LearningRate = 1e-3;

    public static DecoderConfig Config { get; } = new()
    {
        VocabSize = 4096,
        HiddenSize = 128,
        IntermediateSize = 384,
        NumHiddenLayers = 8,
        NumAttentionHeads = 4,
        NumKeyValueHeads = 2,
        MaxPositionEmbeddings = Tokens,
    };

    /// <summary>The int64 numbers of one step: ids, targets and first visible keys, [B, T] each.</summary>
    public const int NumbersOfStep = 3 * Rows * Tokens;

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
