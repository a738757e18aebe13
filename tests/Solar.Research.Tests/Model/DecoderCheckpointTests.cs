using Solar.Research.Checkpoints;
using Solar.Research.Model;
using static TorchSharp.torch;

namespace Solar.Research.Tests.Model;

public sealed class DecoderCheckpointTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("decoder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData(StoredType.F32)]
    [InlineData(StoredType.BF16)]
    [InlineData(StoredType.F16)]
    [InlineData(StoredType.F64)]
    public void Loading_and_saving_gives_the_same_bytes_of_every_tensor(StoredType type)
    {
        using var first = TinyDecoder.Make(TinyDecoder.Mistral, ScalarType.Float64);
        first.Save(Path.Combine(folder, "one"), type: type);
        using var second = Decoder.Load(Path.Combine(folder, "one"));
        second.Save(Path.Combine(folder, "two"), type: type);

        using var one = Checkpoint.Open(Path.Combine(folder, "one"));
        using var two = Checkpoint.Open(Path.Combine(folder, "two"));
        Assert.Equal(3 + (9 * 2), one.Tensors.Count);
        Assert.Equal(one.Tensors.Values, two.Tensors.Values);
        Assert.All(one.Tensors.Values, entry => Assert.Equal(type, entry.Type));
        Assert.All(one.Tensors.Values, entry => Assert.Equal(Bytes(one, entry), Bytes(two, entry)));
        Assert.Equal(TinyDecoder.Mistral, second.Config);
    }

    [Theory]
    [InlineData(StoredType.BF16, ScalarType.BFloat16)]
    [InlineData(StoredType.F32, ScalarType.Float32)]
    [InlineData(StoredType.F16, ScalarType.Float32)] // a CPU does not compute in float16
    public void It_computes_in_what_is_stored_unless_told_otherwise(StoredType type, ScalarType expected)
    {
        using var decoder = TinyDecoder.Make(TinyDecoder.TiedLlama);
        decoder.Save(folder + "/saved", type: type);

        using var same = Decoder.Load(folder + "/saved");
        using var told = Decoder.Load(folder + "/saved", dtype: ScalarType.Float64);

        Assert.Equal(expected, same.Weights.dtype);
        Assert.Equal(ScalarType.Float64, told.Weights.dtype);
        Assert.Equal(Close.Values(same.Weights), Close.Values(told.Weights));
    }

    [Fact]
    public void Names_and_shapes_are_Hugging_Face_s()
    {
        using var decoder = TinyDecoder.Make(TinyDecoder.Mistral);
        decoder.Save(folder + "/saved");
        using var saved = Checkpoint.Open(folder + "/saved");

        string[] expected =
        [
            "lm_head.weight [37, 32]", "model.embed_tokens.weight [37, 32]",
            .. Enumerable.Range(0, 2).SelectMany(i => new[]
            {
                $"model.layers.{i}.input_layernorm.weight [32]", $"model.layers.{i}.mlp.down_proj.weight [32, 44]",
                $"model.layers.{i}.mlp.gate_proj.weight [44, 32]", $"model.layers.{i}.mlp.up_proj.weight [44, 32]",
                $"model.layers.{i}.post_attention_layernorm.weight [32]", $"model.layers.{i}.self_attn.k_proj.weight [12, 32]",
                $"model.layers.{i}.self_attn.o_proj.weight [32, 24]", $"model.layers.{i}.self_attn.q_proj.weight [24, 32]",
                $"model.layers.{i}.self_attn.v_proj.weight [12, 32]",
            }),
            "model.norm.weight [32]",
        ];
        Assert.Equal(expected, saved.Tensors.Values.Select(entry => $"{entry.Name} [{string.Join(", ", entry.Shape)}]").Order(StringComparer.Ordinal));
        Assert.Equal("float32", saved.Config["torch_dtype"]!.GetValue<string>());
        Assert.Equal("MistralForCausalLM", saved.Config["architectures"]![0]!.GetValue<string>());
    }

    [Fact]
    public void Missing_extra_and_misshapen_tensors_are_named()
    {
        Write("missing", entries => entries.Where(entry => entry.Name != "model.norm.weight"));
        Write("extra", entries => entries.Append(new("model.layers.2.mlp.up_proj.weight", StoredType.F32, [44, 32])));
        Write("misshapen", entries => entries.Select(entry => entry.Name.EndsWith("1.mlp.down_proj.weight", StringComparison.Ordinal) ? entry with { Shape = [44, 32] } : entry));
        Write("integer", entries => entries.Select(entry => entry.Name == "lm_head.weight" ? entry with { Type = StoredType.I32 } : entry));

        Refused("missing", "model.norm.weight");
        Refused("extra", "model.layers.2.mlp.up_proj.weight");
        Refused("misshapen", "model.layers.1.mlp.down_proj.weight");
        Refused("integer", "lm_head.weight");

        void Refused(string name, string tensor) =>
            Assert.Contains(tensor, Assert.Throws<InvalidDataException>(() => Decoder.Load(Path.Combine(folder, name))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_of_angles_of_old_checkpoints_are_passed_over()
    {
        Write("old", entries => entries.Append(new("model.layers.0.self_attn.rotary_emb.inv_freq", StoredType.F32, [3])));

        using var decoder = Decoder.Load(Path.Combine(folder, "old"));

        Assert.Equal(TinyDecoder.Mistral, decoder.Config);
    }

    private void Write(string name, Func<IEnumerable<TensorEntry>, IEnumerable<TensorEntry>> change)
    {
        var entries = change(new WeightLayout(TinyDecoder.Mistral).Stored().Select(tensor => new TensorEntry(tensor.Name, StoredType.F32, tensor.Region.Shape))).ToArray();
        using var writer = CheckpointWriter.Create(Path.Combine(folder, name), TinyDecoder.Mistral.ToJson(), entries);
        foreach (var entry in entries)
            writer.Write(entry.Name, new byte[entry.ByteCount]);
        writer.Complete();
    }

    private static byte[] Bytes(Checkpoint checkpoint, TensorEntry entry)
    {
        var bytes = new byte[entry.ByteCount];
        checkpoint.Read(entry.Name, 0, bytes);
        return bytes;
    }
}
