using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

/// <summary>References/*.jsonl, frozen by make_references.py, and the optional golden strings of Mistral's vocabulary.</summary>
public class SentencePieceReferenceTests
{
    [Theory]
    [InlineData("own512")] // byte fallback, identity normalization
    [InlineData("rules")]  // no byte fallback, character rules, extra spaces removed, user-defined and control symbols
    [InlineData("unused")] // pieces that may only be passed through
    public void Ids_and_texts_are_those_of_sentencepiece(string name)
    {
        var tokenizer = BpeTokenizer.Load(Vocabularies.PathOf(name + ".model"));
        var rows = Vocabularies.Read(Vocabularies.PathOf(name + ".jsonl")).ToList();
        foreach (var row in rows)
            AssertSame(row, tokenizer);

        Assert.Equal(362, rows.Count);
    }

    [Fact]
    public void Mistrals_golden_strings_are_exact_from_both_formats()
    {
        string golden = Fixtures.Optional("tokenizers/golden_mistral_v1.jsonl");
        var fromModel = BpeTokenizer.Load(Fixtures.Optional("tokenizers/mistral-7b-v0.1.tokenizer.model"));
        string folder = Vocabularies.TemporaryFolder();
        fromModel.Save(folder);
        var fromJson = BpeTokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        Directory.Delete(folder, recursive: true);

        var rows = Vocabularies.Read(golden).ToList();
        foreach (var row in rows)
        {
            AssertSame(row, fromModel);
            AssertSame(row, fromJson);
        }

        Assert.Equal(1001, rows.Count);
        Assert.Equal(32_000, fromJson.VocabularySize);
    }

    internal static void AssertSame(Vocabularies.Reference row, BpeTokenizer tokenizer)
    {
        if (row.Text is not null)
            Assert.Equal(row.Ids, tokenizer.EncodeToIds(row.Text));
        if (row.Bytes is not null)
            Assert.Equal(row.Ids, tokenizer.EncodeUtf8ToIds(row.Bytes));
        if (row.Decoded is not null)
            Assert.Equal(row.Decoded, tokenizer.Decode(row.Ids));
    }
}
