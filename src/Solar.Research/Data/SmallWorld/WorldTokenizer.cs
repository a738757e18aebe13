using Solar.Research.Data.Tokenization;

namespace Solar.Research.Data.SmallWorld;

/// <summary>The vocabulary of a small world: every digit a token of its own, so that sums can be learned, and the world's words whole.</summary>
/// <remarks>Trained on the training texts alone: no test is read.</remarks>
public static class WorldTokenizer
{
    /// <summary>The vocabulary of a recipe's world.</summary>
    /// <param name="recipe">Of the world; <see cref="WorldRecipe.VocabularySize"/> is the size.</param>
    /// <param name="more">What else the models will read: real prose, examples as a chat template writes them.</param>
    public static BpeTokenizer Train(WorldRecipe recipe, IEnumerable<string> more)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(more);
        var world = World.Of(recipe);
        string[] files = ["prose", "alpaca_gpt4", "openorca", "math_train", "orca_dpo_pairs"];
        var texts = files.SelectMany(file => WorldFolder.Rows(world, file)).SelectMany(Strings);
        return Train(texts.Concat(more), recipe.VocabularySize);
    }

    /// <summary>A vocabulary of these texts whose lines begin as whole words, such as pages of questions and answers have them.</summary>
    /// <exception cref="ArgumentException">The texts have too few different words, or too many characters, for the size.</exception>
    public static BpeTokenizer Train(IEnumerable<string> texts, int vocabularySize)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return BpeTrainer.Train(texts.Select(LinesAsEncoded), new() { VocabularySize = vocabularySize });
    }

    // In training a line is a text of its own and its first word begins with ▁; in encoding a line end is a byte and the word after it has none.
    // Behind a digit it has none in training either, so that "Answer" and "Then" become whole pieces. All it costs is the count of one digit.
    private static string LinesAsEncoded(string text) => text.Replace("\n", "\n0", StringComparison.Ordinal);

    // The text members of a row, of whatever schema.
    private static IEnumerable<string> Strings(object row) =>
        row.GetType().GetProperties().Select(property => property.GetValue(row)).OfType<string>();
}
