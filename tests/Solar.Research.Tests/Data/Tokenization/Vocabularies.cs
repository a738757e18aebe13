using System.Globalization;
using System.Text.Json;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

/// <summary>The committed vocabularies and what sentencepiece made of texts with them.</summary>
internal static class Vocabularies
{
    private static readonly string Folder = Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Data", "Tokenization", "References");

    public static string PathOf(string file) => Path.Combine(Folder, file);

    public static BpeTokenizer Own { get; } = BpeTokenizer.Load(PathOf("own512.model"));

    public static string Genesis { get; } = File.ReadAllText(PathOf("genesis.txt"));

    /// <summary>The rows of a reference file; the first line of ours says who made it.</summary>
    public static IEnumerable<Reference> Read(string path)
    {
        foreach (string line in File.ReadLines(path))
        {
            var row = JsonDocument.Parse(line).RootElement;
            if (row.TryGetProperty("ids", out var ids))
            {
                yield return new(
                    row.TryGetProperty("text", out var text) ? text.GetString() : null,
                    row.TryGetProperty("bytes", out var bytes) ? Convert.FromHexString(bytes.GetString()!) : null,
                    [.. ids.EnumerateArray().Select(id => id.GetInt32())],
                    row.TryGetProperty("decoded", out var decoded) ? decoded.GetString() : null);
            }
        }
    }

    /// <summary>A text of letters, spaces, marks, other scripts, emoji and control characters; valid UTF-16.</summary>
    public static string RandomText(Random random, int longest)
    {
        string[] alphabet =
        [
            "a", "e", "h", "t", "n", "the", " God", "earth", " ", "  ", "   ", "\t", "\n", "\r", "0", "7", ",", ".", "\0", "\u0001", "é", "e\u0301", "ﬁ", "日本",
            "語", "한", "ß", "Ω", "\u200d", "\u00a0", "😀", "👩", "\U0010FFFF", "<s>", "</s>", "<0x41>", "\uFFFD", "\uFEFF", "א",
        ];
        return string.Concat(Enumerable.Range(0, random.Next(longest)).Select(_ => alphabet[random.Next(alphabet.Length)]));
    }

    public static string TemporaryFolder() =>
        Directory.CreateTempSubdirectory("solar-tokenizer-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture)).FullName;

    public sealed record Reference(string? Text, byte[]? Bytes, int[] Ids, string? Decoded);
}
