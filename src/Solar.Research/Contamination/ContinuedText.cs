using Solar.Research.Data;
using Solar.Research.Model.Generation;

namespace Solar.Research.Contamination;

/// <summary>A text of a benchmark, and what the reference model wrote in the place of its end.</summary>
/// <param name="Id">Which text it is: file and line.</param>
/// <param name="Text">The text itself.</param>
/// <param name="PrefixWords">p, the words from which the model went on.</param>
/// <param name="Continuations">Whole texts: the prefix, and what was added. None when the model has no position left after the prefix.</param>
public sealed record ContinuedText(string Id, string Text, int PrefixWords, IReadOnlyList<string> Continuations)
{
    /// <summary>Has the reference model write the end of a text many times.</summary>
    /// <remarks>
    /// All the continuations of a text are one batch that reads the prefix once. As many tokens are added as the text has words
    /// after the prefix (so <c>sample_generation</c> of the tool counts them), at least one, and the model may stop earlier.
    /// </remarks>
    /// <param name="reference">The model that cannot have learned the text.</param>
    /// <param name="id">Which text it is.</param>
    /// <param name="text">The text.</param>
    /// <param name="recipe">How much of it is given, how often it goes on, and how tokens are drawn.</param>
    /// <param name="stream">Which stream of the sampling seed; each text has its own.</param>
    public static ContinuedText Of(TextModel reference, string id, string text, ContaminationRecipe recipe, long stream)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var words = Words(text);
        if (words.Length == 0)
            throw new ArgumentException($"The text {id} has no words.", nameof(text));
        var prefixWords = (int)Math.Ceiling(words.Length * recipe.PrefixShare);
        var prefix = reference.Tokens(string.Join(' ', words.Take(prefixWords)));
        if (prefix.Count >= reference.Decoder.Config.MaxPositionEmbeddings)
            return new(id, text, prefixWords, []);
        var generator = new TokenGenerator(reference.Decoder, new()
        {
            MaxNewTokens = Math.Max(1, words.Length - prefixWords),
            MinNewTokens = 1,
            Sampling = new() { Temperature = recipe.Temperature, TopK = recipe.TopK, Seed = (long)(new SplitMix64(recipe.SamplingSeed, stream).Next() >> 1) },
        });
        var added = generator.Generate([.. Enumerable.Repeat(prefix, recipe.Continuations)]);
        return new(id, text, prefixWords, [.. added.Select(tokens => reference.Tokenizer.Decode([.. prefix, .. tokens.Ids]))]);
    }

    /// <summary>As Python's <c>str.split()</c>.</summary>
    internal static string[] Words(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
