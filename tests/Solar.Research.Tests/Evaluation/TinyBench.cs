using Solar.Research.Data.Tokenization;
using Solar.Research.Model;
using Solar.Research.Tests.Data.Tokenization;
using Solar.Research.Tests.Model;

namespace Solar.Research.Tests.Evaluation;

/// <summary>Few rows of every benchmark, written by hand in its real schema, and a decoder that reads them.</summary>
internal static class TinyBench
{
    public static BpeTokenizer Tokenizer => Vocabularies.Own;

    public static string Rows { get; } = Path.Combine(Fixtures.Root, "tests", "Solar.Research.Tests", "Evaluation", "References", "rows");

    /// <summary>A copy of the rows, every file under the name that the small world gives it.</summary>
    public static string Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Rows))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        return folder;
    }

    /// <summary>A decoder of the tokenizer's vocabulary whose weights are far from special.</summary>
    public static Decoder Decoder(int? window = null) => TinyDecoder.Make(
        TinyDecoder.Llama with { VocabSize = Tokenizer.VocabularySize, MaxPositionEmbeddings = 1024, ModelType = window is null ? "llama" : "mistral", SlidingWindow = window });
}
