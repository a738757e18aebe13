using System.Runtime.InteropServices;
using Solar.Research.Checkpoints;
using Solar.Research.Checkpoints.Gguf;
using Solar.Research.Data.Templates;
using Solar.Research.Tests.Data.Tokenization;

namespace Solar.Research.Tests.Checkpoints.Gguf;

public sealed class GgufFileTests : IDisposable
{
    private readonly SmallUpscaled small = new();

    public void Dispose() => small.Dispose();

    [Fact]
    public void The_file_holds_what_the_specification_says_and_nothing_more()
    {
        string path = small.FileOf("f32.gguf");
        var outcome = GgufFile.Write(small.Folder, path, GgufType.F32);
        var read = new GgufReader(path);

        Assert.Equal(("GGUF", 3u), (read.Magic, read.Version));
        Assert.Equal(3 + (12 * 9), read.Tensors.Count);
        Assert.Equal((read.Tensors.Count, read.Length), (outcome.Tensors, outcome.Bytes));
        (string Key, object Value)[] expected =
        [
            ("general.architecture", "llama"), ("general.name", "small"), ("general.file_type", 0u), ("llama.block_count", 12u), ("llama.embedding_length", 64u),
            ("llama.feed_forward_length", 96u), ("llama.attention.head_count", 4u), ("llama.attention.head_count_kv", 2u), ("llama.attention.key_length", 24u),
            ("llama.rope.dimension_count", 24u), ("llama.rope.freq_base", 10_000f), ("llama.attention.layer_norm_rms_epsilon", 1e-5f), ("llama.context_length", 256u),
            ("llama.vocab_size", 512u), ("tokenizer.ggml.model", "llama"), ("tokenizer.ggml.bos_token_id", 1u), ("tokenizer.ggml.eos_token_id", 2u),
            ("tokenizer.ggml.unknown_token_id", 0u), ("tokenizer.ggml.add_bos_token", true), ("tokenizer.ggml.add_eos_token", false), ("tokenizer.ggml.add_space_prefix", true),
            ("tokenizer.chat_template", ChatTemplate.Solar.Source),
        ];
        Assert.All(expected, pair => Assert.Equal(pair.Value, read.Keys[pair.Key]));
        Assert.Equal(Vocabularies.Own.Pieces.Select(piece => piece.Text), ((object[])read.Keys["tokenizer.ggml.tokens"]).Cast<string>());
        Assert.Equal(Vocabularies.Own.Pieces.Select(piece => piece.Score), ((object[])read.Keys["tokenizer.ggml.scores"]).Cast<float>());
        Assert.Equal([2, 3, 3, 6, 6], ((object[])read.Keys["tokenizer.ggml.token_type"]).Cast<int>().Take(5)); // <unk>, <s>, </s>, bytes

        ulong next = 0;
        foreach (var place in read.Tensors.Values) // each begins where the one before ends, on a multiple of 32
        {
            Assert.Equal(next, place.Offset);
            next = (place.Offset + (4 * place.Sizes.Aggregate((a, b) => a * b)) + 31) / 32 * 32;
        }

        Assert.Equal(read.Length, read.DataStart + (long)next);
    }

    [Fact]
    public void Tensors_are_the_checkpoints_and_queries_and_keys_stand_in_pairs()
    {
        string path = small.FileOf("f32.gguf");
        GgufFile.Write(small.Folder, path, GgufType.F32);
        var read = new GgufReader(path);

        Assert.Equal([64, 512], read.Tensors["token_embd.weight"].Sizes);
        Assert.Equal([96, 64], read.Tensors["blk.11.ffn_down.weight"].Sizes);
        Assert.Equal(Source("model.embed_tokens.weight"), Floats("token_embd.weight", 512 * 64));
        Assert.Equal(Source("model.layers.11.mlp.down_proj.weight"), Floats("blk.11.ffn_down.weight", 64 * 96));
        Assert.Equal(Source("model.layers.3.post_attention_layernorm.weight"), Floats("blk.3.ffn_norm.weight", 64));
        Assert.Equal(Source("lm_head.weight"), Floats("output.weight", 512 * 64));

        // D = 24: the rows 0 12 1 13 2 14 … 11 23 of each head, and of the next head 24 36 25 37 …
        var (source, written) = (Source("model.layers.5.self_attn.k_proj.weight"), Floats("blk.5.attn_k.weight", 48 * 64));
        int[] order = [0, 12, 1, 13, 2, 14];
        for (int row = 0; row < order.Length; row++)
        {
            Assert.Equal(source[(order[row] * 64)..((order[row] + 1) * 64)], written[(row * 64)..((row + 1) * 64)]);
            Assert.Equal(source[((24 + order[row]) * 64)..((25 + order[row]) * 64)], written[((24 + row) * 64)..((25 + row) * 64)]);
        }

        Assert.Equal(source.Order(), written.Order());

        float[] Floats(string name, int count) => MemoryMarshal.Cast<byte, float>(read.Data(name, count * 4)).ToArray();
    }

    [Theory]
    [InlineData(GgufType.F16, 1u, 1u)]
    [InlineData(GgufType.BF16, 30u, 32u)]
    public void Half_types_round_to_the_nearest(GgufType type, uint code, uint fileType)
    {
        string path = small.FileOf("half.gguf");
        GgufFile.Write(small.Folder, path, type);
        var read = new GgufReader(path);

        Assert.Equal((code, fileType), (read.Tensors["blk.0.ffn_up.weight"].Type, read.Keys["general.file_type"]));
        Assert.Equal(0u, read.Tensors["blk.0.ffn_norm.weight"].Type);
        var written = MemoryMarshal.Cast<byte, ushort>(read.Data("blk.0.ffn_up.weight", 96 * 64 * 2)).ToArray();
        // In .NET alone: a Half by its own conversion, a bfloat16 by adding half of the last kept place and cutting, ties to even.
        Assert.Equal(Source("model.layers.0.mlp.up_proj.weight").Select(value => type == GgufType.F16 ? BitConverter.HalfToUInt16Bits((Half)value) : Upper(BitConverter.SingleToUInt32Bits(value))), written);

        static ushort Upper(uint bits) => (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }

    [Fact]
    public void Q8_blocks_worked_by_hand()
    {
        // the largest of the block is 254, so d = 2, and 127 ← 254, 1 ← 2, 2 ← 3 (1.5 away from zero), −2 ← −3, 0 ← 0.9
        var values = new float[32];
        (values[0], values[1], values[2], values[3], values[4]) = (254, 2, 3, -3, 0.9f);
        var block = new byte[34];
        Q8Blocks.Quantize(values, block);

        Assert.Equal((Half)2, BitConverter.ToHalf(block));
        Assert.Equal([127, 1, 2, -2, 0, 0], block.Skip(2).Take(6).Select(value => (int)(sbyte)value));
        Q8Blocks.Quantize(new float[32], block);
        Assert.All(block, value => Assert.Equal(0, value));
    }

    [Fact]
    public void What_gguf_cannot_say_is_refused_by_name()
    {
        Assert.Contains("exists already", Refused<IOException>(small.Folder, write: "taken.gguf"), StringComparison.Ordinal);
        Assert.Contains("'model_type' is 'qwen2'", Changed("\"llama\"", "\"qwen2\""), StringComparison.Ordinal);
        Assert.Contains("'attention_bias' is true", Changed("\"attention_bias\": false", "\"attention_bias\": true"), StringComparison.Ordinal);
        Assert.Contains("'logit_cap' (30) is not known", Changed("\"attention_bias\": false", "\"logit_cap\": 30"), StringComparison.Ordinal);
        Assert.Contains("linear scaling can be written", Changed("\"attention_bias\": false", "\"rope_scaling\": {\"rope_type\": \"yarn\"}"), StringComparison.Ordinal);
        Assert.Contains("do not fit config.json", Changed("\"num_hidden_layers\": 12", "\"num_hidden_layers\": 11"), StringComparison.Ordinal);
        Assert.False(File.Exists(small.FileOf("out.gguf.part")));

        string Changed(string from, string to)
        {
            string config = Path.Combine(small.Folder, "config.json");
            string before = File.ReadAllText(config);
            Assert.Contains(from, before, StringComparison.Ordinal);
            File.WriteAllText(config, before.Replace(from, to, StringComparison.Ordinal));
            string message = Refused<InvalidDataException>(small.Folder);
            File.WriteAllText(config, before);
            return message;
        }

        string Refused<T>(string folder, string? write = null)
            where T : Exception
        {
            string path = small.FileOf(write ?? "out.gguf");
            if (write is not null)
                File.WriteAllText(path, "");
            return Assert.Throws<T>(() => GgufFile.Write(folder, path, GgufType.F32)).Message;
        }
    }

    [Fact]
    public void A_row_that_is_no_whole_blocks_is_refused_for_q8()
    {
        using var odd = new SmallUpscaled(SmallUpscaled.Base with { IntermediateSize = 100 });
        var refusal = Assert.Throws<InvalidDataException>(() => GgufFile.Write(odd.Folder, odd.FileOf("q8.gguf"), GgufType.Q8));
        Assert.Contains("rows of 'model.layers.0.mlp.down_proj.weight' have 100 numbers", refusal.Message, StringComparison.Ordinal);
    }

    private float[] Source(string name)
    {
        using var checkpoint = Checkpoint.Open(small.Folder);
        var bytes = new byte[checkpoint.Tensors[name].ByteCount];
        checkpoint.Read(name, 0, bytes);
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }
}
