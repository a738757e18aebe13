using System.Diagnostics;
using System.Reflection;
using System.Text.Json;

namespace Solar.Research.Benchmarks.Gpu;

/// <summary>
/// Training steps and greedy decoding on a GPU beside Hugging Face's LlamaForCausalLM on the same GPU in the same run: the same shapes and amounts of
/// random tokens in bfloat16 with gradient checkpointing. Each measurement is a process of its own, so that each begins with an empty GPU.
/// </summary>
internal static class GpuBenchmark
{
    private static readonly string Peer = Path.Combine(AppContext.BaseDirectory, "peers", "hf_llama.py");

    public static int Run(IReadOnlyList<string> arguments)
    {
        GpuOptions options;
        try
        {
            options = GpuOptions.Parse(arguments);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or OverflowException)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }

        var table = new GpuTable(GpuCard.Of(options), options);
        var failed = false;
        foreach (var shape in options.Shapes)
        {
            foreach (var stage in Enum.GetValues<GpuStage>())
            {
                Console.Error.WriteLine($"{shape.Name} {stage}: ours");
                var ours = Turn(options, shape, stage, Environment.ProcessPath!, [.. Host(), GpuSide.Command]);
                Console.Error.WriteLine($"{shape.Name} {stage}: the peer");
                var theirs = Turn(options, shape, stage, options.Python, [Peer]);
                foreach (var (side, turn) in new[] { ("OURS DID NOT RUN", ours), ("NO PEER", theirs) })
                {
                    if (turn.Missing is { } why)
                        Console.Error.WriteLine($"{side} for {shape.Name} {stage}: {why}");
                }

                failed |= ours.Missing is not null;
                table.Add(shape, stage, ours, theirs);
            }
        }

        Console.WriteLine(table);
        if (options.Out is { } path)
            File.WriteAllText(path, table.ToString());
        return failed ? 1 : 0;
    }

    private static GpuTurn Turn(GpuOptions options, GpuShape shape, GpuStage stage, string program, IEnumerable<string> arguments)
    {
        var path = Path.Combine(Path.GetTempPath(), $"solar-gpu-{Environment.ProcessId}.json");
        var job = new GpuJob(stage, shape.Name, options.Device, shape.Config.ToJson(), options.Steps, options.Rows, options.MicroRows, options.Tokens, options.NewTokens);
        File.WriteAllText(path, JsonSerializer.Serialize(job, GpuJob.Json));
        try
        {
            var start = new ProcessStartInfo(program, [.. arguments, path]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var lines = process.StandardOutput.ReadToEnd().Trim().Split('\n');
            process.WaitForExit();
            return process.ExitCode == 0
                ? JsonSerializer.Deserialize<GpuTurn>(lines[^1], GpuJob.Json)!
                : Nothing(Reason(errors.Result.Trim().Split('\n')));
        }
        catch (System.ComponentModel.Win32Exception absent)
        {
            return Nothing($"{program} cannot be started: {absent.Message}");
        }
        finally
        {
            File.Delete(path);
        }

        // .NET tells what happened before where, Python after it.
        static string Reason(string[] lines) => lines.FirstOrDefault(line => line.StartsWith("Unhandled exception", StringComparison.Ordinal)) ?? lines[^1];
        static GpuTurn Nothing(string why) => new([], [], null, why, "");
    }

    // Started as "dotnet Solar.Research.Benchmarks.dll", our own program is dotnet, and needs to be told what to run.
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];
}
