namespace Solar.Research.Data.Tokenization;

/// <summary>A SentencePiece BPE tokenizer with byte fallback: Mistral's, Llama 2's, and those of <see cref="BpeTrainer"/>.</summary>
/// <remarks>
/// From a <c>tokenizer.model</c> it gives the ids that SentencePiece gives; from a <c>tokenizer.json</c> those of Hugging Face's tokenizers.
/// The two differ where one piece can be built from two pairs: SentencePiece then merges the leftmost, Hugging Face the pair listed first.
/// A text spells no special token unless asked: <c>parseSpecial</c> finds <c>&lt;s&gt;</c>, <c>&lt;/s&gt;</c> and the like
/// in the text, as Hugging Face's fast tokenizer does by default; without it they are plain text, as in SentencePiece.
/// Safe for use from several threads.
/// </remarks>
public sealed class BpeTokenizer
{
    private readonly TokenizerModel model;
    private readonly BpeEncoder encoder;
    private readonly DecodingTable decoding;

    internal BpeTokenizer(TokenizerModel model)
    {
        this.model = model;
        encoder = new BpeEncoder(model);
        decoding = new DecodingTable(model);
    }

    /// <summary>Reads a <c>tokenizer.model</c>, a <c>tokenizer.json</c>, or a folder that holds either.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, or says something that is not implemented; the message names it.</exception>
    public static BpeTokenizer Load(string pathOrFolder) => new(TokenizerFiles.Read(pathOrFolder));

    /// <summary>V, the number of ids.</summary>
    public int VocabularySize => model.Pieces.Count;

    /// <summary>The vocabulary; an id is an index into it.</summary>
    public IReadOnlyList<Piece> Pieces => model.Pieces;

    /// <summary>The token that begins a text, if there is one.</summary>
    public int? BosId => model.BosId;

    /// <summary>The token that ends a text, if there is one.</summary>
    public int? EosId => model.EosId;

    /// <summary>The token for what the vocabulary cannot spell.</summary>
    public int? UnknownId => model.UnknownId;

    /// <summary>The token that fills up a batch, if there is one.</summary>
    public int? PadId => model.PadId;

    /// <summary>The ids of a text.</summary>
    /// <param name="text">Any string; a lone surrogate counts as U+FFFD.</param>
    /// <param name="addBos">Put <see cref="BosId"/> first.</param>
    /// <param name="addEos">Put <see cref="EosId"/> last.</param>
    /// <param name="parseSpecial">Find special tokens in the text, and treat what lies between them as texts of their own.</param>
    public IReadOnlyList<int> EncodeToIds(string text, bool addBos = false, bool addEos = false, bool parseSpecial = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        return EncodeToIds(text.AsSpan(), addBos, addEos, parseSpecial);
    }

    /// <inheritdoc cref="EncodeToIds(string, bool, bool, bool)"/>
    public IReadOnlyList<int> EncodeToIds(ReadOnlySpan<char> text, bool addBos = false, bool addEos = false, bool parseSpecial = false)
    {
        var ids = new List<int>((text.Length / 3) + 2);
        Encode(text, ids, addBos, addEos, parseSpecial);
        return ids;
    }

    /// <summary>The first ids of a text, at most so many.</summary>
    /// <param name="text">Any string; a lone surrogate counts as U+FFFD.</param>
    /// <param name="maxTokenCount">How many ids to return at most, <see cref="BosId"/> and <see cref="EosId"/> counted.</param>
    /// <param name="addBos">Put <see cref="BosId"/> first.</param>
    /// <param name="addEos">Put <see cref="EosId"/> last.</param>
    /// <param name="parseSpecial">Find special tokens in the text, and treat what lies between them as texts of their own.</param>
    public IReadOnlyList<int> EncodeToIds(string text, int maxTokenCount, bool addBos = false, bool addEos = false, bool parseSpecial = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxTokenCount);
        var ids = (List<int>)EncodeToIds(text, addBos, addEos, parseSpecial);
        if (ids.Count > maxTokenCount)
            ids.RemoveRange(maxTokenCount, ids.Count - maxTokenCount);
        return ids;
    }

    /// <summary>The ids of a text in UTF-8; each byte that is part of no character counts as U+FFFD, and no added token is looked for.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="addBos">Put <see cref="BosId"/> first.</param>
    /// <param name="addEos">Put <see cref="EosId"/> last.</param>
    public IReadOnlyList<int> EncodeUtf8ToIds(ReadOnlySpan<byte> utf8, bool addBos = false, bool addEos = false)
    {
        var ids = new List<int>((utf8.Length / 3) + 2);
        if (addBos)
            ids.Add(Required(BosId, "beginning"));
        encoder.Encode(utf8, ids);
        if (addEos)
            ids.Add(Required(EosId, "end"));
        return ids;
    }

    /// <summary>Appends the ids of a text to a list, which may be used again for the next text.</summary>
    /// <param name="text">Any string; a lone surrogate counts as U+FFFD.</param>
    /// <param name="into">The list to append to.</param>
    /// <param name="addBos">Put <see cref="BosId"/> first.</param>
    /// <param name="addEos">Put <see cref="EosId"/> last.</param>
    /// <param name="parseSpecial">Find special tokens in the text, and treat what lies between them as texts of their own.</param>
    public void Encode(ReadOnlySpan<char> text, List<int> into, bool addBos = false, bool addEos = false, bool parseSpecial = false)
    {
        ArgumentNullException.ThrowIfNull(into);
        if (addBos)
            into.Add(Required(BosId, "beginning"));
        encoder.Encode(text, parseSpecial, into);
        if (addEos)
            into.Add(Required(EosId, "end"));
    }

    /// <summary>The ids of a text that is partly trusted: special tokens are found in it, but none that touches a stretch of plain text.</summary>
    /// <param name="text">Any string; a lone surrogate counts as U+FFFD.</param>
    /// <param name="plain">Where the plain stretches are, from Start to before End, in order and apart.</param>
    public IReadOnlyList<int> EncodeToIds(string text, IReadOnlyList<(int Start, int End)> plain)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(plain);
        var ids = new List<int>((text.Length / 3) + 2);
        encoder.Encode(text, parseSpecial: true, ids, plain);
        return ids;
    }

    /// <summary>How many ids a text has, special tokens not parsed.</summary>
    public int CountTokens(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return encoder.Count(text);
    }

    /// <inheritdoc cref="CountTokens(string)"/>
    public int CountTokens(ReadOnlySpan<char> text) => encoder.Count(text);

    /// <summary>The text of some ids. Control tokens have no text.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The vocabulary has no such id.</exception>
    public string Decode(IEnumerable<int> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var decoder = NewStreamingDecoder();
        foreach (int id in ids)
            decoder.Write(id);
        return decoder.Flush();
    }

    /// <summary>A decoder for ids that come one by one.</summary>
    public StreamingDecoder NewStreamingDecoder() => new(decoding);

    /// <summary>
    /// Writes <c>tokenizer.model</c>, <c>tokenizer.json</c>, <c>tokenizer_config.json</c> and <c>special_tokens_map.json</c>.
    /// The file that was loaded is written unchanged, and the other made from it.
    /// </summary>
    /// <exception cref="InvalidOperationException">The other format cannot say the same; the message names what.</exception>
    public void Save(string folder) => TokenizerFiles.Write(folder, model);

    private static int Required(int? id, string what) =>
        id ?? throw new InvalidOperationException($"This vocabulary has no token for the {what} of a text.");
}
