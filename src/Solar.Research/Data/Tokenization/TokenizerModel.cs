namespace Solar.Research.Data.Tokenization;

/// <summary>When encoding puts a ▁ before the text.</summary>
internal enum DummyPrefix
{
    None,

    /// <summary>Always: SentencePiece's add_dummy_prefix, Hugging Face's Prepend.</summary>
    Always,

    /// <summary>Unless the text begins with a space: Metaspace with prepend_scheme "always".</summary>
    UnlessSpace,

    /// <summary>The same, and only at the very start of the input: Metaspace with prepend_scheme "first".</summary>
    FirstUnlessSpace,
}

/// <summary>What encoding does to a text before it merges.</summary>
internal sealed record NormalizerRules
{
    public DummyPrefix Prefix { get; init; } = DummyPrefix.Always;

    public bool RemoveExtraWhitespaces { get; init; }

    public bool EscapeWhitespaces { get; init; } = true;

    /// <summary>No token may hold a ▁ except as its first character: Metaspace with "split".</summary>
    public bool SplitBeforeEverySpace { get; init; }

    public PrecompiledCharsmap? Charsmap { get; init; }
}

/// <summary>A token that is found in the text itself, before anything else.</summary>
internal sealed record AddedToken(string Text, int Id, bool Special);

/// <summary>A tokenizer as a file states it: the common ground of both formats.</summary>
internal sealed record TokenizerModel
{
    /// <summary>The character that stands for a space inside pieces, U+2581.</summary>
    public const char Space = '\u2581';

    /// <summary>What SentencePiece prints for an unknown token, unless the file says otherwise.</summary>
    public const string DefaultUnknownSurface = " \u2047 ";

    /// <summary>Where it came from, for messages.</summary>
    public required string Source { get; init; }

    public required IReadOnlyList<Piece> Pieces { get; init; }

    public required int UnknownId { get; init; }

    public int? BosId { get; init; }

    public int? EosId { get; init; }

    public int? PadId { get; init; }

    public required bool ByteFallback { get; init; }

    /// <summary>One unknown token for a run of unknown characters.</summary>
    public bool FuseUnknown { get; init; } = true;

    public string UnknownSurface { get; init; } = DefaultUnknownSurface;

    public required NormalizerRules Normalizer { get; init; }

    /// <summary>Decoding drops the space that the dummy prefix became.</summary>
    public required bool DecodingDropsPrefix { get; init; }

    public required IReadOnlyList<AddedToken> AddedTokens { get; init; }

    /// <summary>The merges in order of priority, or null where the scores of the pieces decide.</summary>
    public IReadOnlyList<(int Left, int Right, int Merged)>? Merges { get; init; }

    /// <summary>The file itself, when it was a <c>tokenizer.model</c>.</summary>
    public byte[]? ModelFile { get; init; }

    /// <summary>The file itself, when it was a <c>tokenizer.json</c>.</summary>
    public byte[]? JsonFile { get; init; }
}
