using System.Diagnostics;
using System.Text.Json;
using Solar.Research.Data;
using Solar.Research.Data.Examples;
using Solar.Research.Model;
using Solar.Research.Model.Generation;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Dpo;
using Solar.Research.Tuning.Sft;
using TorchSharp;
using static TorchSharp.torch;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>Our side, in a process of its own: the trainer and the generator as a run uses them, on random weights and tokens.</summary>
internal static class GpuSide
{
    public const string Command = "gpu-side";
    private const int PromptTokens = 128;

    public static string Run(string job) => JsonSerializer.Serialize(Run(JsonSerializer.Deserialize<GpuJob>(File.ReadAllText(job), GpuJob.Json)!), GpuJob.Json);

    private static GpuTurn Run(GpuJob job)
    {
        var on = device(job.Device);
        using var model = new Decoder(GpuShape.Named(job.Shape).Config, on, ScalarType.BFloat16);
        Draw(model);
        return job.Stage == GpuStage.Decode ? Decode(job, model) : Train(job, model, on);
    }

    private static GpuTurn Train(GpuJob job, Decoder model, Device on)
    {
        var rowsEach = job.Stage == GpuStage.Dpo ? 2 : 1;
        var recipe = new TrainRecipe
        {
            Steps = job.Steps,
            RowsPerBatch = job.Rows / rowsEach,
            RowsPerMicroBatch = job.MicroRows / rowsEach,
            TokensPerRow = job.Tokens,
            LearningRate = 1e-5,
            Precision = Precision.Bf16,
            MasterWeights = MasterKind.None,
            OptimizerState = GpuShape.Named(job.Shape).State,
            GradientCheckpointing = true,
        };
        var texts = Enumerable.Range(0, recipe.Steps * job.Rows).Select(row => Text(job, model.Config, row)).ToArray();
        var examples = job.Stage == GpuStage.Sft
            ? SftStage.Examples(model, PackedExamples.Pack(texts, job.Tokens), on)
            : Preferences(model, new(texts.Chunk(2).Select(pair => new PreferencePair(pair[0], pair[1]))), on);

        var (seconds, losses) = (new List<double>(), new List<double>());
        var began = Stopwatch.GetTimestamp();
        long? peak = null;
        new Trainer(model, recipe, examples).Run(new TrainRun
        {
            Progress = new Each(progress =>
            {
                Wait(on);
                seconds.Add(Stopwatch.GetElapsedTime(began).TotalSeconds);
                losses.Add(progress.Loss);
                peak = progress.PeakDeviceBytes;
                began = Stopwatch.GetTimestamp();
            }),
        });
        return new([.. seconds], [.. losses], peak, null, Versions());
    }

    private static ExampleSet Preferences(Decoder model, PreferencePairs pairs, Device on) =>
        DpoStage.Examples(model, pairs, ReferenceLogProbs.Of(model, pairs, pairsAtOnce: 1, on), new DpoObjective(), on);

    private static GpuTurn Decode(GpuJob job, Decoder model)
    {
        var random = new SplitMix64(2);
        int[] prompt = [.. Enumerable.Range(0, PromptTokens).Select(_ => random.Below(model.Config.VocabSize))];
        var generator = new TokenGenerator(model, new() { MaxNewTokens = job.NewTokens, StopIds = [] });
        generator.Generate([prompt]); // warm
        var stamps = new List<long>();
        generator.Generate([prompt], (_, _) =>
        {
            stamps.Add(Stopwatch.GetTimestamp());
            return true;
        });
        return new([.. stamps.Zip(stamps.Skip(1), (a, b) => Stopwatch.GetElapsedTime(a, b).TotalSeconds)], [], null, null, Versions());
    }

    // A row that is one text without a break; a quarter of it is the prompt.
    private static PromptedTokens Text(GpuJob job, DecoderConfig config, int row)
    {
        var random = new SplitMix64(1, row);
        return new([.. Enumerable.Range(0, job.Tokens + 1).Select(_ => random.Below(config.VocabSize))], job.Tokens / 4);
    }

    private static void Draw(Decoder model)
    {
        using var untracked = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(1, model.Weights.device);
        var norms = model.Weights.numel() - model.DecayedCount;
        model.Weights.narrow(0, 0, model.DecayedCount).normal_(0, 0.02, generator);
        model.Weights.narrow(0, model.DecayedCount, norms).fill_(1);
    }

    private static void Wait(Device on)
    {
        if (on.type == DeviceType.CUDA)
            cuda.synchronize(on);
    }

    private static string Versions() => $"libtorch {__version__}";

    private sealed class Each(Action<TrainingProgress> act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => act(value);
    }
}
