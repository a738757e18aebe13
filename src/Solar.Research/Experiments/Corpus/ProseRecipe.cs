namespace Solar.Research.Experiments.Corpus;

/// <summary>The text and its vocabulary.</summary>
/// <param name="Sources">The names of the prose sources.</param>
/// <param name="VocabularySize">V, trained on the training documents.</param>
/// <param name="VocabularyCharacters">How many characters of training text the vocabulary is trained on.</param>
public sealed record ProseRecipe(IReadOnlyList<string> Sources, int VocabularySize, int VocabularyCharacters);
