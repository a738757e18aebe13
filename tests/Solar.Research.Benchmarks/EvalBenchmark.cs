using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Solar.Research.Data;
using Solar.Research.Data.Tokenization;
using Solar.Research.Evaluation;
using Solar.Research.Evaluation.Scoring;
using Solar.Research.Evaluation.Tasks;
using Solar.Research.Model;

namespace Solar.Research.Benchmarks;

/// <summary>Scoring with what is shared read once, beside every request read whole: the same rows, one process, one after the other.</summary>
internal static class EvalBenchmark
{
    private static readonly string[] Words =
        "a man the dog cat house water fire garden bread stone river morning evening takes gives sees finds carries under over with near old new small large red green because when while".Split(' ');

    public static int Run(int documents, int rounds)
    {
        var folder = Directory.CreateTempSubdirectory("solar-bench-eval-").FullName;
        try
        {
            Write(folder, documents);
            var tokenizer = BpeTrainer.Train(
                Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).SelectMany(File.ReadLines), new BpeTrainerOptions { VocabularySize = 320, CharacterCoverage = 1 });
            using var decoder = new Model.Decoder(new DecoderConfig
            {
                VocabSize = tokenizer.VocabularySize,
                HiddenSize = 128,
                IntermediateSize = 384,
                NumHiddenLayers = 12,
                NumAttentionHeads = 4,
                NumKeyValueHeads = 2,
                MaxPositionEmbeddings = 2048,
            });
            decoder.Initialize(seed: 1);

            Console.WriteLine($"12 layers, hidden 128, {documents} documents a task, 5 shots; medians of {rounds} rounds");
            Console.WriteLine("task          tokens a request   apart      shared     ratio   largest difference");
            double[] allApart = new double[rounds], allShared = new double[rounds];
            foreach (var name in (string[])["arc", "hellaswag", "mmlu", "winogrande"])
            {
                var prompts = new BenchmarkFolder(folder).Prompts(BenchmarkTask.Named(name), new EvaluationRecipe { Shots = 5 });
                var length = prompts.Average(prompt => prompt.Requests.Average(request => tokenizer.CountTokens(request.Context + request.Continuation)));
                var (apart, shared) = (new LikelihoodScorer(decoder, tokenizer) { SharesPrefixes = false }, new LikelihoodScorer(decoder, tokenizer));
                double[] secondsApart = new double[rounds], secondsShared = new double[rounds];
                var furthest = 0.0;
                for (var round = 0; round < rounds; round++)
                {
                    (var one, secondsApart[round]) = Timed(() => apart.Score(prompts));
                    (var two, secondsShared[round]) = Timed(() => shared.Score(prompts));
                    furthest = Math.Max(furthest, one.Zip(two, (a, b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max()).Max());
                    (allApart[round], allShared[round]) = (allApart[round] + secondsApart[round], allShared[round] + secondsShared[round]);
                }

                Tell(name, string.Create(CultureInfo.InvariantCulture, $"{length:F0}"), secondsApart, secondsShared, string.Create(CultureInfo.InvariantCulture, $"{furthest,12:E1}"));
            }

            Tell("all", "", allApart, allShared, "");
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The ratio is the median of the rounds' ratios, not the ratio of the medians beside it.
    private static void Tell(string task, string length, double[] apart, double[] shared, string difference) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{task,-12} {length,10} {DiskClock.Median(apart),14:F2} s {DiskClock.Median(shared),8:F2} s {DiskClock.Median(apart.Zip(shared, (a, b) => a / b)),8:F2}x{difference}"));

    private static (T Result, double Seconds) Timed<T>(Func<T> work)
    {
        var watch = Stopwatch.StartNew();
        var result = work();
        return (result, watch.Elapsed.TotalSeconds);
    }

    private static void Write(string folder, int documents)
    {
        var random = new SplitMix64(1);
        string Text(int words) => string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Below(Words.Length)]));
        string[] Choices(int words) => [.. Enumerable.Range(0, 4).Select(_ => Text(words))];
        void Put(string name, int count, Func<int, object> row)
        {
            var lines = new StringBuilder();
            for (var i = 0; i < count; i++)
                lines.Append(JsonSerializer.Serialize(row(i))).Append('\n');
            File.WriteAllText(Path.Combine(folder, name + ".jsonl"), lines.ToString());
        }

        foreach (var (split, count) in new[] { ("train", 50), ("test", documents) })
            Put($"arc_challenge_{split}", count, i => new { id = $"{i}", question = Text(20) + "?", choices = new { text = Choices(5), label = new[] { "A", "B", "C", "D" } }, answerKey = "A" });
        foreach (var (split, count) in new[] { ("train", 50), ("validation", documents) })
            Put($"hellaswag_{split}", count, i => new { ctx_a = Text(18), ctx_b = Text(3), activity_label = Text(2), endings = Choices(9), label = "1" });
        foreach (var (split, count) in new[] { ("dev", 5), ("test", documents) })
            Put($"mmlu_{split}", count, i => new { question = Text(15), subject = "gardens", choices = Choices(4), answer = 2 });
        foreach (var (split, count) in new[] { ("train", 50), ("validation", documents) })
            Put($"winogrande_{split}", count, i => new { sentence = Text(9) + " _ " + Text(9) + ".", option1 = Text(1), option2 = Text(1), answer = "1" });
    }
}
