using System.Diagnostics;
using System.Globalization;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Benchmarks;

/// <summary>Our tokenizer against Debian's sentencepiece on the same lines in the same run, and our trainer on the same text.</summary>
internal static class TokenizerBenchmark
{
    private const string Peer = """
        import sys, time, sentencepiece
        processor = sentencepiece.SentencePieceProcessor(model_file=sys.argv[1])
        lines = open(sys.argv[2], newline="\n").read().split("\n")
        start = time.time()
        tokens = sum(len(processor.encode(line)) for line in lines)
        print(tokens, time.time() - start)
        """;

    public static int Run(string model, string text, int vocabulary)
    {
        var tokenizer = BpeTokenizer.Load(model);
        string[] lines = File.ReadAllText(text).Split('\n');
        double megabytes = new FileInfo(text).Length / 1e6;

        var ids = new List<int>();
        for (int pass = 1; pass <= 2; pass++)
        {
            long tokens = 0;
            var watch = Stopwatch.StartNew();
            foreach (string line in lines)
            {
                ids.Clear();
                tokenizer.Encode(line, ids);
                tokens += ids.Count;
            }

            Report($"ours, pass {pass}", tokens, watch.Elapsed.TotalSeconds, megabytes);
        }

        using var peer = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Peer, model, text]) { RedirectStandardOutput = true })!;
        string[] answer = peer.StandardOutput.ReadToEnd().Split();
        peer.WaitForExit();
        if (peer.ExitCode != 0)
            return 1;
        Report("sentencepiece", long.Parse(answer[0], CultureInfo.InvariantCulture), double.Parse(answer[1], CultureInfo.InvariantCulture), megabytes);

        var training = Stopwatch.StartNew();
        BpeTrainer.Train(lines, new() { VocabularySize = vocabulary });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training {vocabulary} pieces: {training.Elapsed.TotalSeconds:F2} s for {megabytes:F1} MB"));
        return 0;
    }

    private static void Report(string who, long tokens, double seconds, double megabytes) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{who}: {tokens} tokens in {seconds:F2} s, {megabytes / seconds:F1} MB/s"));
}
