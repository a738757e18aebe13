using Solar.Research.Model;
using Solar.Research.Model.Generation;
using Solar.Research.Tests.Model;
using Solar.Research.Tests.Tuning;
using Solar.Research.Tuning;
using Solar.Research.Tuning.Lora;
using Solar.Research.Tuning.Pretraining;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Gpu;

/// <summary>A model on a device beside the same model in float64 on the CPU, through everything that a run does with it.</summary>
public sealed class DeviceTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("device").FullName;

    public static TheoryData<string> Devices => TestDevice.All;

    [Theory]
    [MemberData(nameof(Devices))]
    public void Float32_gives_the_losses_and_gradients_of_float64(string name)
    {
        var on = TestDevice.Of(name);
        long[][] documents = [[0, 0, 0, 0, 4, 4, 4, 4, 4, 9, 9], new long[11]];
        foreach (var config in new[] { TinyDecoder.Llama, TinyDecoder.Mistral, TinyDecoder.TiedLlama })
        {
            foreach (var first in new[] { null, documents })
            {
                using var scope = NewDisposeScope();
                using var batch = TinyDecoder.Batch(config, 2, 11, first);
                using var exact = TinyDecoder.Make(config, ScalarType.Float64, fused: false);
                using var decoder = Moved(exact, on, ScalarType.Float32);

                var expected = exact.Loss(batch);
                expected.backward();
                var found = decoder.Loss(new(batch.Ids.to(on), batch.Targets!.to(on), batch.FirstVisible?.to(on)));
                found.backward();

                Close.Assert(expected, found.cpu().to(ScalarType.Float64), Tolerance.Forward);
                Close.Assert(exact.Gradients, decoder.Gradients.cpu().to(ScalarType.Float64), Tolerance.Forward);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void The_likeliest_tokens_are_those_of_float64(string name)
    {
        var on = TestDevice.Of(name);
        using var exact = TinyDecoder.Make(TinyDecoder.Llama, ScalarType.Float64, fused: false);
        using var decoder = Moved(exact, on, ScalarType.Float32);
        int[][] prompts = [[1, 5, 9], [2, 30, 4, 8, 11]];
        var options = new GenerationOptions { MaxNewTokens = 12, StopIds = [] };

        var (expected, found) = (new TokenGenerator(exact, options).Generate(prompts), new TokenGenerator(decoder, options).Generate(prompts));

        Assert.Equal(expected.SelectMany(row => row.Ids), found.SelectMany(row => row.Ids));
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Every_memory_setting_trains_stops_and_goes_on_to_the_same_losses(string name)
    {
        var on = TestDevice.Of(name);
        var plain = TinyTraining.Recipe with { Steps = 12, Precision = Precision.Bf16, GradientCheckpointing = true };
        var wide = Losses(plain, on, "wide");
        foreach (var weights in Enum.GetValues<MasterKind>())
        {
            foreach (var state in Enum.GetValues<StatePrecision>())
            {
                var narrow = Losses(plain with { MasterWeights = weights, OptimizerState = state }, on, $"{weights}-{state}");
                for (var i = 0; i < wide.Length; i++)
                    Assert.True(Tolerance.NarrowTraining.Accepts(wide[i], narrow[i]), $"{weights}, {state}, step {i + 1}: {wide[i]} and {narrow[i]}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void Adapters_learn_and_load_again(string name)
    {
        var on = TestDevice.Of(name);
        using var model = new Decoder(TinyTraining.Config, on, ScalarType.BFloat16);
        model.Initialize(1);
        var examples = PretrainingStage.Examples(model, TinyTraining.Rows(1), on);
        var before = Trainer.Evaluate(examples, 4)["loss"];
        var recipe = TinyTraining.Recipe with { Precision = Precision.Bf16, Steps = 12 };
        using (var adapters = new LoraAdapters(model, new() { Rank = 2, Alpha = 4, Dropout = 0.1 }, seed: 3))
        {
            new Trainer(adapters, recipe, examples).Run();
            adapters.Save(Path.Combine(_root, "adapter"), null);
        }

        using var loaded = LoraAdapters.Load(Path.Combine(_root, "adapter"), model);
        Assert.True(Trainer.Evaluate(examples, 4)["loss"] < before);
    }

    [Theory]
    [MemberData(nameof(Devices))]
    public void A_gpu_tells_the_most_that_it_held_and_a_cpu_does_not(string name)
    {
        var on = TestDevice.Of(name);
        using var model = new Decoder(TinyTraining.Config, on);
        model.Initialize(1);
        var peak = new Trainer(model, TinyTraining.Recipe with { Steps = 2 }, PretrainingStage.Examples(model, TinyTraining.Rows(1), on)).Run().PeakDeviceBytes;

        if (name == "cpu")
            Assert.Null(peak);
        else
            Assert.True(peak >= 16 * model.Weights.numel(), $"{peak} bytes are less than weights, gradients and two moments in float32 take"); // none: the shim was built without the CUDA runtime's header
    }

    private double[] Losses(TrainRecipe recipe, Device on, string folder)
    {
        for (var resume = false; ; resume = true)
        {
            using var model = new Decoder(TinyTraining.Config, on, ScalarType.BFloat16);
            model.Initialize(1);
            using var stop = new System.Threading.CancellationTokenSource();
            var run = new TrainRun { Folder = Path.Combine(_root, folder), Resume = resume, Progress = new AfterStep(5, stop.Cancel) };
            try
            {
                var result = new Trainer(model, recipe, PretrainingStage.Examples(model, TinyTraining.Rows(1), on)).Run(run, stop.Token);
                return [.. result.Metrics.Where(row => row.Name == MetricName.TrainLoss).Select(row => row.Value)];
            }
            catch (OperationCanceledException) when (!resume)
            {
            }
        }
    }

    private static Decoder Moved(Decoder from, Device on, ScalarType type)
    {
        using var untracked = no_grad();
        var moved = new Decoder(from.Config, on, type);
        moved.Weights.copy_(from.Weights);
        return moved;
    }

    private sealed class AfterStep(int step, Action act) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value)
        {
            if (value.Step == step)
                act();
        }
    }

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
