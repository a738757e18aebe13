using Solar.Research.Benchmarks.Gpu;
#if TORCH_SYSTEM
using Solar.Research.Benchmarks.Training;
#endif

namespace Solar.Research.Benchmarks;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["tokenizer", var model, var text]:
                return TokenizerBenchmark.Run(model, text, vocabulary: 4096);
            case ["data", var work, var vocabulary, .. var rest] when NumberOptions.Of(rest, "--rows") is { } options:
                return DataBenchmark.Run(work, options["--rows"] ?? 3_000_000, vocabulary);
            case [DataBenchmark.Side, var folder, var vocabulary]:
                return DataBenchmark.Draw(folder, vocabulary);
            case ["gguf", var model, var text]:
                return GgufComparison.Run(model, text);
            case ["merge", var config, var work, .. var rest] when NumberOptions.Of(rest, "--layers", "--rounds") is { } options:
                return MergeBenchmark.Run(config, work, options["--layers"], options["--rounds"] ?? 5);
            case ["dus", var config, var work, .. var rest] when NumberOptions.Of(rest, "--layers") is { } options:
                return DusBenchmark.Run(config, work, options["--layers"]);
            case ["eval", .. var rest] when NumberOptions.Of(rest, "--documents", "--rounds") is { } options:
                return EvalBenchmark.Run(options["--documents"] ?? 40, options["--rounds"] ?? 3);
            case ["gpu", .. var rest]:
                return GpuBenchmark.Run(rest);
            case [GpuSide.Command, var job]:
                Console.WriteLine(GpuSide.Run(job));
                return 0;
#if TORCH_SYSTEM
            case ["train", .. var rest]:
                return TrainBenchmark.Run(rest, Console.Out);
            case [TrainSide.Command, var folder, var batches]:
                Console.WriteLine(TrainSide.Run(folder, batches));
                return 0;
#endif
            default:
                Console.Error.WriteLine("""
                    usage: solar bench tokenizer MODEL TEXT             our tokenizer beside sentencepiece
                           solar bench data WORK TOKENIZER [--rows N]   three million rows of OpenOrca's schema, filtered, drawn, templated, tokenised, packed
                           solar bench dus CONFIG WORK [--layers N]     depth up-scaling on disk beside cp
                           solar bench merge CONFIG WORK [--layers N]   linear and SLERP merges of two models beside reading both and copying one
                                             [--rounds N]
                           solar bench gguf DIR TEXT                    a checkpoint's probabilities beside llama.cpp's, through our GGUF files
                           solar bench eval [--documents N]             scoring with shared prefixes read once beside every request read whole
                                            [--rounds N]
                           solar bench kernel [--rounds N]              our notebook kernel beside ipykernel
                           solar bench train [--rounds N] [--steps N]   our training beside plain eager PyTorch
                                             [--python PATH]
                           solar bench gpu [--device cuda:N]            training steps and decoding of 1B, 7B and 10.7B shapes beside transformers,
                                           [--shapes 1b,mistral-7b,…]   on a GPU; tests/gpu/run.sh does it where there is no .NET
                                           [--rows N] [--micro-rows N] [--tokens N] [--steps N] [--new-tokens N] [--python PATH]
                                           [--peak-tflops X] [--bandwidth GB/S] [--out FILE]
                    """);
                return 2;
        }
    }
}
