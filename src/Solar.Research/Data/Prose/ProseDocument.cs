namespace Solar.Research.Data.Prose;

/// <summary>One document of real English: a speech, a chapter of a novel or of the Bible, or a dictionary gloss.</summary>
/// <param name="Source">The name of its <see cref="ProseSource"/>.</param>
/// <param name="Id">What it is called within its source.</param>
/// <param name="Text">The cleaned text: paragraphs separated by an empty line, no other line breaks.</param>
public sealed record ProseDocument(string Source, string Id, string Text)
{
    /// <summary>The share of documents that are kept for validation.</summary>
    public const double ValidationShare = 0.04;

    /// <summary>Whether the document is kept for validation and never trained on: a matter of its text alone.</summary>
    public bool IsValidation => HashSplit.IsValidation(Text, ValidationShare);
}
