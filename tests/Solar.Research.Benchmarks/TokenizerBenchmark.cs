using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Benchmarks;

/// <summary>Our tokenizer against Debian's sentencepiece on the same lines in turn, one thread each, and whether the ids are the same; then our trainer on the same text.</summary>
internal static class TokenizerBenchmark
{
    private const int Rounds = 5;

    // All lines in one call: no time of Python's own between them.
    private const string Peer = """
        import array, hashlib, sys, time, sentencepiece
        processor = sentencepiece.SentencePieceProcessor(model_file=sys.argv[1])
        lines = open(sys.argv[2], newline="\n").read().split("\n")
        hashed, tokens = hashlib.sha256(), 0
        for line in lines:
            ids = processor.encode(line)
            tokens += len(ids)
            hashed.update(array.array("i", ids + [-1]).tobytes())
        print(tokens, hashed.hexdigest(), flush=True)
        for _ in sys.stdin:
            start = time.perf_counter()
            processor.encode(lines, num_threads=1)
            print(time.perf_counter() - start, flush=True)
        """;

    public static int Run(string model, string text, int vocabulary)
    {
        var tokenizer = BpeTokenizer.Load(model);
        string[] lines = File.ReadAllText(text).Split('\n');
        double megabytes = new FileInfo(text).Length / 1e6;

        using var peer = Process.Start(new ProcessStartInfo("/usr/bin/python3", ["-c", Peer, model, text]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        var (tokens, hash) = Ids(tokenizer, lines);
        if (peer.StandardOutput.ReadLine()?.Split() is not [var count, var other])
            return 1;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes:F1} MB, {lines.Length:N0} lines, {tokens:N0} tokens, ids {(hash == other ? "the same" : $"NOT the same: sentencepiece makes {count} tokens")}"));

        var times = new List<(double Ours, double Peer)>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            Encode(tokenizer, lines, _ => { });
            var ours = watch.Elapsed.TotalSeconds;
            peer.StandardInput.WriteLine();
            times.Add((ours, double.Parse(peer.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture)));
        }

        peer.StandardInput.Close();
        var (mine, theirs) = (DiskClock.Median(times.Select(time => time.Ours)), DiskClock.Median(times.Select(time => time.Peer)));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"medians of {Rounds}: ours {megabytes / mine:F1} MB/s, {tokens / mine / 1e6:F2} million tokens/s; sentencepiece {megabytes / theirs:F1} MB/s, {tokens / theirs / 1e6:F2} million tokens/s; ratio {theirs / mine:F1}"));

        var training = Stopwatch.StartNew();
        BpeTrainer.Train(lines, new() { VocabularySize = vocabulary });
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"training {vocabulary} pieces: {training.Elapsed.TotalSeconds:F2} s for {megabytes:F1} MB"));
        return hash == other ? 0 : 1;
    }

    private static (long Tokens, string Hash) Ids(BpeTokenizer tokenizer, string[] lines)
    {
        using var hashed = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long tokens = 0;
        Encode(tokenizer, lines, ids =>
        {
            tokens += ids.Count;
            ids.Add(-1);
            hashed.AppendData(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(ids)));
        });
        return (tokens, Convert.ToHexStringLower(hashed.GetHashAndReset()));
    }

    private static void Encode(BpeTokenizer tokenizer, string[] lines, Action<List<int>> take)
    {
        var ids = new List<int>();
        foreach (string line in lines)
        {
            ids.Clear();
            tokenizer.Encode(line, ids);
            take(ids);
        }
    }
}
