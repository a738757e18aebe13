using Solar.Research.Data.SmallWorld;

namespace Solar.Research.Tests.Data.SmallWorld;

public sealed class WorldTokenizerTests
{
    [Fact]
    public void Digits_stand_alone_and_the_words_of_the_world_are_whole()
    {
        var recipe = WorldRecipe.Smoke with { VocabularySize = 2048 };
        var tokenizer = WorldTokenizer.Train(recipe, Enumerable.Repeat("### User:\nHello\n\n### Assistant:\nYes", 500));

        Assert.Equal(recipe.VocabularySize, tokenizer.VocabularySize);
        Assert.DoesNotContain(tokenizer.Pieces, piece => piece.Text.Any(char.IsAsciiDigit) && piece.Text.Length > 1 && !piece.Text.StartsWith("<0x", StringComparison.Ordinal));

        Assert.Contains(tokenizer.Pieces, piece => piece.Text == "Answer");

        var prose = WorldFolder.Rows(World.Of(recipe), "prose").Select(row => (string)row.GetType().GetProperty("Text")!.GetValue(row)!).Take(500).ToList();
        var tokens = prose.Sum(tokenizer.CountTokens);
        var words = prose.Sum(text => text.Split([' ', '\n']).Length);
        Assert.All(prose, text => Assert.Equal(text, tokenizer.Decode(tokenizer.EncodeToIds(text))));
        Assert.InRange((double)tokens / words, 1, 1.6);
        Assert.InRange(tokenizer.CountTokens("### User:\nHello\n\n### Assistant:\n"), 8, 16);
    }
}
