using System.Diagnostics;
using System.Reflection;
using Solar.Research.Model;

namespace Solar.Research.Benchmarks.Training;

/// <summary>
/// Training throughput of our decoder and of the same model in plain eager PyTorch: same weights, batches, precision and optimizer, in
/// processes that take turns: with nothing set, with one set of variables for both, and with one thread each.
/// </summary>
internal static class TrainBenchmark
{
    /// <summary>How far the two sides' losses may be apart at any step, in nats: float32 sums in other orders, amplified over the steps.</summary>
    public const double LossTolerance = 2e-3;

    private static readonly string Peer = Path.Combine(AppContext.BaseDirectory, "peers", "eager_llama.py");

    public static int Run(IReadOnlyList<string> arguments, TextWriter output)
    {
        TrainBenchmarkOptions options;
        try
        {
            options = TrainBenchmarkOptions.Parse(arguments);
        }
        catch (ArgumentException wrong)
        {
            Console.Error.WriteLine(wrong.Message);
            return 2;
        }

        var folder = Directory.CreateTempSubdirectory("solar-bench-").FullName;
        try
        {
            var (model, batches, recipe) = (Path.Combine(folder, "model"), Path.Combine(folder, "batches"), Path.Combine(folder, "recipe.json"));
            using (var decoder = new Decoder(TrainWorkload.Config))
            {
                decoder.Initialize(seed: 1);
                decoder.Save(model);
            }

            TrainWorkload.WriteBatches(batches, options.Steps, seed: 1);
            TrainWorkload.WriteRecipe(recipe);
            Describe(options, output);
            var agree = true;
            foreach (var settings in new[] { TrainSettings.Default, TrainSettings.Tuned, TrainSettings.OneThread })
                agree &= Compare(settings, options, model, batches, recipe, output);
            return agree ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool Compare(TrainSettings settings, TrainBenchmarkOptions options, string model, string batches, string recipe, TextWriter output)
    {
        var rounds = new List<(TrainTurn Ours, TrainTurn Theirs)>();
        for (var round = 0; round < options.Rounds; round++)
        {
            // Who goes first changes from round to round.
            if (round % 2 == 0)
            {
                var ours = Ours();
                rounds.Add((ours, Theirs()));
            }
            else
            {
                var theirs = Theirs();
                rounds.Add((Ours(), theirs));
            }
        }

        var warm = options.Steps / 3;
        double Rate(TrainTurn turn) => TrainWorkload.Rows * TrainWorkload.Tokens / Median(turn.Seconds[warm..]);
        double Work(TrainTurn turn) => Median(turn.Cpu[warm..]);
        var ratios = rounds.Select(round => Rate(round.Ours) / Rate(round.Theirs)).ToArray();
        var apart = rounds.Max(round => round.Ours.Losses.Zip(round.Theirs.Losses, (a, b) => Math.Abs(a - b)).Max());
        var (first, last) = (rounds[0].Ours.Losses[0], rounds[0].Ours.Losses[^1]);

        Line(output, $"{settings.Name,-12} {rounds[0].Ours.Threads,3}/{rounds[0].Theirs.Threads,-3} {Median(rounds.Select(r => Rate(r.Ours))),9:N0} {Median(rounds.Select(r => Rate(r.Theirs))),9:N0} {Median(ratios),7:0.00} {ratios.Min(),6:0.00}-{ratios.Max():0.00} {Median(rounds.Select(r => Work(r.Theirs) / Work(r.Ours))),8:0.00}   {first:0.0000} -> {last:0.0000}, apart {apart:0.0e-0}");
        if (settings.Variables.Count > 0)
            Line(output, $"             with {string.Join(" ", settings.Variables.Select(v => $"{v.Key}={v.Value}"))}");
        if (apart <= LossTolerance)
            return true;
        Line(output, $"The losses are {apart:0.0e-0} apart, more than {LossTolerance:0.0e-0}: these are not the same model, and the ratio means nothing.");
        return false;

        TrainTurn Ours() => Turn(settings, Environment.ProcessPath!, [.. Host(), TrainSide.Command, model, batches]);

        TrainTurn Theirs() => Turn(settings, options.Python, [Peer, model, batches, recipe]);
    }

    private static void Describe(TrainBenchmarkOptions options, TextWriter output)
    {
        var c = TrainWorkload.Config;
        Line(output, $"{c.NumHiddenLayers} layers, hidden {c.HiddenSize}, feed-forward {c.IntermediateSize}, {c.NumAttentionHeads} heads on {c.NumKeyValueHeads} keys, vocabulary {c.VocabSize}: {ParameterCount.Of(c):N0} weights, float32.");
        Line(output, $"{TrainWorkload.Rows} rows of {TrainWorkload.Tokens} tokens a step; {options.Rounds} rounds of {options.Steps} steps, the first {options.Steps / 3} not counted; medians.");
        Line(output, $"{Environment.ProcessorCount} processors, load average {File.ReadAllText("/proc/loadavg").Split(' ')[0]} at the start.");
        Line(output, $"{"",-12} {"threads",-7} {"ours",9} {"PyTorch",9} {"ratio",7} {"range",11} {"cpu",8}   loss");
        Line(output, $"{"",-12} {"",-7} {"tokens/s",9} {"tokens/s",9}");
    }

    private static TrainTurn Turn(TrainSettings settings, string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        settings.Apply(start.Environment);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? TrainSide.Read(text.Trim().Split('\n')[^1])
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result.Trim()}");
    }

    // Started as "dotnet Solar.Research.Benchmarks.dll", our own program is dotnet, and needs to be told what to run.
    private static string[] Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [Assembly.GetExecutingAssembly().Location] : [];

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(FormattableString.Invariant(text));
}
