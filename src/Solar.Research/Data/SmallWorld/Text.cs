namespace Solar.Research.Data.SmallWorld;

/// <summary>Small services to sentences.</summary>
internal static class Text
{
    /// <summary>The text with a capital letter in front.</summary>
    public static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    /// <summary>The word with the article that its first letter asks for.</summary>
    public static string A(string word) => ("aeiou".Contains(word[0]) ? "an " : "a ") + word;

    /// <summary>A number as it stands in a text.</summary>
    public static string Of(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
