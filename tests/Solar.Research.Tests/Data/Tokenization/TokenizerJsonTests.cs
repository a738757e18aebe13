using System.Text.Json.Nodes;
using Solar.Research.Data.Tokenization;

namespace Solar.Research.Tests.Data.Tokenization;

public sealed class TokenizerJsonTests : IDisposable
{
    private readonly string folder = Vocabularies.TemporaryFolder();

    public TokenizerJsonTests() => Vocabularies.Own.Save(folder);

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Both_formats_give_the_same_ids_and_texts()
    {
        var json = BpeTokenizer.Load(Path.Combine(folder, "tokenizer.json"));
        Assert.Equal(Vocabularies.Own.Pieces.Select(piece => (piece.Text, piece.Type)), json.Pieces.Select(piece => (piece.Text, piece.Type)));
        Assert.Equal((1, 2, 0, null), (json.BosId, json.EosId, json.UnknownId, json.PadId));
        foreach (var row in Vocabularies.Read(Vocabularies.PathOf("own512.jsonl")))
            SentencePieceReferenceTests.AssertSame(row, json);
    }

    [Fact]
    public void A_model_file_made_from_the_json_merges_alike()
    {
        string other = Path.Combine(folder, "other");
        BpeTokenizer.Load(Path.Combine(folder, "tokenizer.json")).Save(other);
        Assert.Equal(Vocabularies.Own.Pieces, BpeTokenizer.Load(Path.Combine(other, "tokenizer.model")).Pieces);
        Assert.Equal(File.ReadAllBytes(Path.Combine(folder, "tokenizer.json")), File.ReadAllBytes(Path.Combine(other, "tokenizer.json")));
    }

    [Fact]
    public void What_was_loaded_is_saved_unchanged()
    {
        Assert.Equal(File.ReadAllBytes(Vocabularies.PathOf("own512.model")), File.ReadAllBytes(Path.Combine(folder, "tokenizer.model")));
        Assert.Equal(
            ["special_tokens_map.json", "tokenizer.json", "tokenizer.model", "tokenizer_config.json"],
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Merges_may_be_pairs()
    {
        var paired = Changed(root => root["model"]!["merges"] = new JsonArray([.. root["model"]!["merges"]!.AsArray()
            .Select(merge => new JsonArray([.. merge!.GetValue<string>().Split(' ').Select(part => JsonValue.Create(part))]))]));
        Assert.Equal(Vocabularies.Own.EncodeToIds(Vocabularies.Genesis), paired.EncodeToIds(Vocabularies.Genesis));
    }

    [Theory]
    [InlineData("always", "ab", "▁ab", "ab")]
    [InlineData("always", " ab", "▁ab", "ab")] // Metaspace adds no second ▁
    [InlineData("never", "ab", "ab", "ab")]
    [InlineData("first", "ab", "▁ab", "ab")]
    public void Metaspace_puts_a_space_before_a_text_that_has_none(string scheme, string text, string spelled, string decoded)
    {
        var tokenizer = Changed(root => UseMetaspace(root, scheme));
        var ids = tokenizer.EncodeToIds(text);
        Assert.Equal(spelled, string.Concat(ids.Select(id => tokenizer.Pieces[id].Text)));
        Assert.Equal(decoded, tokenizer.Decode(ids));
    }

    [Fact]
    public void Metaspace_first_leaves_what_follows_a_special_token_alone()
    {
        var tokenizer = Changed(root => UseMetaspace(root, "first"));
        var spelled = tokenizer.EncodeToIds("the</s>the", parseSpecial: true).Select(id => tokenizer.Pieces[id].Text);
        Assert.Equal("▁the</s>the", string.Concat(spelled));
    }

    [Fact]
    public void Metaspace_with_split_lets_no_piece_hold_two_spaces()
    {
        var split = Changed(root => UseMetaspace(root, "always", split: true)).EncodeToIds("a      b");
        var whole = Changed(root => UseMetaspace(root, "always")).EncodeToIds("a      b");
        Assert.True(split.Count >= whole.Count);
        Assert.All(split, id => Assert.True(Vocabularies.Own.Pieces[id].Text.LastIndexOf('▁') <= 0));
    }

    [Fact]
    public void An_added_token_that_is_not_special_is_always_found()
    {
        var tokenizer = Changed(root => root["added_tokens"]!.AsArray().Add(Added("<sep>", 512, special: false)));
        int[] ids = [.. Vocabularies.Own.EncodeToIds("God"), 512, .. Vocabularies.Own.EncodeToIds("said")];
        Assert.Equal(513, tokenizer.VocabularySize);
        Assert.Equal(ids, tokenizer.EncodeToIds("God<sep>said"));
        Assert.Equal("God<sep> said", tokenizer.Decode(ids));
    }

    [Fact]
    public void The_config_beside_the_file_names_the_special_tokens()
    {
        var config = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "tokenizer_config.json")))!;
        config["pad_token"] = new JsonObject { ["content"] = "</s>" };
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), config.ToJsonString());
        Assert.Equal(2, BpeTokenizer.Load(Path.Combine(folder, "tokenizer.json")).PadId);

        config["pad_token"] = "<nowhere>";
        File.WriteAllText(Path.Combine(folder, "tokenizer_config.json"), config.ToJsonString());
        var problem = Assert.Throws<InvalidDataException>(() => BpeTokenizer.Load(Path.Combine(folder, "tokenizer.json")));
        Assert.Contains("<nowhere>", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_whose_two_files_disagree_is_refused()
    {
        File.Copy(Vocabularies.PathOf("rules.model"), Path.Combine(folder, "tokenizer.model"), overwrite: true);
        Assert.Contains("disagree", Assert.Throws<InvalidDataException>(() => BpeTokenizer.Load(folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_json_cannot_say_is_not_written()
    {
        var rules = BpeTokenizer.Load(Vocabularies.PathOf("rules.model"));
        Assert.Contains("precompiled_charsmap", Assert.Throws<InvalidOperationException>(() => rules.Save(folder)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Refused => new()
    {
        { "truncation", """{"max_length": 512}""", "truncation" },
        { "padding", """{"strategy": "BatchLongest"}""", "padding" },
        { "normalizer", """{"type": "NFKC"}""", "NFKC" },
        { "normalizer", """{"type": "Sequence", "normalizers": [{"type": "Lowercase"}]}""", "Lowercase" },
        { "normalizer", """{"type": "Replace", "pattern": {"Regex": " +"}, "content": "▁"}""", "Regex" },
        { "pre_tokenizer", """{"type": "ByteLevel", "add_prefix_space": false}""", "ByteLevel" },
        { "post_processor", """{"type": "RobertaProcessing"}""", "RobertaProcessing" },
        { "decoder", """{"type": "ByteLevel"}""", "ByteLevel" },
        { "decoder", "null", "decoder" },
        { "surprise", "1", "surprise" },
        { "model/type", "\"Unigram\"", "Unigram" },
        { "model/dropout", "0.1", "dropout" },
        { "model/unk_token", "null", "unk_token" },
        { "model/ignore_merges", "true", "ignore_merges" },
        { "model/end_of_word_suffix", "\"</w>\"", "end_of_word_suffix" },
        { "model/byte_fallback", "false", "decoder" },
        { "model/merges", """["a"]""", "merge 0" },
        { "model/merges", """["a b c"]""", "merge 0" },
        { "model/merges", """["z z"]""", "'z'" },
        { "model/merges", """["t h", "t h"]""", "twice" },
        { "model", """{"type": "BPE", "unk_token": "<unk>", "merges": [], "vocab": {"<unk>": 0, "a": 700}}""", "700" },
        { "model", """{"type": "BPE", "unk_token": "<unk>", "merges": [], "vocab": {"<unk>": 0, "a": 1}}""", "id 1" },
        { "model/vocab", """{"<unk>": 0, "a": 1.5}""", "tokenizer.json" },
        { "model/vocab", """{"<unk>": 0, "\ud800": 1}""", "tokenizer.json" },
        { "model", "null", "tokenizer.json" },
        { "added_tokens", """[{"id": 5, "content": "<s>", "special": true}]""", "<s>" },
        { "added_tokens", """[{"id": 512, "content": "<x>", "special": true, "lstrip": true}]""", "lstrip" },
        { "added_tokens", """[{"id": 512, "content": "<x>", "special": true, "normalized": true}]""", "normalized" },
        { "added_tokens", """[{"id": 512, "content": "", "special": true}]""", "empty" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_would_change_the_result_is_refused_by_name(string path, string value, string named)
    {
        var problem = Assert.Throws<InvalidDataException>(() => Changed(root =>
        {
            string[] steps = path.Split('/');
            var at = steps.Length == 1 ? root : root[steps[0]]!;
            at[steps[^1]] = JsonNode.Parse("\"placeholder\"");
        }, text => text.Replace("\"placeholder\"", value, StringComparison.Ordinal)));
        Assert.Contains(named, problem.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", problem.Message, StringComparison.Ordinal);
    }

    private BpeTokenizer Changed(Action<JsonNode> change, Func<string, string>? afterwards = null)
    {
        string path = Path.Combine(folder, "tokenizer.json");
        var root = JsonNode.Parse(File.ReadAllText(path))!;
        change(root);
        string text = root.ToJsonString();
        File.WriteAllText(path, afterwards?.Invoke(text) ?? text);
        return BpeTokenizer.Load(path);
    }

    private static void UseMetaspace(JsonNode root, string scheme, bool split = false)
    {
        root["normalizer"] = null;
        root["pre_tokenizer"] = new JsonObject { ["type"] = "Metaspace", ["replacement"] = "▁", ["prepend_scheme"] = scheme, ["split"] = split };
        if (scheme == "never")
            root["decoder"]!["decoders"]!.AsArray().RemoveAt(3);
    }

    private static JsonObject Added(string text, int id, bool special) => new()
    {
        ["id"] = id,
        ["content"] = text,
        ["single_word"] = false,
        ["lstrip"] = false,
        ["rstrip"] = false,
        ["normalized"] = false,
        ["special"] = special,
    };
}
