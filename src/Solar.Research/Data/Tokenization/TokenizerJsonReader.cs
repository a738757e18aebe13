using System.Text.Json;

namespace Solar.Research.Data.Tokenization;

/// <summary>Reads a Hugging Face <c>tokenizer.json</c> of the Llama layout.</summary>
/// <remarks>
/// Every part of the file is either done or refused by name: normalizer (Prepend, Replace), pre-tokenizer (Metaspace), BPE with byte fallback,
/// added tokens, decoder. The post-processor adds special tokens only, which callers ask for themselves.
/// </remarks>
internal static class TokenizerJsonReader
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static TokenizerModel Read(byte[] file, string source)
    {
        try
        {
            using var document = JsonDocument.Parse(file, Strict);
            return Parse(document.RootElement, source) with { JsonFile = file };
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or FormatException or InvalidDataException)
        {
            // JsonElement says "wrong kind of value" with InvalidOperationException and "not an int" with FormatException.
            throw new InvalidDataException($"'{source}' is not a tokenizer.json that can be used: {problem.Message.TrimEnd('.')}.", problem);
        }
    }

    private static TokenizerModel Parse(JsonElement root, string source)
    {
        Json.Only(root, "the file", "version", "truncation", "padding", "added_tokens", "normalizer", "pre_tokenizer", "post_processor", "decoder", "model");
        Json.MustBeNull(root, "truncation");
        Json.MustBeNull(root, "padding");
        if (Json.Optional(root, "post_processor") is { } post && Json.Type(post) != "TemplateProcessing")
            throw new InvalidDataException($"the post_processor '{Json.Type(post)}' is not implemented");

        var added = ReadAddedTokens(root);
        var rules = TokenizerJsonPipeline.ReadNormalizer(root);
        var (vocabulary, merges, unknown, byteFallback, fuseUnknown) = TokenizerJsonBpe.Read(Json.Required(root, "model"));
        var pieces = PiecesOf(vocabulary, added, unknown, byteFallback);
        return new TokenizerModel
        {
            Source = source,
            Pieces = pieces,
            UnknownId = vocabulary[unknown],
            BosId = IdOf("<s>"),
            EosId = IdOf("</s>"),
            PadId = IdOf("<pad>"),
            ByteFallback = byteFallback,
            FuseUnknown = fuseUnknown,
            Normalizer = rules,
            DecodingDropsPrefix = TokenizerJsonPipeline.ReadDecoder(root, byteFallback, rules.EscapeWhitespaces),
            AddedTokens = added,
            Merges = merges,
        };

        int? IdOf(string text) => added.FirstOrDefault(token => token.Special && token.Text == text)?.Id;
    }

    private static List<AddedToken> ReadAddedTokens(JsonElement root)
    {
        var tokens = new List<AddedToken>();
        if (Json.Optional(root, "added_tokens") is not { } list)
            return tokens;
        foreach (var token in list.EnumerateArray())
        {
            Json.Only(token, "an added token", "id", "content", "single_word", "lstrip", "rstrip", "normalized", "special");
            string text = Json.Text(token, "content");
            bool special = Json.Flag(token, "special");
            if (text.Length == 0)
                throw new InvalidDataException($"added token {tokens.Count} is empty");
            foreach (string flag in new[] { "single_word", "lstrip", "rstrip", "normalized" })
            {
                if (Json.Flag(token, flag))
                    throw new InvalidDataException($"added token '{text}' has '{flag}', which is not implemented");
            }

            tokens.Add(new AddedToken(text, Json.Required(token, "id").GetInt32(), special));
        }

        return tokens;
    }

    private static Piece[] PiecesOf(Dictionary<string, int> vocabulary, List<AddedToken> added, string unknown, bool byteFallback)
    {
        var all = new Dictionary<string, int>(vocabulary, StringComparer.Ordinal);
        foreach (var token in added)
        {
            if (all.TryGetValue(token.Text, out int other) && other != token.Id)
                throw new InvalidDataException($"'{token.Text}' is token {other} in one place and {token.Id} in another");
            all[token.Text] = token.Id;
        }

        var pieces = new Piece[all.Count];
        foreach (var (text, id) in all)
        {
            if (text.Length == 0)
                throw new InvalidDataException($"token {id} is empty");
            if ((uint)id >= (uint)pieces.Length)
                throw new InvalidDataException($"token '{text}' has the id {id}, and {pieces.Length} tokens need the ids 0 to {pieces.Length - 1}");
            if (pieces[id].Text is { } taken)
                throw new InvalidDataException($"the id {id} belongs to '{taken}' and to '{text}'");
            var type = text == unknown ? PieceType.Unknown
                : byteFallback && Piece.ByteOf(text) >= 0 ? PieceType.Byte
                : PieceType.Normal;
            pieces[id] = new Piece(text, 0, type);
        }

        foreach (var token in added.Where(token => pieces[token.Id].Type != PieceType.Unknown))
            pieces[token.Id] = pieces[token.Id] with { Type = token.Special ? PieceType.Control : PieceType.UserDefined };
        int bytes = pieces.Count(piece => piece.Type == PieceType.Byte);
        if (byteFallback && bytes != 256)
            throw new InvalidDataException($"byte_fallback needs the tokens <0x00> to <0xFF>, and {bytes} are there");
        return pieces;
    }
}
