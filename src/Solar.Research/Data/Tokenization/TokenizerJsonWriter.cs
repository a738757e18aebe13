using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Solar.Research.Data.Tokenization;

/// <summary>Writes a tokenizer as Hugging Face's fast Llama tokenizer lays it out, and the two small files beside it.</summary>
internal static class TokenizerJsonWriter
{
    private const string Space = "\u2581";
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(TokenizerModel model)
    {
        Refuse(model.Normalizer.Charsmap is not null, "character rules (precompiled_charsmap)");
        Refuse(model.Normalizer.RemoveExtraWhitespaces, "remove_extra_whitespaces");
        Refuse(!model.Normalizer.EscapeWhitespaces, "spaces that are not escaped");
        Refuse(model.UnknownSurface != TokenizerModel.DefaultUnknownSurface && !model.ByteFallback, "unk_surface");
        Refuse(model.Pieces.Any(piece => piece.Type is PieceType.UserDefined or PieceType.Unused), "user-defined or unused pieces");
        var table = new MergeTable(model);
        Refuse(table.Merges.Any(merge => merge.Left >= model.Pieces.Count || merge.Right >= model.Pieces.Count), "pieces with characters that are no pieces");

        var pieces = model.Pieces;
        var vocabulary = new JsonObject();
        for (int id = 0; id < pieces.Count; id++)
            vocabulary.Add(pieces[id].Text, id);
        var steps = new JsonArray();
        if (model.Normalizer.Prefix == DummyPrefix.Always)
            steps.Add(new JsonObject { ["type"] = "Prepend", ["prepend"] = Space });
        steps.Add(Replace(" ", Space));
        var decoders = new JsonArray(Replace(Space, " "));
        if (model.ByteFallback)
            decoders.Add(new JsonObject { ["type"] = "ByteFallback" });
        decoders.Add(new JsonObject { ["type"] = "Fuse" });
        if (model.DecodingDropsPrefix)
            decoders.Add(new JsonObject { ["type"] = "Strip", ["content"] = " ", ["start"] = 1, ["stop"] = 0 });

        return Bytes(new JsonObject
        {
            ["version"] = "1.0",
            ["truncation"] = null,
            ["padding"] = null,
            ["added_tokens"] = new JsonArray([.. model.AddedTokens.Select(token => AddedToken(token.Text, token.Id))]),
            ["normalizer"] = new JsonObject { ["type"] = "Sequence", ["normalizers"] = steps },
            ["pre_tokenizer"] = null,
            ["post_processor"] = model.BosId is { } bos ? TemplateFor(pieces[bos].Text, bos) : null,
            ["decoder"] = new JsonObject { ["type"] = "Sequence", ["decoders"] = decoders },
            ["model"] = new JsonObject
            {
                ["type"] = "BPE",
                ["dropout"] = null,
                ["unk_token"] = pieces[model.UnknownId].Text,
                ["continuing_subword_prefix"] = null,
                ["end_of_word_suffix"] = null,
                ["fuse_unk"] = model.FuseUnknown,
                ["byte_fallback"] = model.ByteFallback,
                ["vocab"] = vocabulary,
                ["merges"] = new JsonArray([.. table.Merges.Select(merge => JsonValue.Create($"{table.Texts[merge.Left]} {table.Texts[merge.Right]}"))]),
            },
        });
    }

    public static byte[] Config(TokenizerModel model)
    {
        var added = new JsonObject();
        foreach (var token in model.AddedTokens.OrderBy(token => token.Id))
        {
            var entry = AddedToken(token.Text, token.Id);
            entry["special"] = token.Special;
            entry.Remove("id");
            added.Add(token.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), entry);
        }

        var config = new JsonObject
        {
            ["add_bos_token"] = model.BosId is not null,
            ["add_eos_token"] = false,
            ["added_tokens_decoder"] = added,
            ["clean_up_tokenization_spaces"] = false,
            ["legacy"] = true,
            ["sp_model_kwargs"] = new JsonObject(),
            ["spaces_between_special_tokens"] = false,
            ["tokenizer_class"] = "LlamaTokenizer",
        };
        foreach (var (name, value) in Specials(model))
            config[name] = value;
        return Bytes(config);
    }

    public static byte[] SpecialTokens(TokenizerModel model) =>
        Bytes(new JsonObject(Specials(model).Where(entry => entry.Text is not null).Select(entry => KeyValuePair.Create(entry.Name, (JsonNode?)entry.Text))));

    private static IEnumerable<(string Name, string? Text)> Specials(TokenizerModel model) =>
    [
        ("bos_token", TextOf(model, model.BosId)), ("eos_token", TextOf(model, model.EosId)),
        ("unk_token", TextOf(model, model.UnknownId)), ("pad_token", TextOf(model, model.PadId)),
    ];

    private static string? TextOf(TokenizerModel model, int? id) => id is { } known ? model.Pieces[known].Text : null;

    private static JsonObject Replace(string from, string to) =>
        new() { ["type"] = "Replace", ["pattern"] = new JsonObject { ["String"] = from }, ["content"] = to };

    private static JsonObject AddedToken(string text, int id) => new()
    {
        ["id"] = id,
        ["content"] = text,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = true,
    };

    private static JsonObject TemplateFor(string bos, int id)
    {
        return new JsonObject
        {
            ["type"] = "TemplateProcessing",
            ["single"] = new JsonArray(Special(0), Sequence("A", 0)),
            ["pair"] = new JsonArray(Special(0), Sequence("A", 0), Special(1), Sequence("B", 1)),
            ["special_tokens"] = new JsonObject { [bos] = new JsonObject { ["id"] = bos, ["ids"] = new JsonArray(id), ["tokens"] = new JsonArray(bos) } },
        };

        JsonObject Special(int type) => new() { ["SpecialToken"] = new JsonObject { ["id"] = bos, ["type_id"] = type } };
        static JsonObject Sequence(string name, int type) => new() { ["Sequence"] = new JsonObject { ["id"] = name, ["type_id"] = type } };
    }

    private static byte[] Bytes(JsonObject content)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
            content.WriteTo(writer);
        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }

    private static void Refuse(bool present, string what)
    {
        if (present)
            throw new InvalidOperationException($"A tokenizer.json cannot say exactly what this tokenizer.model says: it has {what}. Copy the tokenizer.model itself.");
    }
}
