using System.Diagnostics;
using System.Globalization;
using System.Text;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

/// <summary>The installed <c>spm_encode</c> and ours on the same model file and the same random lines.</summary>
public sealed class SentencePieceLiveTests : IDisposable
{
    private readonly string folder = Vocabularies.TemporaryFolder();

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_trained_vocabulary_encodes_as_sentencepiece_does()
    {
        SkipUnlessInstalled("spm_encode");
        BpeTrainer.Train([Vocabularies.Genesis, "été 日本 ü ß"], new() { VocabularySize = 600, CharacterCoverage = 1 }).Save(folder);
        AssertSame(Path.Combine(folder, "tokenizer.model"), seed: 11);
    }

    [Fact]
    public void The_standard_normalization_is_that_of_sentencepiece()
    {
        SkipUnlessInstalled("spm_encode");
        SkipUnlessInstalled("spm_train");
        Run("spm_train", "--input=" + Vocabularies.PathOf("genesis.txt"), "--model_prefix=" + Path.Combine(folder, "nfkc"), "--model_type=bpe",
            "--vocab_size=300", "--normalization_rule_name=nmt_nfkc_cf", "--minloglevel=2");
        AssertSame(Path.Combine(folder, "nfkc.model"), seed: 12);
    }

    [Fact]
    public void A_larger_vocabulary_of_sentencepieces_own_agrees()
    {
        SkipUnlessInstalled("spm_encode");
        AssertSame(Fixtures.Optional("tokenizers/own_bpe4096_byte_fallback.model"), seed: 13);
    }

    private void AssertSame(string model, int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, 1500).Select(i => RandomLine(random, i)).ToList();
        string input = Path.Combine(folder, "lines");
        File.WriteAllBytes(input, [.. lines.SelectMany(line => line.Append((byte)'\n'))]);
        string[] theirs = Run("spm_encode", "--model=" + model, "--output_format=id", "--input=" + input).Split('\n');

        var ours = BpeTokenizer.Load(model);
        Assert.Equal(lines.Count, theirs.Length - 1);
        for (int i = 0; i < lines.Count; i++)
        {
            string ids = string.Join(' ', ours.EncodeUtf8ToIds(lines[i]).Select(id => id.ToString(CultureInfo.InvariantCulture)));
            Assert.True(theirs[i] == ids, $"line {i}, bytes {Convert.ToHexString(lines[i])}: theirs {theirs[i]}, ours {ids}");
        }
    }

    // Random text; every third line with bytes that are no UTF-8; every fifth real prose.
    private static byte[] RandomLine(Random random, int index)
    {
        string text = index % 5 == 0 ? Vocabularies.Genesis.Substring(random.Next(5000), 300) : Vocabularies.RandomText(random, longest: 40);
        byte[] line = Encoding.UTF8.GetBytes(text.Replace('\n', ' '));
        for (int i = 0; index % 3 == 0 && i < line.Length; i += random.Next(1, 20))
            line[i] = (byte)random.Next(128, 256);
        return line;
    }

    private static void SkipUnlessInstalled(string program)
    {
        bool there = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
        Assert.SkipUnless(there, $"SKIPPED: {program} is not installed (apt-get install sentencepiece).");
    }

    private static string Run(string program, params IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} failed: {errors.Result}");
        return output;
    }
}
