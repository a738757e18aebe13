using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Solar.Research.Model;
using Solar.Research.Tuning;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Benchmarks.Training;

/// <summary>What one side reports of one turn.</summary>
/// <param name="Threads">The threads it worked with.</param>
/// <param name="Seconds">Of each step, on the clock.</param>
/// <param name="Cpu">Of each step, of processor time: what another program does at the same time changes it less.</param>
/// <param name="Losses">Of each step.</param>
internal sealed record TrainTurn(int Threads, double[] Seconds, double[] Cpu, double[] Losses);

/// <summary>Our side of the comparison, in a process of its own as the peer is: the trainer's own step on the workload.</summary>
internal static class TrainSide
{
    public const string Command = "train-side";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static string Run(string folder, string batches)
    {
        var numbers = MemoryMarshal.Cast<byte, long>(File.ReadAllBytes(batches)).ToArray();
        var steps = numbers.Length / TrainWorkload.NumbersOfStep;
        using var model = Decoder.Load(folder);
        var recipe = TrainWorkload.Recipe;
        using var optimizer = new FlatAdamW(model.Weights, model.DecayedCount, recipe);
        var turn = new TrainTurn(get_num_threads(), new double[steps], new double[steps], new double[steps]);
        for (var step = 0; step < steps; step++)
        {
            var (began, worked) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            turn.Losses[step] = Step(model, optimizer, recipe, numbers.AsSpan(step * TrainWorkload.NumbersOfStep, TrainWorkload.NumbersOfStep), step);
            turn.Seconds[step] = Stopwatch.GetElapsedTime(began).TotalSeconds;
            turn.Cpu[step] = (Environment.CpuUsage.TotalTime - worked).TotalSeconds;
        }

        return JsonSerializer.Serialize(turn, Json);
    }

    public static TrainTurn Read(string line) => JsonSerializer.Deserialize<TrainTurn>(line, Json)!;

    private static double Step(Decoder model, FlatAdamW optimizer, TrainRecipe recipe, ReadOnlySpan<long> numbers, int step)
    {
        using var scope = NewDisposeScope();
        var size = TrainWorkload.Rows * TrainWorkload.Tokens;
        using var batch = new TokenBatch(Part(numbers[..size]), Part(numbers.Slice(size, size)), Part(numbers[(2 * size)..]));
        model.Gradients.zero_();
        var loss = model.Loss(batch);
        loss.backward();
        var norm = FlatAdamW.Norm(model.Gradients);
        optimizer.Step(model.Gradients, step + 1, recipe.LearningRate, Math.Min(1, recipe.GradientClip / (norm + 1e-6)));
        return loss.ToDouble();

        static Tensor Part(ReadOnlySpan<long> values) => tensor(values.ToArray(), [TrainWorkload.Rows, TrainWorkload.Tokens]);
    }
}
