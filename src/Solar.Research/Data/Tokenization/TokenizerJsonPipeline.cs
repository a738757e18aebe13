using System.Text.Json;

namespace Solar.Research.Data.Tokenization;

/// <summary>The steps around the model of a <c>tokenizer.json</c>: how a text becomes pieces' spelling, and back.</summary>
internal static class TokenizerJsonPipeline
{
    private const string Space = "\u2581";

    public static NormalizerRules ReadNormalizer(JsonElement root)
    {
        var rules = new NormalizerRules { Prefix = DummyPrefix.None, EscapeWhitespaces = false };
        foreach (var step in Steps(Json.Optional(root, "normalizer"), "normalizers"))
        {
            rules = Json.Type(step) switch
            {
                "Prepend" when Json.Text(step, "prepend") == Space => rules with { Prefix = DummyPrefix.Always },
                "Replace" when Replaces(step, " ", Space) => rules with { EscapeWhitespaces = true },
                _ => throw Refusal("normalizer", step),
            };
        }

        foreach (var step in Steps(Json.Optional(root, "pre_tokenizer"), "pretokenizers"))
            rules = ReadMetaspace(step, rules);
        if (rules.Prefix == DummyPrefix.Always && !rules.EscapeWhitespaces)
            throw new InvalidDataException("its normalizer prepends ▁ and does not replace spaces, which is not implemented");
        return rules;
    }

    /// <summary>Whether decoding drops the first space.</summary>
    public static bool ReadDecoder(JsonElement root, bool byteFallback, bool escapes)
    {
        var steps = Steps(Json.Optional(root, "decoder"), "decoders").ToList();
        bool bytes = false, fused = false, spaces = false, drops = false;
        foreach (var step in steps)
        {
            switch (Json.Type(step))
            {
                case "Replace" when Replaces(step, Space, " "):
                    spaces = true;
                    break;
                case "Metaspace" when Json.Text(step, "replacement") == Space:
                    (spaces, drops) = (true, drops || SchemeOf(step) != "never");
                    break;
                case "ByteFallback":
                    bytes = true;
                    break;
                case "Fuse":
                    fused = true;
                    break;
                case "Strip" when fused && spaces && Json.Text(step, "content") == " "
                    && Json.Required(step, "start").GetInt32() is 0 or 1 && Json.Required(step, "stop").GetInt32() == 0:
                    drops |= Json.Required(step, "start").GetInt32() == 1;
                    break;
                default:
                    throw Refusal("decoder", step);
            }
        }

        if (spaces != escapes || bytes != byteFallback || !fused && !steps.Any(step => Json.Type(step) == "Metaspace"))
            throw new InvalidDataException("its decoder does not undo what encoding does: Replace or Metaspace, ByteFallback and Fuse are expected");
        return drops;
    }

    private static NormalizerRules ReadMetaspace(JsonElement step, NormalizerRules rules)
    {
        if (Json.Type(step) != "Metaspace" || Json.Text(step, "replacement") != Space)
            throw Refusal("pre_tokenizer", step);
        Json.Only(step, "Metaspace", "type", "replacement", "str_rep", "add_prefix_space", "prepend_scheme", "split");
        var prefix = SchemeOf(step) switch
        {
            "always" => DummyPrefix.UnlessSpace,
            "first" => DummyPrefix.FirstUnlessSpace,
            "never" => DummyPrefix.None,
            var other => throw new InvalidDataException($"the prepend_scheme '{other}' of Metaspace is not implemented"),
        };
        return rules with
        {
            EscapeWhitespaces = true,
            Prefix = rules.Prefix == DummyPrefix.Always ? DummyPrefix.Always : prefix,
            SplitBeforeEverySpace = Json.Optional(step, "split")?.GetBoolean() ?? true,
        };
    }

    // Before prepend_scheme there was add_prefix_space, which meant "always" or "never".
    private static string SchemeOf(JsonElement step) =>
        Json.Optional(step, "prepend_scheme")?.GetString()
        ?? (Json.Optional(step, "add_prefix_space")?.GetBoolean() == false ? "never" : "always");

    private static bool Replaces(JsonElement step, string from, string to) =>
        Json.Required(step, "pattern") is { ValueKind: JsonValueKind.Object } pattern
        && Json.Optional(pattern, "String")?.GetString() == from
        && Json.Text(step, "content") == to;

    private static IEnumerable<JsonElement> Steps(JsonElement? part, string listName)
    {
        if (part is not { } step)
            return [];
        return Json.Type(step) == "Sequence" ? Json.Required(step, listName).EnumerateArray() : [step];
    }

    private static InvalidDataException Refusal(string part, JsonElement step)
    {
        string text = step.GetRawText();
        return new($"the {part} '{Json.Type(step)}' ({(text.Length <= 120 ? text : text[..120] + "…")}) is not implemented");
    }
}
