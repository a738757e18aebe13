using System.Diagnostics;
using System.Globalization;
using Solar.DuckDb;
using Solar.Research.Data.Examples;
using Solar.Research.Data.Sets;
using Solar.Research.Data.Templates;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Benchmarks;

/// <summary>OpenOrca's amount of rows through filter, subsample, template, tokenizer and packing: seconds and peak memory, in a process of its own.</summary>
internal static class DataBenchmark
{
    /// <summary>The command by which the benchmark starts its measured half.</summary>
    public const string Side = "data-side";

    private const int Maximum = 100_000, TokensPerRow = 4096;

    /// <summary>Writes two Parquet files in OpenOrca's schema if they are not there, and draws from them.</summary>
    /// <param name="work">Where the files go.</param>
    /// <param name="rows">How many in all.</param>
    /// <param name="tokenizer">A tokenizer's file or folder.</param>
    public static int Run(string work, long rows, string tokenizer)
    {
        var folder = Path.Combine(work, string.Create(CultureInfo.InvariantCulture, $"openorca-{rows}"), "openorca");
        if (!Directory.Exists(folder))
            Generate(folder, rows);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows in {Directory.GetFiles(folder).Length} files, {Directory.GetFiles(folder).Sum(file => new FileInfo(file).Length) / 1e6:F0} MB of Parquet"));
        using var measured = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [.. Self(), Side, Path.GetDirectoryName(folder)!, Path.GetFullPath(tokenizer)]))!;
        measured.WaitForExit();
        return measured.ExitCode;
    }

    /// <summary>Draws and packs, and says how long it took and what it held at most.</summary>
    public static int Draw(string folder, string vocabulary)
    {
        var watch = Stopwatch.StartNew();
        var file = new DataFolder(folder)["openorca"];
        var (examples, report) = OpenOrca.Schema.Read(file, new Draw { Maximum = Maximum, Seed = 1, Filter = TaskFilter.Table8 });
        var seconds = watch.Elapsed.TotalSeconds;
        var bytes = examples.Sum(example => (long)example.Response.Length + example.Prompt.Sum(turn => turn.Content.Length));
        Console.Write(report);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{report.Rows:N0} rows filtered, {examples.Count:N0} drawn ({bytes / 1e6:F0} million letters): {seconds:F1} s, {report.Rows / seconds / 1e6:F2} million rows/s, peak memory {PeakMegabytes():F0} MB"));

        var tokenizer = BpeTokenizer.Load(vocabulary);
        watch.Restart();
        var packed = PackedExamples.Of(examples, ChatTemplate.Solar, tokenizer, TokensPerRow);
        var tokens = ((long)packed.Count * (TokensPerRow + 1)) - packed.UnusedTokens;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{packed.Examples:N0} examples written by the template, tokenised and packed into {packed.Count:N0} rows of {TokensPerRow}: {watch.Elapsed.TotalSeconds:F1} s on {Environment.ProcessorCount} cores, {tokens / watch.Elapsed.TotalSeconds / 1e6:F2} million tokens/s, {100.0 * packed.UnusedTokens / (tokens + packed.UnusedTokens):F2} % of the places empty, peak memory {PeakMegabytes():F0} MB"));
        return examples.Count == Math.Min(Maximum, report.Rows - report.Dropped.Sum(dropped => dropped.Count)) ? 0 : 1;
    }

    // Texts are slices of one of our own; lengths are about half of OpenOrca's, so that three million rows fit on a small disk.
    private static void Generate(string folder, long rows)
    {
        var words = string.Join(' ', Enumerable.Range(0, 400).Select(i => $"{"stone river lamp bread winter copper garden letter".Split(' ')[(i * 7) % 8]} {i * 37 % 101}"));
        Directory.CreateDirectory(folder + ".partial");
        using var database = DuckDbDatabase.InMemory();
        using var connection = database.Connect();
        foreach (var (name, from, to) in new[] { ("1M-GPT4-Augmented", 0L, rows / 3), ("3_5M-GPT3_5-Augmented", rows / 3, rows) })
        {
            connection.Execute(string.Create(
                CultureInfo.InvariantCulture,
                $"""
                COPY (SELECT 'flan.' || i AS id, CASE WHEN i % 3 = 0 THEN '' ELSE 'You are an assistant. Think step by step and say why.' END AS system_prompt,
                    'Question ' || i || ': ' || substr('{words}', (hash(i) % 2000 + 1)::BIGINT, (100 + hash(i + 1) % 500)::BIGINT) AS question,
                    CASE WHEN i % 1000 = 7 THEN '' ELSE 'Answer ' || i || ': ' || substr('{words}', (hash(i + 2) % 2000 + 1)::BIGINT, (100 + hash(i + 3) % 900)::BIGINT) END AS response,
                    CASE WHEN i % 50 = 3 THEN 'hellaswag:1.1.0' WHEN i % 50 = 4 THEN 'cot_gsm8k' ELSE 'task' || i % 1700 END AS task_name
                    FROM generate_series({from}, {to - 1}) AS series(i))
                TO '{Path.Combine(folder + ".partial", name)}.parquet' (FORMAT parquet, COMPRESSION snappy)
                """));
        }

        Directory.Move(folder + ".partial", folder);
    }

    private static double PeakMegabytes()
    {
        var line = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1e3;
    }

    private static IEnumerable<string> Self() => Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet" ? [typeof(DataBenchmark).Assembly.Location] : [];
}
