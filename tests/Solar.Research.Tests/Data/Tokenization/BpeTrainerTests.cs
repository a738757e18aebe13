using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

public class BpeTrainerTests
{
    [Fact]
    public void Merges_worked_by_hand()
    {
        // words: ▁ab ×3, ▁abc ×2, ▁b ×1; letters a 5, b 6, c 2, ▁ 6
        // pairs: ▁a 5, ab 5, bc 2, ▁b 1; symbols by frequency: ▁ and b 6 each, b is the smaller code point; then a, c
        // of ▁a and ab, ▁ came before a                       -> ▁a
        // pairs: (▁a)b 5, bc 2, ▁b 1                          -> ▁ab
        // pairs: (▁ab)c 2, ▁b 1                               -> ▁abc
        var tokenizer = BpeTrainer.Train(["ab ab", "ab abc abc b"], new() { VocabularySize = BpeTrainer.MetaPieces + 4 + 3, CharacterCoverage = 1 });

        Assert.Equal(["▁a", "▁ab", "▁abc", "b", "▁", "a", "c"], tokenizer.Pieces.Skip(BpeTrainer.MetaPieces).Select(piece => piece.Text));
        Assert.Equal([0, -1, -2, -3, -4, -5, -6], tokenizer.Pieces.Skip(BpeTrainer.MetaPieces).Select(piece => piece.Score));
    }

    [Fact]
    public void Training_on_genesis_gives_the_committed_vocabulary()
    {
        var trained = BpeTrainer.Train([Vocabularies.Genesis], new() { VocabularySize = 512 });
        Assert.Equal(Vocabularies.Own.Pieces, trained.Pieces);
    }

    [Fact]
    public void The_order_of_the_documents_does_not_matter()
    {
        var lines = Vocabularies.Genesis.Split('\n');
        var options = new BpeTrainerOptions { VocabularySize = 480 };
        Assert.Equal(BpeTrainer.Train(lines, options).Pieces, BpeTrainer.Train(lines.Reverse(), options).Pieces);
    }

    [Fact]
    public void Pieces_keep_to_words_kinds_and_length()
    {
        string text = string.Join('\n', Enumerable.Range(0, 200).Select(i => $"abc-def {i} 12ab    x\tçé日本 \"quoted\" internationalisations"));
        var pieces = BpeTrainer.Train([text], new() { VocabularySize = 320, MaxPieceLength = 9 }).Pieces
            .Where(piece => piece.Type == PieceType.Normal).Select(piece => piece.Text).ToList();

        Assert.Contains("▁▁", pieces);
        Assert.All(pieces, piece => Assert.True(piece.Length <= 9, piece));
        Assert.All(pieces, piece => Assert.True(piece.Trim('▁').Length == 0 || piece.LastIndexOf('▁') <= 0, piece));
        Assert.All(pieces, piece => Assert.True(piece.Length == 1 || !piece.Any(char.IsDigit), piece));
        Assert.All(pieces, piece => Assert.False(piece.Any(char.IsLetter) && piece.Any(char.IsPunctuation), piece));
        Assert.DoesNotContain("\n", string.Concat(pieces), StringComparison.Ordinal);
    }

    [Fact]
    public void Rare_characters_are_left_to_bytes()
    {
        string text = string.Concat(Enumerable.Repeat("all the same words again ", 2000)) + "Ω";
        var tokenizer = BpeTrainer.Train([text], new() { VocabularySize = 290 });
        Assert.DoesNotContain(tokenizer.Pieces, piece => piece.Text == "Ω");
        Assert.Equal("Ω", tokenizer.Decode(tokenizer.EncodeToIds("Ω")));
    }

    [Fact]
    public void A_vocabulary_that_the_text_cannot_fill_is_refused_with_the_number_it_can()
    {
        var problem = Assert.Throws<ArgumentException>(() => BpeTrainer.Train(["ab ab"], new() { VocabularySize = 400, CharacterCoverage = 1 }));
        Assert.Contains("at most 264", problem.Message, StringComparison.Ordinal); // 259, ▁ a b, and two merges
        Assert.Equal(264, BpeTrainer.Train(["ab ab"], new() { VocabularySize = 264, CharacterCoverage = 1 }).VocabularySize);
        Assert.Throws<ArgumentException>(() => BpeTrainer.Train([Vocabularies.Genesis], new() { VocabularySize = 270 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => BpeTrainer.Train(["a"], new() { VocabularySize = 259 }));
    }
}
