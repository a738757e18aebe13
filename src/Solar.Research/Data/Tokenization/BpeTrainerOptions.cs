namespace Solar.Research.Data.Tokenization;

/// <summary>Everything that decides a trained vocabulary, besides the text.</summary>
public sealed record BpeTrainerOptions
{
    /// <summary>V, all pieces counted: <c>&lt;unk&gt;</c>, <c>&lt;s&gt;</c>, <c>&lt;/s&gt;</c>, 256 bytes, merges and characters.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>The share of the text's characters that get a piece of their own; the rare rest is spelled in bytes. SentencePiece's default.</summary>
    public double CharacterCoverage { get; init; } = 0.9995;

    /// <summary>The longest piece, in characters, its ▁ counted. SentencePiece's default.</summary>
    public int MaxPieceLength { get; init; } = 16;

    /// <summary>Every digit is a token of its own, as in Llama and Mistral.</summary>
    public bool SplitDigits { get; init; } = true;

    /// <summary>Runs of spaces may be pieces, as in Llama and Mistral.</summary>
    public bool AllowWhitespaceOnlyPieces { get; init; } = true;

    /// <summary>Refuses options that cannot make a vocabulary, and says which number is wrong.</summary>
    public BpeTrainerOptions Validate()
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(VocabularySize, 1 << 20);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxPieceLength, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxPieceLength, 512);
        if (!(CharacterCoverage is > 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(CharacterCoverage), CharacterCoverage, "A share above 0 and at most 1 is expected.");
        if (VocabularySize <= BpeTrainer.MetaPieces)
            throw new ArgumentOutOfRangeException(nameof(VocabularySize), VocabularySize, $"The special tokens and the bytes alone are {BpeTrainer.MetaPieces}.");
        return this;
    }
}
