using System.Buffers.Binary;
using System.Text;
using Solar.Research.Checkpoints;

namespace Solar.Research.Tests.Checkpoints;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly ScratchFolder scratch = new();

    public void Dispose() => scratch.Dispose();

    [Fact]
    public void A_file_written_by_hand_is_read()
    {
        // Two elements of 1.0 and 2.0 in BF16, then one I64: 0x3F80, 0x4000, 7.
        var path = File("""{"a":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]},"__metadata__":{"format":"pt"},"b":{"dtype":"I64","shape":[],"data_offsets":[4,12]}}  """,
            [0x80, 0x3F, 0x00, 0x40, 7, 0, 0, 0, 0, 0, 0, 0]);
        using var file = SafetensorsFile.Open(path);

        Assert.Equal(new TensorEntry("a", StoredType.BF16, [2]), file.Tensors["a"]);
        Assert.Equal(new TensorEntry("b", StoredType.I64, []), file.Tensors["b"]);
        Assert.Equal("pt", file.Metadata["format"]);
        var bytes = new byte[2];
        file.Read("a", 2, bytes);
        Assert.Equal([0x00, 0x40], bytes);
        using var mapped = file.Map("b");
        Assert.Equal(7, BinaryPrimitives.ReadInt64LittleEndian(mapped.Span(0, 8)));
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Read("a", 3, bytes));
        Assert.Throws<ArgumentOutOfRangeException>(() => mapped.Span(1, 8).Length);
    }

    // Each header is put before 8 bytes of data; the message must say what is wrong.
    [Theory]
    [InlineData("", "not a JSON object")]
    [InlineData("[]", "not a JSON object")]
    [InlineData("{", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}x""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]},}""", "not valid JSON")]
    [InlineData("""{"\ud800":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "not valid JSON")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[0,4]},"a":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "'a' twice")]
    [InlineData("""{"a":{"dtype":"U9","shape":[8],"data_offsets":[0,8]}}""", "unknown dtype 'U9'")]
    [InlineData("""{"a":{"dtype":"F32","shape":[8],"data_offsets":[0,8]}}""", "8 bytes by its offsets but 32")]
    [InlineData("""{"a":{"dtype":"U8","shape":[-8],"data_offsets":[0,8]}}""", "whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8.5],"data_offsets":[0,8]}}""", "whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[99999999999999999999],"data_offsets":[0,8]}}""", "whole numbers from 0")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9000000000000000000,9000000000000000000],"data_offsets":[0,8]}}""", "beyond 63 bits")]
    [InlineData("""{"a":{"dtype":"F64","shape":[4611686018427387904],"data_offsets":[0,8]}}""", "beyond 63 bits")]
    [InlineData("""{"a":{"dtype":"U8","shape":[4],"data_offsets":[8,4]}}""", "before it begins")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0]}}""", "two data_offsets")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8],"extra":1}}""", "member 'extra'")]
    [InlineData("""{"a":{"dtype":"U8","shape":[8]}}""", "must have dtype")]
    [InlineData("""{"a":7}""", "must be an object")]
    [InlineData("""{"a":{"dtype":"U8","shape":[5],"data_offsets":[0,5]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "overlaps")]
    [InlineData("""{"a":{"dtype":"U8","shape":[3],"data_offsets":[0,3]},"b":{"dtype":"U8","shape":[4],"data_offsets":[4,8]}}""", "gap")]
    [InlineData("""{"a":{"dtype":"U8","shape":[9],"data_offsets":[0,9]}}""", "truncated")]
    [InlineData("""{"a":{"dtype":"U8","shape":[7],"data_offsets":[0,7]}}""", "foreign tail")]
    [InlineData("""{"__metadata__":{"format":1},"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", "object of strings")]
    public void A_broken_header_is_refused_by_name(string header, string complaint)
    {
        var path = File(header, new byte[8]);
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(path));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0UL, 3, "too few")]
    [InlineData(50UL, 20, "only 20; it is truncated")]
    [InlineData(100_000_001UL, 64, "100000001 bytes")]
    [InlineData(ulong.MaxValue, 64, "18446744073709551615 bytes")]
    public void An_impossible_length_is_refused_before_anything_is_allocated(ulong claimed, int fileBytes, string complaint)
    {
        var bytes = new byte[Math.Max(fileBytes, 8)];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, claimed);
        System.IO.File.WriteAllBytes(scratch["x.safetensors"], bytes[..fileBytes]);
        var error = Assert.Throws<InvalidDataException>(() => SafetensorsFile.Open(scratch["x.safetensors"]));
        Assert.Contains(complaint, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_while_open_is_an_error_and_no_crash()
    {
        var path = File("""{"a":{"dtype":"U8","shape":[8],"data_offsets":[0,8]}}""", new byte[8]);
        using var file = SafetensorsFile.Open(path);
        Truncate(path);
        var error = Assert.Throws<InvalidDataException>(() => file.Read("a", 0, new byte[8]));
        Assert.Contains("cut while it was open", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_writer_pads_its_header_and_aligns_every_tensor()
    {
        using (var writer = SafetensorsWriter.Create(scratch["m.safetensors"], [new("small", StoredType.U8, [3]), new("wide", StoredType.F64, [1]), new("half", StoredType.BF16, [1])]))
        {
            writer.Write("small", [1, 2, 3]);
            writer.Write("wide", BitConverter.GetBytes(0.5));
            writer.Write("half", [4, 5]);
            Assert.False(System.IO.File.Exists(scratch["m.safetensors"]));
            writer.Complete();
        }

        var bytes = System.IO.File.ReadAllBytes(scratch["m.safetensors"]);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        var header = Encoding.UTF8.GetString(bytes, 8, length);
        Assert.Equal(0, length % 8);
        Assert.StartsWith("""{"__metadata__":{"format":"pt"},"wide":{"dtype":"F64","shape":[1],"data_offsets":[0,8]},"half":{"dtype":"BF16","shape":[1],"data_offsets":[8,10]},"small":{"dtype":"U8","shape":[3],"data_offsets":[10,13]}}""", header, StringComparison.Ordinal);
        Assert.Equal([4, 5, 1, 2, 3], bytes[(8 + length + 8)..]);
        Assert.Equal([scratch["m.safetensors"]], Directory.GetFiles(scratch.Root));
    }

    [Fact]
    public void The_writer_refuses_too_many_bytes_too_few_and_unplanned_ones()
    {
        using var writer = SafetensorsWriter.Create(scratch["m.safetensors"], [new("a", StoredType.U8, [3])]);
        writer.Write("a", [1, 2]);
        Assert.Throws<ArgumentException>(() => writer.Write("a", [3, 4]));
        Assert.Throws<ArgumentException>(() => writer.Write("b", [3]));
        Assert.Contains("only 2 were written", Assert.Throws<InvalidOperationException>(writer.Complete).Message, StringComparison.Ordinal);
    }

    // Another program does not ask for .NET's locks.
    private static void Truncate(string path)
    {
        using var process = System.Diagnostics.Process.Start("truncate", ["-s", "0", path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private string File(string header, byte[] data)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var path = scratch["hand.safetensors"];
        System.IO.File.WriteAllBytes(path, [.. BitConverter.GetBytes((long)json.Length), .. json, .. data]);
        return path;
    }
}
