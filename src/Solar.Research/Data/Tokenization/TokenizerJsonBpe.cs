using System.Text.Json;

namespace Solar.Research.Data.Tokenization;

/// <summary>The "model" of a <c>tokenizer.json</c>: vocabulary and merges.</summary>
internal static class TokenizerJsonBpe
{
    public static (Dictionary<string, int> Vocabulary, List<(int Left, int Right, int Merged)> Merges, string Unknown, bool ByteFallback, bool FuseUnknown)
        Read(JsonElement bpe)
    {
        if (Json.Optional(bpe, "type") is { } type && type.GetString() != "BPE")
            throw new InvalidDataException($"its model is '{type.GetString()}', and only BPE is implemented");
        Json.Only(bpe, "the model", "type", "dropout", "unk_token", "continuing_subword_prefix", "end_of_word_suffix",
            "fuse_unk", "byte_fallback", "ignore_merges", "vocab", "merges");
        Json.MustBeNull(bpe, "dropout");
        foreach (string affix in new[] { "continuing_subword_prefix", "end_of_word_suffix" })
        {
            if (Json.Optional(bpe, affix)?.GetString() is { Length: > 0 } text)
                throw new InvalidDataException($"'{affix}' is '{text}', which is not implemented");
        }

        if (Json.Flag(bpe, "ignore_merges"))
            throw new InvalidDataException("'ignore_merges' is set, which is not implemented");

        var vocabulary = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var token in Json.Required(bpe, "vocab").EnumerateObject())
            vocabulary.Add(token.Name, token.Value.GetInt32());

        string unknown = Json.Optional(bpe, "unk_token")?.GetString()
            ?? throw new InvalidDataException("'unk_token' is null: characters would vanish, which is not implemented");
        if (!vocabulary.ContainsKey(unknown))
            throw new InvalidDataException($"the unk_token '{unknown}' is not in the vocabulary");
        bool byteFallback = Json.Flag(bpe, "byte_fallback");
        return (vocabulary, ReadMerges(Json.Required(bpe, "merges"), vocabulary, byteFallback), unknown, byteFallback, Json.Flag(bpe, "fuse_unk"));
    }

    private static List<(int Left, int Right, int Merged)> ReadMerges(JsonElement list, Dictionary<string, int> vocabulary, bool byteFallback)
    {
        var merges = new List<(int Left, int Right, int Merged)>(list.GetArrayLength());
        var seen = new HashSet<(int, int)>();
        foreach (var entry in list.EnumerateArray())
        {
            var (left, right) = Pair(entry, merges.Count);
            var merge = (Left: IdOf(left), Right: IdOf(right), Merged: IdOf(left + right));
            if (!seen.Add((merge.Left, merge.Right)))
                throw new InvalidDataException($"merge {merges.Count} of '{left}' and '{right}' is there twice");
            merges.Add(merge);
        }

        return merges;

        int IdOf(string text)
        {
            if (byteFallback && Piece.ByteOf(text) >= 0)
                throw new InvalidDataException($"merge {merges.Count} uses the byte token '{text}', which is not implemented");
            return vocabulary.TryGetValue(text, out int id)
                ? id
                : throw new InvalidDataException($"merge {merges.Count} needs the token '{text}', which is not in the vocabulary");
        }
    }

    private static (string Left, string Right) Pair(JsonElement entry, int index)
    {
        string[] parts = entry.ValueKind == JsonValueKind.String
            ? entry.GetString()!.Split(' ')
            : [.. entry.EnumerateArray().Select(part => part.GetString() ?? "")];
        return parts is [{ Length: > 0 } left, { Length: > 0 } right]
            ? (left, right)
            : throw new InvalidDataException($"merge {index} is {entry.GetRawText()}, expected two tokens");
    }
}
